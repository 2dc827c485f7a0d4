"""File what the ministry found, and commission third parties, record what they declare and report.

Rules: R-028, R-211. Neither changes a score: they stand beside the province's own results.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.queries import targets
from shuzheng.evaluation import access
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.models import MinistryResult, ThirdParty
from shuzheng.evaluation.rules import ministry
from shuzheng.evaluation.rules import third_party as rules
from shuzheng.evaluation.rules.third_party import THIRD_PARTY, State, Verb
from shuzheng.evaluation.sheets.ministry import MINISTRY
from shuzheng.foundation import facts, moves
from shuzheng.foundation.sheets import imports
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor

EVALUATED = (OrganisationKind.INSTITUTION, OrganisationKind.EVALUATION_ORGANISATION)


class NobodyCalledSo(Refusal):
    """A site, an institution or an evaluation organisation is evaluated."""

    code = "third-party-nobody"
    template = "No institution, organisation or site has the code “{code}”."
    rule = "R-211"


@dataclass(frozen=True, slots=True)
class Filed:
    """One result as the ministry's document says it."""

    code: str
    year: int
    subject: str
    result: str
    document: str
    dated_on: date


@dataclass(frozen=True, slots=True)
class Commission:
    """What is commissioned: of whom (a code of a party or a site), by whom, what about."""

    code: str
    evaluator: str
    subject: str
    contract: str
    commissioned_on: date


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for."""
    del context, now
    actor.require(Permission.OUTSIDE_FILE)
    url = reverse("evaluation:ministry")
    return imports.Purpose(MINISTRY, "", url, done_url=url, done_label=_("To the list"))


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse parties that nobody knows, and documents of days to come."""
    known, today = _parties(), periods.day(occasion.now)
    for row in rows:
        if row.values["code"] not in known:
            row.refuse("code", "unknown", N_("Nobody has this code"))
        if row.values["dated_on"] > today:
            row.refuse("dated_on", "ahead", N_("This day lies ahead"))


def take(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Take the ministry's results from the sheet."""
    names = tuple(Filed.__dataclass_fields__)
    filed = [Filed(**{name: row.values[name] for name in names}) for chunk in rows for row in chunk]
    return {"taken": file(filed, actor=occasion.actor, now=occasion.now)}


@applies("R-028")
@transaction.atomic
def file(rows: Sequence[Filed], *, actor: Actor, now: datetime) -> int:
    """File results of the ministry; one that is filed again takes the place of what was there."""
    actor.require(Permission.OUTSIDE_FILE)
    known, today = _parties(), periods.day(now)
    for row in rows:
        ministry.check_source(row.document, row.dated_on, today)
        if row.code not in known:
            raise NobodyCalledSo(code=row.code)
    made = MinistryResult.objects.bulk_create(
        [
            MinistryResult(
                party_id=known[row.code],
                year=row.year,
                subject=row.subject,
                result=row.result,
                document=row.document,
                dated_on=row.dated_on,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["party", "year", "subject"],
        update_fields=["result", "document", "dated_on"],
        batch_size=500,
    )
    if made:
        first = MinistryResult.objects.order_by("pk")[0]
        facts.record("evaluation.ministry.filed", first, actor=actor, now=now, count=len(made))
    return len(made)


@applies("R-211")
@transaction.atomic
def commission(given: Commission, *, actor: Actor, now: datetime) -> int:
    """Commission a third party to evaluate an institution, organisation or site; returns the id."""
    actor.require(Permission.THIRD_PARTY_COMMISSION)
    today = periods.day(now)
    rules.check_day(given.commissioned_on, given.commissioned_on, today)
    site = targets.site_named(given.code)
    party_id = site.institution_id if site else _parties().get(given.code)
    if party_id is None:
        raise NobodyCalledSo(code=given.code)
    party = organisations.brief([party_id])[party_id]
    rules.check_evaluator(given.evaluator, {party.name, site.name if site else party.name})
    row = ThirdParty.objects.create(
        party_id=party_id,
        site_id=site.id if site else None,
        state=THIRD_PARTY.initial,
        evaluator=given.evaluator,
        subject=given.subject,
        contract=given.contract,
        commissioned_on=given.commissioned_on,
    )
    facts.record("evaluation.thirdparty.commissioned", row, actor=actor, now=now)
    return row.pk


@applies("R-211")
@transaction.atomic
def declare(
    pk: int, text: str, declared_on: date, *, file_id: int, actor: Actor, now: datetime
) -> None:
    """Record the evaluator's signed declaration that it is independent."""
    row = access.third_party(pk, actor, Permission.THIRD_PARTY_COMMISSION)
    THIRD_PARTY.after(State(row.state), Verb.DECLARE)
    rules.check_day(declared_on, row.commissioned_on, periods.day(now))
    moved = moves.move(
        row,
        THIRD_PARTY,
        Verb.DECLARE,
        declaration=text,
        declaration_file_id=file_id,
        declared_on=declared_on,
    )
    facts.record("evaluation.thirdparty.declared", row, actor=actor, now=now, moved=moved)


@applies("R-211")
@transaction.atomic
def report(
    pk: int,
    text: str,
    reported_on: date,
    *,
    score: int | None = None,
    file_id: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Record what the third party reports; the party evaluated reads it from then on."""
    row = access.third_party(pk, actor, Permission.THIRD_PARTY_COMMISSION)
    THIRD_PARTY.after(State(row.state), Verb.REPORT)
    rules.check_day(reported_on, row.declared_on or row.commissioned_on, periods.day(now))
    moved = moves.move(
        row,
        THIRD_PARTY,
        Verb.REPORT,
        result=text,
        score=score,
        report_id=file_id,
        reported_on=reported_on,
    )
    facts.record("evaluation.thirdparty.reported", row, actor=actor, now=now, moved=moved)


@applies("R-211")
@transaction.atomic
def call_off(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Call a commission off, with the reason."""
    row = access.third_party(pk, actor, Permission.THIRD_PARTY_COMMISSION)
    moved = moves.move(row, THIRD_PARTY, Verb.CALL_OFF, called_off_reason=reason)
    facts.record("evaluation.thirdparty.called_off", row, actor=actor, now=now, moved=moved)


def _parties() -> dict[str, int]:
    return {one.code: one.id for kind in EVALUATED for one in organisations.of_kind(kind)}
