"""Whose figures somebody may see, and whose rows.

Source: handbook 6.3: the province sees everything, a city its own area, an institution itself, an
evaluation organisation its own certificates. Within one's own reach figures are whole and lead to
their rows; the province's are open to everybody, small groups hidden, and lead nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.foundation import rulebooks
from shuzheng.identity.models import Department, Division, Organisation
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.insight.core.dimensions import ScopeKind
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

CITY_DIGITS = 4
ORGANISATIONS: Final = {
    OrganisationKind.INSTITUTION: ScopeKind.INSTITUTION,
    OrganisationKind.EVALUATION_ORGANISATION: ScopeKind.ORGANISATION,
}


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    FIGURES_VIEW = "insight:figures:view"
    ROWS_VIEW = "insight:rows:view"
    NAMES_VIEW = "insight:names:view"
    CUT_TAKE = "insight:cut:take"
    DEPARTMENTS_VIEW = "insight:departments:view"
    COVERAGE_VIEW = "insight:coverage:view"
    EFFORT_VIEW = "insight:effort:view"


_HOME: Final = frozenset({Permission.FIGURES_VIEW, Permission.DEPARTMENTS_VIEW})
_ALL: Final = frozenset({Permission.FIGURES_VIEW, Permission.ROWS_VIEW, Permission.NAMES_VIEW})
_OFFICE: Final = frozenset(
    {*_ALL, *_HOME, Permission.CUT_TAKE, Permission.COVERAGE_VIEW, Permission.EFFORT_VIEW}
)

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: _OFFICE,
    Role.OFFICE_OFFICER: _OFFICE,
    Role.CITY_OFFICER: {
        Permission.FIGURES_VIEW,
        Permission.ROWS_VIEW,
        Permission.DEPARTMENTS_VIEW,
        Permission.COVERAGE_VIEW,
    },
    Role.INSTITUTION_ADMIN: _ALL | _HOME,
    Role.LIAISON: _ALL | _HOME,
    Role.TEACHER: _HOME,
    Role.ALLIANCE_LEAD: {Permission.FIGURES_VIEW},
    Role.ORGANISATION_STAFF: _ALL,
    Role.ORGANISATION_ISSUER: {Permission.FIGURES_VIEW},
}
"""Rows without NAMES_VIEW show the family name only: a city oversees, it enters nobody."""


class NoSuchScope(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-figures"
    status = 404
    template = "There are no such figures, or they are not yours to see."


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures: `key` is a city code or an organisation's id, "" for the province.

    `code` is what addresses carry. `is_own` says that the figures are whole and lead to their rows.
    """

    kind: ScopeKind
    key: str
    code: str
    name: str
    is_own: bool

    @property
    def slug(self) -> str:
        """Return the scope's name for addresses and facts, such as `city/340100`."""
        return f"{self.kind}/{self.code}" if self.code else str(self.kind)


def province(*, own: bool) -> Scope:
    """Return the province's scope; not one's own it is what everybody may see."""
    return Scope(ScopeKind.PROVINCE, "", "", rulebooks.province().name, own)


def own(actor: Actor) -> Scope:
    """Return the figures that are the actor's own. Refuses (404) whoever has none."""
    actor.require(Permission.FIGURES_VIEW)
    if actor.reach is Reach.PROVINCE:
        return province(own=True)
    if actor.reach is Reach.AREA:
        return scope(ScopeKind.CITY, actor.area.ljust(6, "0"), actor)
    row = Organisation.objects.filter(pk=actor.organisation_id).first()
    if row is None or row.kind not in ORGANISATIONS:
        raise NoSuchScope
    return _organisation(row)


def covered(actor: Actor) -> Scope:
    """Return the area whose coverage the actor oversees: the province, or the actor's city."""
    actor.require(Permission.COVERAGE_VIEW)
    return own(actor)


def scope(kind: str, code: str, actor: Actor) -> Scope:
    """Return a scope by its kind and code. Refuses (404) what the actor does not reach.

    The province is there for everybody who may see figures, but whole only for those of it.
    """
    actor.require(Permission.FIGURES_VIEW)
    if not code.isprintable():
        raise NoSuchScope
    if kind == ScopeKind.PROVINCE and not code:
        return province(own=actor.reach is Reach.PROVINCE)
    if kind == ScopeKind.CITY:
        return _city(code, actor)
    rows = Organisation.objects.within(actor).filter(code=code)
    row = rows.filter(kind__in=[k for k, s in ORGANISATIONS.items() if s == kind]).first()
    if row is None:
        raise NoSuchScope
    return _organisation(row)


def departments(actor: Actor) -> QuerySet[Department]:
    """Return the departments of the institutions within the actor's reach."""
    actor.require(Permission.DEPARTMENTS_VIEW)
    return Department.objects.filter(organisation__in=Organisation.objects.within(actor))


def department(department_id: int, actor: Actor) -> Department:
    """Fetch a department within the actor's reach, with its institution."""
    row = departments(actor).filter(pk=department_id).select_related("organisation").first()
    if row is None:
        raise NoSuchScope
    return row


def cities(actor: Actor) -> list[Scope]:
    """Return the cities within the actor's reach, by code."""
    if actor.reach is not Reach.PROVINCE:
        return [own(actor)] if actor.reach is Reach.AREA else []
    rows = Division.objects.filter(
        level="city", code__startswith=rulebooks.province().division[:2]
    ).order_by("code")
    return [Scope(ScopeKind.CITY, row.code, row.code, row.name, is_own=True) for row in rows]


def _city(code: str, actor: Actor) -> Scope:
    reached = actor.reach is Reach.PROVINCE or (
        actor.reach is Reach.AREA and code.startswith(actor.area)
    )
    row = Division.objects.filter(code=code).first() if reached else None
    if row is None or not (row.level == "city" or row.directly_administered):
        raise NoSuchScope
    return Scope(ScopeKind.CITY, row.code, row.code, row.name, is_own=True)


def _organisation(row: Organisation) -> Scope:
    kind = ORGANISATIONS[OrganisationKind(row.kind)]
    return Scope(kind, str(row.pk), row.code, row.name, is_own=True)
