"""The list of organisations and the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from shuzheng.foundation.ui import listing
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.identity.models import Department, Membership, Organisation, OrganisationName
from shuzheng.identity.queries import feed
from shuzheng.identity.rules.kinds import OrganisationKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from shuzheng.foundation.ui.listing import Found, Wish
    from shuzheng.foundation.ui.parts import Line
    from shuzheng.kernel.actor import Actor

VIEWS = {
    "institution": (OrganisationKind.INSTITUTION,),
    "evaluation": (OrganisationKind.EVALUATION_ORGANISATION,),
    "enterprise": (OrganisationKind.ENTERPRISE,),
    "bureau": (
        OrganisationKind.CITY_BUREAU,
        OrganisationKind.DIRECTLY_ADMINISTERED_COUNTY_BUREAU,
    ),
    "province": (OrganisationKind.PROVINCIAL_DEPARTMENT, OrganisationKind.COORDINATION_OFFICE),
    "all": tuple(OrganisationKind),
}
"""Which kinds of organisation each saved view holds."""

CONTACTS = (
    Role.LIAISON,
    Role.INSTITUTION_ADMIN,
    Role.ORGANISATION_STAFF,
    Role.ENTERPRISE_USER,
    Role.CITY_OFFICER,
    Role.OFFICE_OFFICER,
    Role.PROVINCIAL_ADMIN,
)
"""Whom others turn to, in this order."""

ORDER = {"name": "name", "code": "code", "division": "division__code", "kind": "institution_kind"}
UNRECORDED = "none"
"""In place of a field: the evaluation organisations without one."""
CITY_DIGITS = 4
FACTS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class PartyLine:
    """An organisation in the list."""

    id: int
    code: str
    name: str
    kind: str
    institution_kind: str
    enterprise_kind: str
    division_code: str
    division_name: str
    credit_code: str
    ended_on: date | None
    is_demonstration: bool
    source: str
    confidence: str
    lead_flags: tuple[str, ...] = ()
    evaluation_kind: str = ""
    field: str = ""

    @property
    def is_evaluation_organisation(self) -> bool:
        """Whether this writes standards and issues certificates."""
        return self.kind == OrganisationKind.EVALUATION_ORGANISATION

    @property
    def is_institution(self) -> bool:
        """Whether this is a school, college or university."""
        return self.kind == OrganisationKind.INSTITUTION


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name and the days between which it was borne."""

    name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to turn to."""

    name: str
    role: str
    phone_masked: str


@dataclass(frozen=True, slots=True)
class PartyPage:
    """Everything the page of an organisation shows."""

    line: PartyLine
    names: list[NameLine]
    departments: list[str]
    contacts: list[Contact]
    staff: int
    facts: list[Line]


def listed(
    actor: Actor, wish: Wish, *, q: str = "", city: str = "", kind: str = "", field: str = ""
) -> Found[PartyLine]:
    """Return one page of the organisations within reach."""
    rows = _chosen(actor, wish.view, q=q, city=city, kind=kind, field=field)
    found = listing.cut(rows.order_by(*wish.order(ORDER)), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def every(
    actor: Actor, wish: Wish, *, q: str = "", city: str = "", kind: str = "", field: str = ""
) -> Iterator[PartyLine]:
    """Yield every organisation that the list would show, page after page."""
    rows = _chosen(actor, wish.view, q=q, city=city, kind=kind, field=field).order_by(
        *wish.order(ORDER)
    )
    for row in rows.iterator(chunk_size=500):
        yield _line(row)


def counts(actor: Actor) -> Mapping[str, int]:
    """Return how many organisations each saved view holds."""
    actor.require(Permission.ORGANISATION_VIEW)
    rows = Organisation.objects.within(actor).values_list("kind").annotate(Count("pk"))
    by_kind = dict(rows.order_by())
    return {view: sum(by_kind.get(kind, 0) for kind in kinds) for view, kinds in VIEWS.items()}


def party(party_id: int, actor: Actor) -> PartyPage:
    """Return the page of an organisation within reach."""
    row = access.organisation(party_id, actor, Permission.ORGANISATION_VIEW)
    names = OrganisationName.objects.filter(organisation=row).order_by("-since")
    departments = Department.objects.filter(organisation=row).order_by("name")
    staff = _staff(party_id)
    return PartyPage(
        line=_line(row),
        names=[NameLine(one.name, one.since, one.until) for one in names],
        departments=list(departments.values_list("name", flat=True)),
        contacts=_contacts(staff),
        staff=staff.count(),
        facts=feed.lines([f"identity.organisation:{row.pk}"], FACTS_SHOWN),
    )


def line(party_id: int, actor: Actor, permission: Permission) -> PartyLine:
    """Return an organisation within reach, for a purpose the actor is permitted."""
    return _line(access.organisation(party_id, actor, permission))


def choices(actor: Actor) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the organisations within reach as choices of a form, (kind, [(id, name)])."""
    groups: dict[str, list[tuple[int, str]]] = {kind.value: [] for kind in OrganisationKind}
    rows = Organisation.objects.within(actor).filter(ended_on=None).order_by("name")
    for pk, kind, name in rows.values_list("pk", "kind", "name"):
        groups[kind].append((pk, name))
    return [(kind, found) for kind, found in groups.items() if found]


def _chosen(
    actor: Actor, view: str, *, q: str, city: str, kind: str, field: str
) -> QuerySet[Organisation]:
    actor.require(Permission.ORGANISATION_VIEW)
    rows = Organisation.objects.within(actor).select_related("division")
    if view != "all":
        rows = rows.filter(kind__in=VIEWS[view])
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(code__icontains=q))
    if city:
        rows = rows.filter(division__code__startswith=city[:CITY_DIGITS])
    if kind:
        rows = rows.filter(Q(institution_kind=kind) | Q(evaluation_kind=kind))
    if field == UNRECORDED:
        rows = rows.filter(kind=OrganisationKind.EVALUATION_ORGANISATION, field="")
    elif field:
        rows = rows.filter(field=field)
    return rows


def _staff(party_id: int) -> QuerySet[Membership]:
    rows = Membership.objects.filter(organisation_id=party_id, until=None)
    return rows.exclude(role=Role.STUDENT)


def _contacts(staff: QuerySet[Membership]) -> list[Contact]:
    rows = staff.filter(role__in=CONTACTS).select_related("person").order_by("pk")
    found = [Contact(row.person.name, row.role, row.person.phone_masked) for row in rows]
    return sorted(found, key=lambda one: CONTACTS.index(Role(one.role)))


def _line(row: Organisation) -> PartyLine:
    return PartyLine(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=row.kind,
        institution_kind=row.institution_kind,
        enterprise_kind=row.enterprise_kind,
        division_code=row.division_id,
        division_name=row.division.full_name,
        credit_code=row.credit_code,
        ended_on=row.ended_on,
        is_demonstration=row.is_demonstration,
        source=row.source,
        confidence=row.confidence,
        lead_flags=tuple(row.lead_flags),
        evaluation_kind=row.evaluation_kind,
        field=row.field,
    )


def kind_of_party(party_id: int, actor: Actor) -> OrganisationKind:
    """Return what kind of organisation this is, within reach."""
    row = access.organisation(party_id, actor, Permission.PERSON_VIEW)
    return OrganisationKind(row.kind)


def holders(organisation_id: int, role: Role) -> list[tuple[int, str]]:
    """Return who holds a role in an organisation, as (id, name with masked document), by name."""
    rows = Membership.objects.filter(organisation_id=organisation_id, role=role, until=None)
    found = rows.order_by("person__name").values_list(
        "person_id", "person__name", "person__document_masked"
    )
    return [(pk, f"{name}（{masked}）") for pk, name, masked in found]
