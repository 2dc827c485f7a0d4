"""Organs and duties as pages show them: the overview, one institution, liaisons, bureaus.

Rules: R-017 to R-023. A city bureau sees its own area, an institution itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation.models import StoredFile
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import (
    Alliance,
    BureauContact,
    Filing,
    InstitutionCertificate,
    Liaison,
    PartyRecord,
    PilotUnit,
    Risk,
    UnitDuty,
)
from shuzheng.pilots.queries import organs, pages_filing, pages_reports
from shuzheng.pilots.rules import entry, filing
from shuzheng.pilots.rules.organs import Counterpart, Party, RecordKind, RiskState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.organs import Lacks
    from shuzheng.pilots.queries.pages_filing import Member

VIEWS = ("lacking", "all")
BUREAUS = (OrganisationKind.CITY_BUREAU, OrganisationKind.DIRECTLY_ADMINISTERED_COUNTY_BUREAU)
TAKING_PART = (filing.State.FILED, filing.State.SUSPENDED)


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """An institution in the overview, with what it lacks."""

    id: int
    name: str
    code: str
    city: str
    lacks: Lacks


ORDERS: Mapping[str, Callable[[OverviewLine], tuple[object, ...]]] = {
    "name": lambda one: (one.code,),
    "city": lambda one: (one.city, one.code),
    "lacking": lambda one: (one.lacks.count, one.code),
}


@dataclass(frozen=True, slots=True)
class LiaisonLine:
    """Who is in charge of one party; `name` is empty where nobody is."""

    party: Party
    party_name: str
    name: str
    phone: str
    since: date | None


@dataclass(frozen=True, slots=True)
class DutyLine:
    """Who does what for one certificate; `name` is empty where nobody's duties name it."""

    certificate_type_id: int
    code: str
    certificate: str
    name: str
    duties: str
    since: date | None


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A decision or meeting of the Party organisation, with its document."""

    id: int
    kind: RecordKind
    title: str
    held_on: date
    document_uid: UUID
    document_name: str


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A risk as the institution's page shows it."""

    id: int
    institution_id: int
    risk: str
    measure: str
    owner: str
    state: RiskState
    noted_on: date
    moved_on: date


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit in charge."""

    name: str
    head: str
    duties: str
    since: date


@dataclass(frozen=True, slots=True)
class OrganPage:
    """Everything that the page of an institution's organs shows."""

    id: int
    institution: str
    code: str
    city: str
    lacks: Lacks
    group: tuple[Member, ...]
    unit: Unit | None
    liaisons: tuple[LiaisonLine, ...]
    duties: tuple[DutyLine, ...]
    records: tuple[RecordLine, ...]
    risks: tuple[RiskLine, ...]


@dataclass(frozen=True, slots=True)
class SentLine:
    """A liaison whom an institution named for the reader's party."""

    id: int
    institution: str
    code: str
    city: str
    party: str
    name: str
    phone: str
    since: date


@dataclass(frozen=True, slots=True)
class BureauLine:
    """A city bureau and its contact; `name` is empty where none is named."""

    id: int
    bureau: str
    code: str
    department: str
    name: str
    phone: str
    since: date | None


def overview(
    actor: Actor, wish: listing.Wish, now: datetime, q: str = ""
) -> tuple[listing.Found[OverviewLine], dict[str, int]]:
    """Return one page of the institutions that take part, and how many each view holds."""
    every = [one for one in _lines(actor, now) if q in f"{one.name} {one.code} {one.city}"]
    views = {"lacking": [one for one in every if one.lacks.count], "all": every}
    shown = sorted(views[wish.view], key=ORDERS[wish.sort], reverse=wish.descending)
    found = listing.Found(shown, len(shown)) if wish.export else listing.cut_list(shown, wish)
    return found, {view: len(lines) for view, lines in views.items()}


def detail(institution_id: int, actor: Actor, now: datetime) -> OrganPage:
    """Return the organs of one institution within the actor's reach."""
    pk = access.institution(institution_id, actor, Permission.ORGAN_VIEW)
    brief = organisations.brief([pk])[pk]
    lacks = organs.lacks([pk], periods.day(now))[pk]
    unit = PilotUnit.objects.filter(institution_id=pk, until=None).first()
    risks = Risk.objects.filter(institution_id=pk).order_by("-noted_on", "-pk")
    return OrganPage(
        id=pk,
        institution=brief.name,
        code=brief.code,
        city=brief.division_name,
        lacks=lacks,
        group=pages_filing.group_of(pk),
        unit=Unit(unit.name, unit.head, unit.duties, unit.since) if unit else None,
        liaisons=_liaisons(pk, lacks.parties),
        duties=_duties(pk),
        records=_records(pk),
        risks=tuple(_risk(row) for row in risks),
    )


def own_parties(actor: Actor) -> list[tuple[Party, str]]:
    """Return whom the actor's institution names liaisons for, with their names."""
    actor.require(Permission.ORGAN_WRITE)
    here = actor.organisation_id
    found = organs.parties_of([here])[here]
    names = _party_names(found)
    return [(party, names[party]) for party in found]


def own_duties(actor: Actor) -> tuple[DutyLine, ...]:
    """Return the certificates of the actor's institution with who does what."""
    actor.require(Permission.ORGAN_WRITE)
    return _duties(actor.organisation_id)


def own_unit(actor: Actor) -> Unit | None:
    """Return the unit in charge in the actor's institution."""
    actor.require(Permission.ORGAN_WRITE)
    row = PilotUnit.objects.filter(institution_id=actor.organisation_id, until=None).first()
    return Unit(row.name, row.head, row.duties, row.since) if row else None


def risk(risk_id: int, actor: Actor) -> RiskLine:
    """Return a risk that the actor may take along."""
    return _risk(access.risk(risk_id, actor, Permission.ORGAN_WRITE))


def sent(actor: Actor, wish: listing.Wish, q: str = "") -> listing.Found[SentLine]:
    """Return one page of the liaisons that institutions named for the actor's party."""
    actor.require(Permission.LIAISON_VIEW)
    rows = access.liaisons(actor).filter(institution__name__contains=q)
    wide = rows.select_related("institution", "alliance", "organisation").order_by(
        *wish.order({"name": "institution__name", "since": "since"})
    )
    cut = listing.cut(wide, wish)
    cities = pages_reports.city_names()
    return listing.Found([_sent(row, cities) for row in cut.rows], cut.total, cut.page)


def bureaus(actor: Actor) -> list[BureauLine]:
    """Return the city bureaus with their contacts: every one, or the actor's own."""
    actor.require(Permission.CONTACT_VIEW)
    found = [one for kind in BUREAUS for one in organisations.of_kind(kind)]
    if actor.reach is Reach.AREA:
        found = [one for one in found if one.id == actor.organisation_id]
    rows = BureauContact.objects.filter(until=None)
    contacts = {row.bureau_id: row for row in rows}
    return [_bureau(one, contacts.get(one.id)) for one in found]


def lacking(actor: Actor, now: datetime) -> int:
    """Return how many things are lacking in the actor's own institution, once it takes part."""
    if not actor.may(Permission.ORGAN_WRITE):
        return 0
    here = actor.organisation_id
    if not Filing.objects.filter(institution_id=here, state__in=TAKING_PART).exists():
        return 0
    return organs.lacks([here], periods.day(now))[here].count


def contact_missing(actor: Actor) -> bool:
    """Return whether the actor's bureau still has to name its department and contact."""
    if not actor.may(Permission.CONTACT_NAME):
        return False
    here = actor.organisation_id
    return not BureauContact.objects.filter(bureau_id=here, until=None).exists()


def reads_record(uid: UUID, actor: Actor) -> bool:
    """Return whether a file is the document of a Party record that the actor may see."""
    if not actor.may(Permission.ORGAN_VIEW):
        return False
    rows = PartyRecord.objects.filter(document__uid=uid).values("institution_id")
    return Filing.objects.within(actor).filter(institution_id__in=rows).exists()


@applies("R-023")
def _lines(actor: Actor, now: datetime) -> list[OverviewLine]:
    actor.require(Permission.ORGAN_VIEW)
    rows = Filing.objects.within(actor).filter(state__in=TAKING_PART)
    ids = sorted(set(rows.values_list("institution_id", flat=True)))
    lacks, cities = organs.lacks(ids, periods.day(now)), pages_reports.city_names()
    return [
        OverviewLine(pk, one.name, one.code, cities.get(one.city_code, ""), lacks[pk])
        for pk, one in organisations.brief(ids).items()
    ]


def _party_names(parties: Iterable[Party]) -> dict[Party, str]:
    """Return the names of organisations and alliances; the office's is the page's word."""
    of = {kind: [one.id for one in parties if one.kind is kind] for kind in Counterpart}
    briefs = organisations.brief(of[Counterpart.ORGANISATION])
    rows = Alliance.objects.filter(pk__in=of[Counterpart.ALLIANCE])
    names = {Party(Counterpart.ALLIANCE, pk): name for pk, name in rows.values_list("pk", "name")}
    names |= {Party(Counterpart.ORGANISATION, pk): one.name for pk, one in briefs.items()}
    return {Party(Counterpart.OFFICE, 0): ""} | names


def _liaisons(institution_id: int, parties: tuple[Party, ...]) -> tuple[LiaisonLine, ...]:
    rows = Liaison.objects.filter(institution_id=institution_id, until=None)
    held = {
        Party(Counterpart(row.kind), row.organisation_id or row.alliance_id or 0): row
        for row in rows
    }
    every = tuple(dict.fromkeys([*parties, *held]))
    names = _party_names(every)
    found = []
    for party in every:
        row = held.get(party)
        told = (row.name, row.phone, row.since) if row else ("", "", None)
        found.append(LiaisonLine(party, names[party], *told))
    return tuple(found)


def _duties(institution_id: int) -> tuple[DutyLine, ...]:
    used = InstitutionCertificate.objects.filter(
        institution_id=institution_id, state__in=sorted({*entry.IN_USE, entry.State.APPROVED})
    )
    rows = UnitDuty.objects.filter(institution_id=institution_id, until=None)
    held = {row.certificate_type_id: row for row in rows}
    briefs = certificates.brief(used.values_list("certificate_type_id", flat=True))
    found = []
    for pk, one in sorted(briefs.items(), key=lambda pair: pair[1].code):
        row = held.get(pk)
        told = (row.name, row.duties, row.since) if row else ("", "", None)
        found.append(DutyLine(pk, one.code, one.name, *told))
    return tuple(found)


def _records(institution_id: int) -> tuple[RecordLine, ...]:
    rows = PartyRecord.objects.filter(institution_id=institution_id).order_by("-held_on", "-pk")
    held = list(rows)
    papers = {
        pk: (uid, name)
        for pk, uid, name in StoredFile.objects.filter(
            pk__in=[row.document_id for row in held]
        ).values_list("pk", "uid", "name")
    }
    return tuple(
        RecordLine(row.pk, RecordKind(row.kind), row.title, row.held_on, *papers[row.document_id])
        for row in held
    )


def _risk(row: Risk) -> RiskLine:
    return RiskLine(
        row.pk,
        row.institution_id,
        row.risk,
        row.measure,
        row.owner,
        RiskState(row.state),
        row.noted_on,
        row.moved_on,
    )


def _sent(row: Liaison, cities: Mapping[str, str]) -> SentLine:
    party = row.alliance or row.organisation
    return SentLine(
        row.pk,
        row.institution.name,
        row.institution.code,
        cities.get(f"{row.institution.division_id[:4]}00", ""),
        party.name if party else "",
        row.name,
        row.phone,
        row.since,
    )


def _bureau(one: organisations.OrganisationBrief, contact: BureauContact | None) -> BureauLine:
    told = (
        (contact.department, contact.name, contact.phone, contact.since)
        if contact
        else ("", "", "", None)
    )
    return BureauLine(one.id, one.name, one.code, *told)
