"""Alliances as lists and pages show them: who leads, since when, and who belongs. Rule: R-253."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.pilots.models import Alliance, InstitutionCertificate, LeadTerm
from shuzheng.pilots.rules import alliance as rules
from shuzheng.pilots.rules import entry
from shuzheng.pilots.rules.alliance import State

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet

CITY_DIGITS = 4
ORDER = {"certificate": "certificate_type__name", "named": "named_on", "state": "state"}


@dataclass(frozen=True, slots=True)
class AllianceLine:
    """An alliance: who leads it, or acts for it until it is formed; `lead_id` is 0 for nobody."""

    id: int
    certificate_type_id: int
    certificate: str
    code: str
    organisation_id: int
    organisation: str
    name: str
    state: State
    lead_id: int
    lead: str
    is_acting: bool
    named_on: date
    formed_on: date | None
    dissolved_on: date | None
    due_on: date | None
    users: int


@dataclass(frozen=True, slots=True)
class Member:
    """An institution that uses a certificate, and since when it may."""

    id: int
    name: str
    city_code: str
    city: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Term:
    """Who led an alliance or acted for it, from one day to another."""

    lead: str
    is_acting: bool
    since: date
    until: date | None


def lines(
    wish: listing.Wish, *, q: str = "", state: str = "", only: Collection[int] | None = None
) -> listing.Found[AllianceLine]:
    """Return one page of the alliances, of all or of `only` these; who leads one is public."""
    rows = _wide()
    if only is not None:
        rows = rows.filter(pk__in=only)
    if state:
        rows = rows.filter(state=state)
    if q:
        rows = rows.filter(
            Q(name__icontains=q)
            | Q(certificate_type__name__icontains=q)
            | Q(certificate_type__code__iexact=q)
        )
    found = listing.cut(rows.order_by(*wish.order(ORDER)), wish)
    users = _users([row.certificate_type_id for row in found.rows])
    return listing.Found(
        [_line(row, users.get(row.certificate_type_id, 0)) for row in found.rows],
        found.total,
        found.page,
    )


def one(alliance_id: int) -> AllianceLine | None:
    """Return an alliance, or None."""
    row = _wide().filter(pk=alliance_id).first()
    if row is None:
        return None
    return _line(row, _users([row.certificate_type_id]).get(row.certificate_type_id, 0))


def several(ids: Collection[int] | None = None) -> dict[int, AllianceLine]:
    """Return alliances by id, by the names of their certificates: these, or every one."""
    rows = _wide().order_by("certificate_type__name", "pk")
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    found = list(rows)
    users = _users([row.certificate_type_id for row in found])
    return {row.pk: _line(row, users.get(row.certificate_type_id, 0)) for row in found}


def without() -> list[tuple[int, str]]:
    """Return the certificates (id, name) in use that nobody leads."""
    used = InstitutionCertificate.objects.filter(state__in=entry.IN_USE)
    led = Alliance.objects.exclude(state=State.DISSOLVED)
    ids = set(used.values_list("certificate_type_id", flat=True)) - set(
        led.values_list("certificate_type_id", flat=True)
    )
    return sorted((one.id, one.name) for one in certificates.brief(ids).values())


def members(certificate_type_id: int) -> list[Member]:
    """Return the institutions that use a certificate, by name."""
    rows = InstitutionCertificate.objects.filter(
        certificate_type_id=certificate_type_id, state__in=entry.IN_USE
    )
    since = dict(rows.values_list("institution_id", "approved_on"))
    briefs = sorted(organisations.brief(since).values(), key=lambda one: one.name)
    return [
        Member(one.id, one.name, one.city_code, one.division_name, since[one.id]) for one in briefs
    ]


def users_by_city(certificate_type_ids: Collection[int]) -> dict[tuple[int, str], int]:
    """Return how many institutions use each of these certificates in each city (six digits)."""
    rows = InstitutionCertificate.objects.filter(
        certificate_type_id__in=certificate_type_ids, state__in=entry.IN_USE
    )
    counted = rows.values_list("certificate_type_id", "institution__division_id")
    found: dict[tuple[int, str], int] = {}
    for kind, division, count in counted.annotate(Count("pk")):
        key = (kind, f"{division[:CITY_DIGITS]}00")
        found[key] = found.get(key, 0) + count
    return found


def terms(alliance_id: int) -> list[Term]:
    """Return who led an alliance or acted for it, newest first."""
    rows = LeadTerm.objects.filter(alliance_id=alliance_id).select_related("organisation")
    return [
        Term(row.organisation.name, row.is_acting, row.since, row.until)
        for row in rows.order_by("-since", "-pk")
    ]


def institutions() -> list[tuple[int, str]]:
    """Return every institution (id, name), by name."""
    found = organisations.of_kind(OrganisationKind.INSTITUTION)
    return sorted(((one.id, one.name) for one in found), key=lambda pair: pair[1])


def _wide() -> QuerySet[Alliance]:
    return Alliance.objects.select_related("certificate_type__organisation", "lead", "acting_lead")


def _users(certificate_type_ids: Collection[int]) -> dict[int, int]:
    rows = InstitutionCertificate.objects.filter(
        certificate_type_id__in=certificate_type_ids, state__in=entry.IN_USE
    )
    return dict(rows.values_list("certificate_type_id").annotate(count=Count("pk")))


def _line(row: Alliance, users: int) -> AllianceLine:
    leader = row.lead or row.acting_lead
    kind, proposed = row.certificate_type, row.state == State.PROPOSED
    return AllianceLine(
        id=row.pk,
        certificate_type_id=kind.pk,
        certificate=kind.name,
        code=kind.code,
        organisation_id=kind.organisation_id or 0,
        organisation=kind.organisation.name if kind.organisation else "",
        name=row.name,
        state=State(row.state),
        lead_id=leader.pk if leader else 0,
        lead=leader.name if leader else "",
        is_acting=row.lead_id is None,
        named_on=row.named_on,
        formed_on=row.formed_on,
        dissolved_on=row.dissolved_on,
        due_on=rules.forming_due_on(row.named_on, rulebooks.current()) if proposed else None,
        users=users,
    )
