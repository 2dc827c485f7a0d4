"""Draft, fix and publish the province's plan of a year (R-009)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.gazette.rules.documents import Issuer, Kind, Publicity
from shuzheng.gazette.services import documents, issuing
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.models import Milestone, Plan, PlanRow
from shuzheng.governance.queries import holdings
from shuzheng.governance.queries import plans as queries
from shuzheng.governance.rules import milestone, plan_text
from shuzheng.governance.rules import plan as rules
from shuzheng.governance.rules.plan import PLAN, List, State, Verb
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.transparency.core import leaves
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from shuzheng.governance.rules.plan import Row
    from shuzheng.kernel.actor import Actor


@applies("R-009")
@transaction.atomic
def draft(year: int, aims: str, industries: Iterable[str], *, actor: Actor, now: datetime) -> int:
    """Begin an edition of a year's plan; returns its id. One is written at a time."""
    actor.require(Permission.PLAN_PREPARE)
    today = periods.day(now)
    rules.check_year(year, today)
    last = Plan.objects.filter(year=year).aggregate(Max("edition"))["edition__max"] or 0
    try:
        with transaction.atomic():
            row = Plan.objects.create(
                year=year,
                edition=last + 1,
                state=PLAN.initial,
                aims=aims.strip(),
                industries=rules.industries(industries),
                drafted_on=today,
            )
    except IntegrityError:
        raise rules.PlanUnderWay(year=year) from None
    facts.record(
        "governance.plan.drafted", row, actor=actor, now=now, year=year, edition=row.edition
    )
    return row.pk


@applies("R-009")
@transaction.atomic
def rewrite(
    plan_id: int,
    aims: str,
    industries: Iterable[str],
    revision: int,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Write a draft anew; whoever wrote from an older one is told."""
    row = access.plan(plan_id, actor, Permission.PLAN_PREPARE)
    PLAN.after(State(row.state), Verb.FIX)
    same = Plan.objects.filter(pk=row.pk, state=State.DRAFTING, revision=revision)
    named = rules.industries(industries)
    if not same.update(aims=aims.strip(), industries=named, revision=revision + 1):
        raise moves.MovedMeanwhile
    facts.record("governance.plan.rewritten", row, actor=actor, now=now)


@applies("R-008", "R-009")
@transaction.atomic
def fix(plan_id: int, *, actor: Actor, now: datetime) -> str:
    """Take the three lists as the platform holds them today; returns their digest."""
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.plan(plan_id, actor, Permission.PLAN_PREPARE)
    PLAN.after(State(row.state), Verb.FIX)
    lists = holdings.lists(row.year)
    open_ones = Milestone.objects.filter(year=row.year).exclude(state=milestone.State.CALLED_OFF)
    rules.check_fixing(row.year, row.industries, open_ones.count(), lists)
    today = periods.day(now)
    digest = rules.digest(row.year, row.edition, today, row.industries, lists)
    words = rules.words(row.year, row.edition, digest)
    moved = moves.move(
        row,
        PLAN,
        Verb.FIX,
        fixed_on=today,
        fixed_by_id=actor.person_id or None,
        digest=digest,
        log_index=log.append([leaves.public(rules.LEAF, words)], now=now)[0],
    )
    _keep(row, lists)
    facts.record(
        "governance.plan.fixed",
        row,
        actor=actor,
        now=now,
        moved=moved,
        digest=digest,
        institutions=len(lists[List.INSTITUTIONS]),
        certificates=len(lists[List.CERTIFICATES]),
        sites=len(lists[List.SITES]),
    )
    return digest


@applies("R-009")
@transaction.atomic
def reopen(plan_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take a fixed plan back to drafting; its lists are given up and taken anew later."""
    row = access.plan(plan_id, actor, Permission.PLAN_PREPARE)
    moved = moves.move(
        row,
        PLAN,
        Verb.REOPEN,
        fixed_on=None,
        fixed_by_id=None,
        digest="",
        log_index=None,
        reason=reason.strip(),
        revision=row.revision + 1,
    )
    PlanRow.objects.filter(plan=row).delete()
    facts.record("governance.plan.reopened", row, actor=actor, now=now, moved=moved)


@applies("R-009")
@transaction.atomic
def discard(plan_id: int, *, actor: Actor, now: datetime) -> None:
    """Discard a draft; it stays on record."""
    row = access.plan(plan_id, actor, Permission.PLAN_PREPARE)
    moved = moves.move(row, PLAN, Verb.DISCARD)
    facts.record("governance.plan.discarded", row, actor=actor, now=now, moved=moved)


@applies("R-008", "R-009")
@transaction.atomic
def publish(plan_id: int, *, actor: Actor, now: datetime) -> str:
    """Publish a fixed plan as the department's numbered document; returns its number.

    The edition that was in force is replaced. Somebody else than who fixed the lists publishes.
    """
    facts.lock_chain()
    row = access.plan(plan_id, actor, Permission.PLAN_PUBLISH)
    PLAN.after(State(row.state), Verb.PUBLISH)
    rules.check_publisher(actor.person_id, row.fixed_by_id)
    passages = []
    for old in Plan.objects.filter(year=row.year, state=State.IN_FORCE):
        replaced = moves.move(old, PLAN, Verb.REPLACE)
        passages += facts.passages_of(old, replaced)
    document_id, number = _issued(row, actor, now)
    moved = moves.move(
        row, PLAN, Verb.PUBLISH, published_on=periods.day(now), document_id=document_id
    )
    facts.record(
        "governance.plan.published",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=passages,
        number=number,
    )
    return number


def _issued(row: Plan, actor: Actor, now: datetime) -> tuple[int, str]:
    given = documents.Draft(
        kind=Kind.POLICY,
        publicity=Publicity.PUBLIC,
        issuer=Issuer.DEPARTMENT,
        title=plan_text.title(row.year, row.edition, rulebooks.province().name),
        body=plan_text.body(queries.text_of(row)),
    )
    return issuing.issue(given, prepared_by=row.fixed_by_id or 0, actor=actor, now=now)


def _keep(row: Plan, lists: Mapping[List, Sequence[Row]]) -> None:
    PlanRow.objects.bulk_create(
        [
            PlanRow(
                plan=row,
                kind=kind,
                code=one.code,
                name=one.name,
                place=one.place,
                detail=one.detail,
            )
            for kind in List
            for one in lists[kind]
        ],
        batch_size=500,
    )
