"""What the ministry and third parties found, as pages show it beside inspections (R-028, R-211)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.evaluation import access
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.rules.third_party import State
from shuzheng.foundation.ui import listing

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from shuzheng.evaluation.models import MinistryResult, ThirdParty
    from shuzheng.kernel.actor import Actor

MINISTRY_ORDER = {"name": "party__code", "year": "year"}
ORDER = {"name": "party__code", "commissioned": "commissioned_on"}


@dataclass(frozen=True, slots=True)
class MinistryLine:
    """One result of the ministry."""

    id: int
    party_id: int
    code: str
    name: str
    year: int
    subject: str
    result: str
    document: str
    dated_on: date


@dataclass(frozen=True, slots=True)
class ThirdPartyLine:
    """One third-party evaluation."""

    id: int
    party_id: int
    site_id: int | None
    name: str
    state: State
    evaluator: str
    subject: str
    contract: str
    commissioned_on: date
    declaration: str
    declaration_file: tuple[UUID, str] | None
    declared_on: date | None
    result: str
    score: int | None
    report: tuple[UUID, str] | None
    reported_on: date | None
    called_off_reason: str


def ministry(actor: Actor, wish: listing.Wish, q: str = "") -> listing.Found[MinistryLine]:
    """Return one page of the ministry's results within reach."""
    rows = access.ministry_results(actor)
    if q:
        rows = rows.filter(Q(party__name__icontains=q) | Q(party__code=q))
    found = listing.cut(
        rows.select_related("party").order_by(*wish.order(MINISTRY_ORDER), "-year", "pk"), wish
    )
    return listing.Found([_ministry(row) for row in found.rows], found.total, found.page)


def ministry_of(party_id: int, actor: Actor) -> list[MinistryLine]:
    """Return the ministry's results on one party within reach, newest first."""
    rows = access.ministry_results(actor).filter(party_id=party_id)
    return [_ministry(row) for row in rows.select_related("party").order_by("-year", "pk")]


def third_parties(actor: Actor, wish: listing.Wish, q: str = "") -> listing.Found[ThirdPartyLine]:
    """Return one page of the third-party evaluations within reach."""
    rows = access.third_parties(actor)
    if q:
        rows = rows.filter(Q(party__name__icontains=q) | Q(evaluator__icontains=q))
    joined = rows.select_related("party", "site", "declaration_file", "report")
    found = listing.cut(joined.order_by(*wish.order(ORDER), "-pk"), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def of(party_id: int, site_id: int | None, actor: Actor) -> list[ThirdPartyLine]:
    """Return the reported third-party evaluations of one party, or of its site, newest first."""
    rows = access.third_parties(actor).filter(party_id=party_id, state=State.REPORTED)
    if site_id:
        rows = rows.filter(site_id=site_id)
    joined = rows.select_related("party", "site", "declaration_file", "report")
    return [_line(row) for row in joined.order_by("-reported_on", "-pk")]


def one(pk: int, actor: Actor, permission: Permission = Permission.SUBJECT_VIEW) -> ThirdPartyLine:
    """Return one third-party evaluation within reach."""
    return _line(access.third_party(pk, actor, permission))


def _ministry(row: MinistryResult) -> MinistryLine:
    return MinistryLine(
        row.pk,
        row.party_id,
        row.party.code,
        row.party.name,
        row.year,
        row.subject,
        row.result,
        row.document,
        row.dated_on,
    )


def _line(row: ThirdParty) -> ThirdPartyLine:
    kept = {name: getattr(row, name) for name in KEPT}
    declared, report = row.declaration_file, row.report
    return ThirdPartyLine(
        id=row.pk,
        name=row.site.name if row.site else row.party.name,
        state=State(row.state),
        declaration_file=(declared.uid, declared.name) if declared else None,
        report=(report.uid, report.name) if report else None,
        **kept,
    )


KEPT = tuple(
    name
    for name in ThirdPartyLine.__dataclass_fields__
    if name not in {"id", "name", "state", "declaration_file", "report"}
)
"""What a line takes from its row as it stands."""
