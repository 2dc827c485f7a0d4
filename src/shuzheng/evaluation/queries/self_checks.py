"""Self-checks as pages show them, and which institutions owe one (R-214)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from shuzheng.evaluation import access
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.models import SelfCheck, SelfFinding
from shuzheng.evaluation.rules import self_check as rules
from shuzheng.evaluation.rules.self_check import Found, Principle, State
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

VIEWS = ("open", "all")
ORDER = {"institution": "institution__code", "submitted": "submitted_on"}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A self-check in a list; `late` are findings whose day is over."""

    id: int
    institution_id: int
    institution: str
    year: int
    state: State
    begun_on: date
    submitted_on: date | None
    found: int
    open: int


@dataclass(frozen=True, slots=True)
class FindingLine:
    """Something that a self-check found."""

    id: int
    state: Found
    text: str
    measure: str
    due_on: date
    done: str
    done_on: date | None


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A whole self-check; `texts` by principle, in the order of the rulebook."""

    line: CheckLine
    texts: tuple[tuple[Principle, str], ...]
    findings: tuple[FindingLine, ...]
    file: tuple[UUID, str] | None


def listed(
    actor: Actor, wish: listing.Wish, q: str = "", year: int | None = None
) -> listing.Found[CheckLine]:
    """Return one page of the self-checks within reach."""
    rows = _viewed(access.self_checks(actor), wish.view)
    if q:
        rows = rows.filter(Q(institution__name__icontains=q) | Q(institution__code=q))
    if year:
        rows = rows.filter(year=year)
    found = listing.cut(_counted(rows).order_by(*wish.order(ORDER), "-pk"), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def counts(actor: Actor) -> dict[str, int]:
    """Return how many self-checks each view holds."""
    rows = access.self_checks(actor)
    return {view: _viewed(rows, view).values("pk").count() for view in VIEWS}


def one(pk: int, actor: Actor, permission: Permission = Permission.CHECK_VIEW) -> CheckPage:
    """Return one self-check."""
    access.self_check(pk, actor, permission)
    row = _counted(SelfCheck.objects.filter(pk=pk)).select_related("file").get()
    names = rules.headings(row.begun_on, rulebooks.current())
    findings = SelfFinding.objects.filter(check_of=row).order_by("state", "due_on", "pk")
    return CheckPage(
        _line(row),
        tuple((name, row.texts.get(name.value, "")) for name in names),
        tuple(
            FindingLine(
                one.pk, Found(one.state), one.text, one.measure, one.due_on, one.done, one.done_on
            )
            for one in findings
        ),
        (row.file.uid, row.file.name) if row.file else None,
    )


def of(institution_id: int, year: int) -> list[CheckLine]:
    """Return an institution's self-checks of a year that were handed in, newest first."""
    rows = SelfCheck.objects.filter(institution_id=institution_id, year=year, state=State.SUBMITTED)
    return [_line(row) for row in _counted(rows).order_by("-submitted_on", "-pk")]


@applies("R-214")
def owed(actor: Actor, today: date) -> int:
    """Return how many self-checks of this year the actor's institution still owes."""
    if not actor.may(Permission.CHECK_WRITE):
        return 0
    done = access.self_checks(actor).filter(year=today.year, state=State.SUBMITTED).count()
    return rules.owed(done, today, rulebooks.current())


@applies("R-214")
def silent(institution_ids: list[int], year: int) -> set[int]:
    """Return which of these institutions have handed in no self-check of the year."""
    done = SelfCheck.objects.filter(year=year, state=State.SUBMITTED)
    return set(institution_ids) - set(done.values_list("institution_id", flat=True))


def late(actor: Actor, today: date) -> tuple[int, date | None]:
    """Return how many findings of the actor's own are overdue, and since when the first."""
    if not actor.may(Permission.CHECK_WRITE):
        return 0, None
    rows = SelfFinding.objects.filter(
        state=Found.OPEN,
        due_on__lt=today,
        check_of__institution_id=actor.organisation_id,
    )
    days = list(rows.order_by("due_on").values_list("due_on", flat=True))
    return len(days), days[0] if days else None


def _viewed(rows: QuerySet[SelfCheck], view: str) -> QuerySet[SelfCheck]:
    if view != "open":
        return rows
    unfinished = SelfFinding.objects.filter(state=Found.OPEN).values("check_of_id")
    return rows.filter(Q(state=State.WRITTEN) | Q(pk__in=unfinished))


def _counted(rows: QuerySet[SelfCheck]) -> QuerySet[SelfCheck]:
    return rows.select_related("institution").annotate(
        found_of=Count("findings"),
        open_of=Count("findings", filter=Q(findings__state=Found.OPEN)),
    )


def _line(row: SelfCheck) -> CheckLine:
    return CheckLine(
        id=row.pk,
        institution_id=row.institution_id,
        institution=row.institution.name,
        year=row.year,
        state=State(row.state),
        begun_on=row.begun_on,
        submitted_on=row.submitted_on,
        found=row.found_of,  # type: ignore[attr-defined]
        open=row.open_of,  # type: ignore[attr-defined]
    )
