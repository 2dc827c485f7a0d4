"""Seal packages of papers, pass them on, keep them, open them, take them back.

Rules: R-103 (custody, two people, opening times), R-110 (each step is in the evidence log).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission, conduct, plans
from shuzheng.assessment.access import custody as access
from shuzheng.assessment.models import CustodyStep, PaperPackage, PlanSession, Site
from shuzheng.assessment.rules import custody as rules
from shuzheng.assessment.rules import plan as plan_rules
from shuzheng.assessment.rules.custody import PACKAGE, Verb
from shuzheng.assessment.services import logged, sittings
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

MOST = 50
"""How many packages are sealed at once."""


class NothingPacked(Refusal):
    """At least one package, each with the number of its seal, at most so many at once."""

    code = "nothing-packed"
    template = "Give one line for each package: the seal's number and how many copies; at most 50."
    rule = "R-103"


class SealUsed(Refusal):
    """A seal's number tells one package from every other."""

    code = "seal-used"
    status = 409
    template = "Seal number {seal} stands on another package of this plan."
    rule = "R-103"


class NotASite(Refusal):
    """Papers go where the plan has rooms."""

    code = "package-elsewhere"
    template = "The plan has no room at this site."
    rule = "R-103"


@applies("R-103", "R-110")
@transaction.atomic
def seal(
    session_id: int,
    site_id: int,
    packed: Sequence[tuple[str, int]],
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Record sealed packages for a sitting at a site: each a seal's number, and its copies."""
    facts.lock_chain()  # before any row: the log is told in the middle
    session = PlanSession.objects.filter(pk=session_id).select_related("plan").first()
    if session is None:
        raise conduct.NoSuchSession
    row = plans.own_plan(session.plan_id, actor, Permission.CUSTODY_PACK)
    rules.require_packing(plan_rules.State(row.state))
    site = Site.objects.filter(pk=site_id, rooms__plans__plan=row).first()
    if site is None:
        raise NotASite
    if not 0 < len(packed) <= MOST or any(not rules.plain(mark) for mark, _ in packed):
        raise NothingPacked
    made = [_create(session, site, rules.plain(mark), copies) for mark, copies in packed]
    _log(made, None, "", "", actor=actor, now=now)
    facts.record(
        "assessment.packages.sealed",
        row,
        actor=actor,
        now=now,
        count=len(made),
        part=row.components.get(code=session.component_code).name,
        site=site.name,
    )
    return len(made)


@transaction.atomic
def send(package_id: int, carrier: str, *, actor: Actor, now: datetime) -> None:
    """Give a package to whoever brings it to its site."""
    _move(package_id, Verb.SEND, note=carrier, actor=actor, now=now)


@transaction.atomic
def receive(package_id: int, seal: str, second: str, *, actor: Actor, now: datetime) -> None:
    """Take a package into the site's safe, `second` being present; refuses another seal."""
    _move(package_id, Verb.RECEIVE, seal=seal, second=second, actor=actor, now=now)


@applies("R-103")
@transaction.atomic
def unseal(package_id: int, seal: str, second: str, *, actor: Actor, now: datetime) -> None:
    """Open a package shortly before its sitting, `second` being present; refuses another seal."""
    _move(package_id, Verb.OPEN, seal=seal, second=second, actor=actor, now=now)


@transaction.atomic
def report(package_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Report a seal that is broken or another one; the package is not opened."""
    _move(package_id, Verb.REPORT, note=reason, actor=actor, now=now)


@transaction.atomic
def take_back(package_id: int, second: str, *, actor: Actor, now: datetime) -> None:
    """Take a package, or what is left of it, back from the site, `second` being present."""
    _move(package_id, Verb.TAKE_BACK, second=second, actor=actor, now=now)


@transaction.atomic
def cancel(package_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Cancel a package that was packed wrongly and has not left."""
    _move(package_id, Verb.CANCEL, note=reason, actor=actor, now=now)


def _create(session: PlanSession, site: Site, mark: str, copies: int) -> PaperPackage:
    try:
        with transaction.atomic():
            return PaperPackage.objects.create(
                plan=session.plan,
                session=session,
                site=site,
                seal=mark,
                copies=copies,
                state=PACKAGE.initial,
            )
    except IntegrityError:
        raise SealUsed(seal=mark) from None


@applies("R-103", "R-110")
def _move(
    package_id: int,
    verb: Verb,
    *,
    seal: str = "",
    second: str = "",
    note: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.for_act(package_id, verb, actor)
    PACKAGE.after(rules.State(row.state), verb)
    note = note.strip()
    if verb in rules.EXPLAINED and not note:
        raise sittings.ReasonMissing
    if verb in rules.COMPARED:
        rules.check_seal(row.seal, seal)
    if verb is Verb.OPEN:
        rules.check_opening(row.session.starts_at, now, rulebooks.current())
    name = sittings.second_person(second, actor) if verb in rules.BY_TWO else ""
    moved = moves.move(row, PACKAGE, verb)
    _log([row], verb, name, note, actor=actor, now=now)
    facts.record(
        "assessment.package.moved",
        row.plan,
        actor=actor,
        now=now,
        seal=row.seal,
        what=str(PACKAGE.labels[verb]),
        passages=facts.passages_of(row, moved),
    )


def _log(
    rows: Sequence[PaperPackage],
    verb: Verb | None,
    second: str,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Tell the evidence log where these packages of one plan are, and keep the step."""
    last = CustodyStep.objects.filter(package__in=rows).order_by("log_index")
    before = dict(last.values_list("package_id", "log_index"))
    places = logged.packages(rows[0].plan, rows, before, now=now)
    CustodyStep.objects.bulk_create(
        CustodyStep(
            package=row,
            verb=verb or "",
            done_by_id=actor.person_id,
            done_by_organisation_id=actor.organisation_id,
            second=second,
            note=note,
            done_at=now,
            log_index=place,
        )
        for row, place in zip(rows, places, strict=True)
    )
