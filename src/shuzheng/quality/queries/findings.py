"""Findings as pages show them, what waits for whom, and how long things took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Coalesce

from shuzheng.foundation.ui import listing
from shuzheng.quality import access
from shuzheng.quality.access import Permission
from shuzheng.quality.models import FindingFile
from shuzheng.quality.rules import finding as rules
from shuzheng.quality.rules import on_site
from shuzheng.quality.rules.finding import Severity, State
from shuzheng.quality.rules.inspection import UNREPORTED

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.quality.models import Finding
    from shuzheng.quality.rules.on_site import Place

VIEWS = ("mine", "open", "late", "all")
ORDER = {"target": "named", "due": "due_on", "found": "found_on"}
JOINED = ("inspection__party", "inspection__site", "party", "site")
LATE = (State.OVERDUE, State.ESCALATED)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding, all that its page shows."""

    id: int
    inspection_id: int | None
    target: str
    party_id: int
    number: int
    item: str
    severity: Severity
    text: str
    happened_on: date
    noted_at: datetime | None
    place: Place | None
    found_on: date
    state: State
    due_on: date
    contest: str
    contested_on: date | None
    contest_reason: str
    rectification: str
    submitted_on: date | None
    rechecked_on: date | None
    rechecked_by: int | None
    recheck_reason: str
    escalated: int
    escalated_on: date | None
    escalation_reason: str
    closed_on: date | None
    is_reported: bool

    @property
    def is_over(self) -> bool:
        """Return whether nothing is owed any more."""
        return self.state in rules.OVER


@dataclass(frozen=True, slots=True)
class FileLine:
    """A document about a finding."""

    uid: UUID
    name: str
    is_rectification: bool


@dataclass(frozen=True, slots=True)
class Times:
    """Whole days, the median: from the event to the finding, from the finding to its closing."""

    found: int | None
    closed: int | None
    open: int
    late: int


def listed(actor: Actor, wish: listing.Wish) -> listing.Found[FindingLine]:
    """Return one page of the findings within reach."""
    rows = _viewed(access.findings(actor), wish.view, actor)
    joined = rows.select_related(*JOINED).annotate(
        named=Coalesce("inspection__party__name", "party__name")
    )
    found = listing.cut(joined.order_by(*wish.order(ORDER)), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def counts(actor: Actor) -> dict[str, int]:
    """Return how many findings each view holds."""
    rows = access.findings(actor)
    return {view: _viewed(rows, view, actor).count() for view in VIEWS}


def waiting(actor: Actor) -> int:
    """Return how many findings wait for the actor."""
    return _mine(access.findings(actor), actor).count()


def first_due(actor: Actor) -> date | None:
    """Return the earliest deadline among the findings that wait for the actor."""
    rows = _mine(access.findings(actor), actor).order_by("due_on")
    return rows.values_list("due_on", flat=True).first()


def one(pk: int, actor: Actor, permission: Permission = Permission.INSPECTION_VIEW) -> FindingLine:
    """Return one finding within reach."""
    return _line(access.finding(pk, actor, permission))


def of_inspection(inspection_id: int, actor: Actor) -> list[FindingLine]:
    """Return the findings of an inspection that the actor may know of, in their order."""
    rows = access.findings(actor).filter(inspection=inspection_id).order_by("number")
    return [_line(row) for row in rows.select_related(*JOINED)]


def files(line: FindingLine) -> list[FileLine]:
    """Return the documents about a finding."""
    rows = FindingFile.objects.filter(finding=line.id).select_related("file").order_by("pk")
    return [FileLine(row.file.uid, row.file.name, row.is_rectification) for row in rows]


def times(actor: Actor) -> Times:
    """Return how long it took within the actor's reach; withdrawn findings do not count."""
    rows = access.findings(actor).exclude(state=State.WITHDRAWN)
    rows = rows.exclude(inspection__state__in=UNREPORTED)
    spans = list(rows.values_list("happened_on", "found_on", "closed_on"))
    return Times(
        found=rules.median_days([(event, found) for event, found, _ in spans]),
        closed=rules.median_days([(found, end) for _, found, end in spans if end]),
        open=rows.exclude(state__in=rules.OVER).count(),
        late=rows.filter(state__in=LATE).count(),
    )


def _viewed(rows: QuerySet[Finding], view: str, actor: Actor) -> QuerySet[Finding]:
    if view == "mine":
        return _mine(rows, actor)
    if view == "late":
        return rows.filter(state__in=LATE)
    return rows.exclude(state__in=rules.OVER) if view == "open" else rows


def _mine(rows: QuerySet[Finding], actor: Actor) -> QuerySet[Finding]:
    """Keep what waits for this actor: to be put right, checked again, decided."""
    owed = Q(state__in=(*rules.RUNNING, *LATE))
    if actor.may(Permission.INSPECTION_ANSWER):
        return rows.filter(owed)
    if actor.may(Permission.INSPECTION_CONDUCT):
        return rows.filter(state=State.SUBMITTED)
    if actor.may(Permission.FINDING_DECIDE):
        decided = Q(state__in=(State.CONTESTED, State.RECHECKED, State.OVERDUE))
        return rows.filter(decided | Q(inspection=None, state=State.SUBMITTED))
    return rows.none()


def _line(row: Finding) -> FindingLine:
    kept = {name: getattr(row, name) for name in KEPT}
    about = row.about
    return FindingLine(
        id=row.pk,
        target=row.target,
        party_id=about.party_id or 0,
        severity=Severity(row.severity),
        state=State(row.state),
        is_reported=row.is_reported,
        place=on_site.place(row.place),
        **kept,
    )


KEPT = tuple(
    name
    for name in FindingLine.__dataclass_fields__
    if name not in {"id", "target", "party_id", "severity", "state", "is_reported", "place"}
)
"""What a line takes from its row as it stands."""
