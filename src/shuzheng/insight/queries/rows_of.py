"""The rows behind a figure: registrations, sittings, students, certificates, certificates in use.

They are the same conditions as a cut's (`definitions`), on the rows as they are now: what changed
since the cut shows as a difference between the two counts, and the page says both. Names are shown
to who may see them; everybody else who may see rows gets the family name. Identity documents stay
masked for all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.urls import reverse

from shuzheng.assessment.access.permissions import Permission as Assessment
from shuzheng.credentials import access as credentials
from shuzheng.credentials.models import Certificate
from shuzheng.foundation.ui import listing
from shuzheng.identity import access as identity
from shuzheng.identity.models import Person
from shuzheng.insight.access import Permission
from shuzheng.insight.core.dimensions import Dimension, ScopeKind
from shuzheng.insight.queries import definitions
from shuzheng.kernel.refusals import Refusal
from shuzheng.pilots.access import Permission as Pilots
from shuzheng.pilots.models import InstitutionCertificate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from shuzheng.assessment.models import Registration
    from shuzheng.foundation.ui.listing import Found, Wish
    from shuzheng.insight.access import Scope
    from shuzheng.kernel.actor import Actor

MOST_EXPORTED = 100_000
AT_ONCE = 2_000


class Of(StrEnum):
    """Which rows."""

    REGISTERED = auto()
    SAT = auto()
    PASSED = auto()
    STUDENTS = auto()
    HOLDERS = auto()
    ISSUED = auto()
    IN_FORCE = auto()
    USES = auto()


class NotYourRows(Refusal):
    """Rows are seen within one's own reach only."""

    code = "rows-out-of-reach"
    status = 403
    template = "These figures are not your own; their rows are not shown."


class TooManyRows(Refusal):
    """A workbook has a limit."""

    code = "too-many-rows"
    template = "{count} rows are too many for one workbook; narrow them to {most} or fewer."


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of which scope: `year` a calendar year, `narrowed` key by dimension."""

    scope: Scope
    of: Of
    year: int
    narrowed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row as a page or a workbook shows it; what does not apply is empty."""

    name: str
    document: str = ""
    institution: str = ""
    certificate: str = ""
    level: str = ""
    module: str = ""
    kind: str = ""
    plan: str = ""
    number: str = ""
    day: date | None = None
    state: str = ""
    entry_year: int | None = None
    count: int | None = None
    holds: bool | None = None
    url: str = ""


ORDERS: Final = {
    Of.REGISTERED: {"name": "person__name", "institution": "institution__name", "day": "day"},
    Of.STUDENTS: {"name": "name", "count": "registered"},
    Of.ISSUED: {"name": "holder", "institution": "institution__name", "day": "issued_on"},
    Of.USES: {"name": "institution__name", "day": "approved_on"},
}
"""Which columns can be sorted by, and the field behind each, by kind of rows."""

FIELDS: Final = {
    Dimension.INSTITUTION: "institution_id",
    Dimension.CERTIFICATE: "certificate_type_id",
    Dimension.LEVEL: "level",
    Dimension.KIND: "candidate_kind",
}
_PLACES: Final = (
    Dimension.CITY,
    Dimension.INSTITUTION,
    Dimension.ORGANISATION,
    Dimension.CERTIFICATE,
)
NARROWS: Final = {
    Of.REGISTERED: (*_PLACES, Dimension.LEVEL, Dimension.KIND, Dimension.MONTH),
    Of.STUDENTS: (*_PLACES, Dimension.LEVEL, Dimension.COHORT),
    Of.ISSUED: (*_PLACES, Dimension.LEVEL, Dimension.KIND, Dimension.MONTH),
    Of.USES: _PLACES,
}
"""By what each kind of rows can be narrowed; anything else in an address is not asked for."""

GROUPS: Final = {
    Of.SAT: Of.REGISTERED,
    Of.PASSED: Of.REGISTERED,
    Of.HOLDERS: Of.STUDENTS,
    Of.IN_FORCE: Of.ISSUED,
}


def group(of: Of) -> Of:
    """Return the kind of rows: registrations, students, certificates or certificates in use."""
    return GROUPS.get(of, of)


def listed(wanted: Wanted, wish: Wish, actor: Actor) -> Found[RowLine]:
    """Return one page of rows. Refuses (403) rows that are not the actor's own."""
    rows = _ordered(wanted, wish, actor)
    found = listing.cut(rows, wish)
    lines = list(_lines(wanted, found.rows, actor))
    return listing.Found(lines, found.total, found.page)


def every(wanted: Wanted, wish: Wish, actor: Actor) -> tuple[int, Iterator[RowLine]]:
    """Return how many rows there are, and all of them. Refuses more than a workbook holds."""
    rows = _ordered(wanted, wish, actor)
    count = rows.count()
    if count > MOST_EXPORTED:
        raise TooManyRows(count=count, most=MOST_EXPORTED)
    return count, _lines(wanted, rows.iterator(AT_ONCE), actor)


def _ordered(wanted: Wanted, wish: Wish, actor: Actor) -> QuerySet[Any]:
    actor.require(Permission.ROWS_VIEW)
    if not wanted.scope.is_own:
        raise NotYourRows
    kind = group(wanted.of)
    return _rows(wanted).order_by(*wish.order(ORDERS[kind]))


def _rows(wanted: Wanted) -> QuerySet[Any]:
    match group(wanted.of):
        case Of.REGISTERED:
            return _registrations(wanted)
        case Of.STUDENTS:
            return _students(wanted)
        case Of.ISSUED:
            return _certificates(wanted)
        case _:
            return _uses(wanted)


def _registrations(wanted: Wanted) -> QuerySet[Registration]:
    rows = definitions.registrations().filter(definitions.COUNTED)
    if wanted.of == Of.REGISTERED:
        rows = rows.annotate(day=F("accepted_at")).filter(
            **_accepted_in(wanted.year, wanted.narrowed)
        )
    else:
        condition = definitions.JUDGED if wanted.of == Of.SAT else definitions.PASSED
        rows = rows.filter(condition).annotate(day=F("plan__first_on"))
        rows = rows.filter(plan__first_on__year=wanted.year)
        if Dimension.MONTH in wanted.narrowed:
            rows = rows.filter(plan__first_on__month=wanted.narrowed[Dimension.MONTH])
    return _narrowed(rows, wanted, "plan__organisation_id").select_related(
        "person", "institution", "certificate_type", "plan", "result"
    )


def _accepted_in(year: int, narrowed: Mapping[str, str]) -> dict[str, Any]:
    """Return a filter by year (and month) of acceptance; the province's time is Django's here."""
    found: dict[str, Any] = {"accepted_at__year": year}
    if Dimension.MONTH in narrowed:
        found["accepted_at__month"] = narrowed[Dimension.MONTH]
    return found


def _students(wanted: Wanted) -> QuerySet[Person]:
    """Return distinct students ever accepted in the scope, whatever the year."""
    same = ("organisation",) if wanted.scope.kind == ScopeKind.ORGANISATION else ()
    narrowed = wanted.narrowed
    if Dimension.CERTIFICATE in narrowed:
        same = (*same, "certificate_type")
    if Dimension.LEVEL in narrowed:
        same = (*same, "level")
    if Dimension.ORGANISATION in narrowed:
        same = tuple({*same, "organisation"})
    accepted = definitions.registrations().filter(definitions.ACCEPTED & definitions.STUDENT)
    accepted = _narrowed(accepted, wanted, "plan__organisation_id").annotate(
        holding=definitions.holds(same=same), cohort=definitions.entry_year()
    )
    if Dimension.COHORT in narrowed:
        accepted = accepted.filter(cohort=narrowed[Dimension.COHORT])
    mine = accepted.filter(person=OuterRef("pk"))
    people = Person.objects.filter(Exists(mine)).annotate(holding=Exists(mine.filter(holding=True)))
    if wanted.of == Of.HOLDERS:
        people = people.filter(holding=True)
    counted = mine.order_by().values("person").annotate(count=Count("pk")).values("count")
    return people.annotate(
        registered=Subquery(counted),
        entered=Subquery(mine.order_by("-cohort").values("cohort")[:1]),
    )


def _certificates(wanted: Wanted) -> QuerySet[Certificate]:
    rows: QuerySet[Any] = Certificate.objects.filter(
        definitions.CERTIFICATE_COUNTED, first_issued_on__year=wanted.year
    )
    if wanted.of == Of.IN_FORCE:
        rows = rows.filter(definitions.CERTIFICATE_IN_FORCE)
    if Dimension.MONTH in wanted.narrowed:
        rows = rows.filter(first_issued_on__month=wanted.narrowed[Dimension.MONTH])
    return _narrowed(rows, wanted, "organisation_id").select_related(
        "person", "institution", "certificate_type", "plan"
    )


def _uses(wanted: Wanted) -> QuerySet[InstitutionCertificate]:
    rows = InstitutionCertificate.objects.filter(state__in=sorted(definitions.IN_USE))
    return _narrowed(rows, wanted, "certificate_type__organisation_id").select_related(
        "institution", "certificate_type"
    )


def _narrowed(rows: QuerySet[Any], wanted: Wanted, organisation: str) -> QuerySet[Any]:
    """Keep the scope's rows, and of them those of the asked groups; "" asks for who has none."""
    asked = list(wanted.narrowed.items())
    if wanted.scope.kind != ScopeKind.PROVINCE:
        asked.append((wanted.scope.kind, wanted.scope.key))
    for dimension, key in asked:
        if dimension not in {Dimension.MONTH, Dimension.COHORT}:
            rows = _filtered(rows, _place(dimension, key, organisation))
    return rows


def _place(dimension: str, key: str, organisation: str) -> dict[str, Any]:
    if dimension == Dimension.CITY:
        return {"city": key}
    if dimension == Dimension.ORGANISATION:
        return {organisation: key}
    if dimension == Dimension.INSTITUTION and not key:
        return {"institution__isnull": True}
    return {FIELDS[Dimension(dimension)]: key}


def _filtered(rows: QuerySet[Any], where: Mapping[str, Any]) -> QuerySet[Any]:
    placed = rows.annotate(at_city=definitions.city()) if "city" in where else rows
    found: QuerySet[Any] = placed.filter(
        **{"at_city" if name == "city" else name: value for name, value in where.items()}
    )
    return found


def _lines(wanted: Wanted, rows: Iterable[Any], actor: Actor) -> Iterator[RowLine]:
    named = actor.may(Permission.NAMES_VIEW)
    kind = group(wanted.of)
    name, permission, key = RECORDS[kind]
    linked = actor.may(permission)
    for row in rows:
        line = SHAPES[kind](row, named)
        yield replace(line, url=reverse(name, args=[getattr(row, key)])) if linked else line


def _name(name: str, named: bool) -> str:  # noqa: FBT001 - said by who calls, right here
    return name if named else f"{name[:1]}**"


def _registration_line(row: Registration, named: bool) -> RowLine:  # noqa: FBT001
    result = getattr(row, "result", None)
    return RowLine(
        name=_name(row.person.name, named),
        document=row.person.document_masked,
        institution=row.institution.name if row.institution else "",
        certificate=row.certificate_type.short_name,
        level=row.level,
        module=row.module,
        kind=row.candidate_kind,
        plan=row.plan.name,
        number=row.plan.number,
        day=row.day,  # type: ignore[attr-defined]  # annotated by `_registrations`
        state=result.outcome if result and result.state == "published" else row.state,
    )


def _student_line(row: Person, named: bool) -> RowLine:  # noqa: FBT001
    return RowLine(
        name=_name(row.name, named),
        document=row.document_masked,
        count=row.registered,  # type: ignore[attr-defined]  # annotated by `_students`
        entry_year=row.entered,  # type: ignore[attr-defined]
        holds=row.holding,  # type: ignore[attr-defined]
    )


def _certificate_line(row: Certificate, named: bool) -> RowLine:  # noqa: FBT001
    return RowLine(
        name=_name(row.holder, named),
        document=row.person.document_masked,
        institution=row.institution.name if row.institution else "",
        certificate=row.certificate_type.short_name,
        level=row.level,
        module=row.module,
        kind=row.candidate_kind,
        plan=row.plan.name,
        number=row.number,
        day=row.issued_on,
        state=row.state,
    )


def _use_line(row: InstitutionCertificate, named: bool) -> RowLine:  # noqa: FBT001, ARG001
    return RowLine(
        name=row.institution.name,
        certificate=row.certificate_type.short_name,
        number=row.certificate_type.code,
        day=row.approved_on,
        state=row.state,
    )


SHAPES: Final[Mapping[Of, Callable[[Any, bool], RowLine]]] = {
    Of.REGISTERED: _registration_line,
    Of.STUDENTS: _student_line,
    Of.ISSUED: _certificate_line,
    Of.USES: _use_line,
}
"""How each kind of rows is shown; the second argument says whether whole names are."""

RECORDS: Final[Mapping[Of, tuple[str, str, str]]] = {
    Of.REGISTERED: ("assessment:registration", Assessment.REGISTRATION_VIEW, "pk"),
    Of.STUDENTS: ("identity:person", identity.Permission.PERSON_VIEW, "pk"),
    Of.ISSUED: ("credentials:certificate", credentials.Permission.CERTIFICATE_VIEW, "number"),
    Of.USES: ("pilots:entry", Pilots.ENTRY_VIEW, "pk"),
}
"""The page of each kind of record: its name, the permission it asks, the key it is called by."""
