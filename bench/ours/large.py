"""Institutions, organisations, certificates and years of reports beside a small province.

Rows that no measured act makes are written straight to the tables. Everybody here is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice

from shuzheng.assessment.models import Room, Seat, Site, SiteApproval
from shuzheng.catalogue.models import CertificateType
from shuzheng.identity.models import Division, Organisation, OrganisationName
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel.periods import start_of
from shuzheng.pilots.models import (
    Alliance,
    Filing,
    FilingItem,
    FilingVersion,
    InstitutionCertificate,
    LeadTerm,
    Report,
    ReportPeriod,
)

AT_ONCE = 5_000
BEGAN = date(2020, 1, 1)
PLACES = 48
"""So many counties, three in each city."""
USED = 4
"""How many certificates an institution uses."""
POPULAR = 60
"""So many certificates are used by half of those who choose."""
WORDS = "按月开展教学与考核，运行平稳。" * 12


@dataclass(frozen=True, slots=True)
class Scale:
    """How many there are in the end, about."""

    institutions: int
    certificates: int
    organisations: int
    years: int


def build(scale: Scale, today: date) -> int:
    """Add what is missing to the scale; returns how many institutions were added."""
    counties = list(Division.objects.filter(level="county", parent__level="city").order_by("code"))
    places = counties[:: max(1, len(counties) // PLACES)]
    schools = _parties("BS", OrganisationKind.INSTITUTION, scale.institutions, places)
    organisation = OrganisationKind.EVALUATION_ORGANISATION
    kinds = _certificates(
        _parties("BE", organisation, scale.organisations, places), scale.certificates
    )
    _file(schools, kinds, scale.years, today)
    _lead(kinds, schools)
    _sites(schools, kinds)
    _report(schools, scale.years)
    return len(schools)


def _parties(
    prefix: str, kind: OrganisationKind, wanted: int, cities: list[Division]
) -> list[Organisation]:
    """Add parties until there are so many of a kind, city by city; return those added."""
    there = Organisation.objects.filter(kind=kind).count()
    is_school = kind is OrganisationKind.INSTITUTION
    rows = [
        Organisation(
            kind=kind,
            code=f"{prefix}{n:04d}",
            name=f"演示{'职业学校' if is_school else '评价组织'}{n}",
            division=city,
            institution_kind="higher_vocational" if is_school else "",
            is_demonstration=True,
        )
        for n, city in zip(range(max(0, wanted - there)), cycle(cities), strict=False)
    ]
    made = Organisation.objects.bulk_create(rows)
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=one, name=one.name, since=date(2016, 1, 1)) for one in made
    )
    return made


def _certificates(holders: list[Organisation], wanted: int) -> list[CertificateType]:
    """Add certificates until there are so many; return as many as are wanted."""
    there = CertificateType.objects.count()
    CertificateType.objects.bulk_create(
        CertificateType(
            code=f"D9{n:04d}",
            name=f"演示技能{n}职业技能等级证书",
            short_name=f"演示技能{n}",
            organisation=holder,
            levels=["elementary", "intermediate"],
            is_demonstration=True,
        )
        for n, holder in zip(range(max(0, wanted - there)), cycle(holders), strict=False)
    )
    return list(CertificateType.objects.order_by("pk")[:wanted])


def _used(n: int, kinds: list[CertificateType]) -> list[CertificateType]:
    """Return the certificates of the institution with a number: half of them popular ones."""
    popular = kinds[: min(POPULAR, len(kinds))]
    chosen = [popular[(n * 7 + k * 11) % len(popular)] for k in range(USED // 2)]
    rest = [kinds[(n * 13 + k * 29) % len(kinds)] for k in range(USED)]
    return list(islice({one.pk: one for one in [*chosen, *rest]}.values(), USED))


def _file(
    schools: list[Organisation], kinds: list[CertificateType], years: int, today: date
) -> None:
    """Let every institution use its certificates and have filed each year."""
    InstitutionCertificate.objects.bulk_create(
        (
            InstitutionCertificate(
                institution=school, certificate_type=kind, state="active", approved_on=BEGAN
            )
            for n, school in enumerate(schools)
            for kind in _used(n, kinds)
        ),
        batch_size=AT_ONCE,
    )
    filings = Filing.objects.bulk_create(
        (
            Filing(
                institution=school,
                year=year,
                number=f"B{year}{n:05d}",
                state="filed" if year == today.year else "ended",
                submitted_on=date(year, 1, 10),
                filed_on=date(year, 1, 20),
                rule_since=BEGAN,
            )
            for year in range(today.year - years + 1, today.year + 1)
            for n, school in enumerate(schools)
        ),
        batch_size=AT_ONCE,
    )
    versions = FilingVersion.objects.bulk_create(
        (
            FilingVersion(
                filing=one,
                number=1,
                state="in_force",
                presented_on=one.submitted_on,
                in_force_on=one.filed_on,
            )
            for one in filings
        ),
        batch_size=AT_ONCE,
    )
    FilingItem.objects.bulk_create(
        (
            FilingItem(
                version=version,
                certificate_type=kind,
                levels=["elementary"],
                majors=[],
                planned_headcount=30 + (n * 37 + k * 53) % 170,
            )
            for at, version in enumerate(versions)
            for n in (at % len(schools),)
            for k, kind in enumerate(_used(n, kinds))
        ),
        batch_size=AT_ONCE,
    )


def _lead(kinds: list[CertificateType], schools: list[Organisation]) -> None:
    """Give every certificate its alliance."""
    led = set(Alliance.objects.values_list("certificate_type_id", flat=True))
    made = Alliance.objects.bulk_create(
        Alliance(
            certificate_type=kind,
            name=f"{kind.short_name}试点院校联盟",
            state="formed",
            lead=school,
            named_on=BEGAN,
            formed_on=BEGAN,
        )
        for kind, school in zip(kinds, cycle(schools), strict=False)
        if kind.pk not in led
    )
    LeadTerm.objects.bulk_create(
        LeadTerm(alliance=one, organisation_id=one.lead_id, is_acting=False, since=BEGAN)
        for one in made
    )


def _sites(schools: list[Organisation], kinds: list[CertificateType]) -> None:
    """Let two institutions of five have a site for one of their certificates, with forty seats."""
    hosts = [(n, school) for n, school in enumerate(schools) if n % 5 < 2]  # noqa: PLR2004
    sites = Site.objects.bulk_create(
        Site(
            institution=school,
            code=f"{5000 + n:04d}",
            name=f"{school.name}考核站点",
            address="演示路1号",
        )
        for n, school in hosts
    )
    SiteApproval.objects.bulk_create(
        SiteApproval(
            site=site,
            certificate_type=_used(n, kinds)[0],
            level="elementary",
            state="active",
            approved_on=BEGAN,
        )
        for site, (n, _school) in zip(sites, hosts, strict=True)
    )
    rooms = Room.objects.bulk_create(
        Room(site=site, code="01", name="机房一", rows=5, columns=8) for site in sites
    )
    Seat.objects.bulk_create(
        (
            Seat(room=room, number=n + 1, row=n // 8 + 1, column=n % 8 + 1, usable=True)
            for room in rooms
            for n in range(40)
        ),
        batch_size=AT_ONCE,
    )


def _report(schools: list[Organisation], years: int) -> None:
    """Let every institution have reported for years, before the periods that are there."""
    first = ReportPeriod.objects.order_by("due_on")[0].due_on
    due = [
        date(year, month, day)
        for year in range(first.year - years - 1, first.year + 1)
        for month in range(1, 13)
        for day in (12, 27)
        if date(year, month, day) < first
    ][-24 * years :]
    periods = ReportPeriod.objects.bulk_create(
        ReportPeriod(
            due_on=on,
            since=on - timedelta(days=15),
            until=on - timedelta(days=1),
            opened_at=start_of(on - timedelta(days=15)),
            closed_at=start_of(on + timedelta(days=1)),
        )
        for on in due
    )
    for period in periods:
        Report.objects.bulk_create(
            Report(
                institution=school,
                period=period,
                state="accepted",
                progress=WORDS,
                experience=WORDS,
                edition=1,
                submitted_on=period.due_on,
                accepted_on=period.due_on + timedelta(days=3),
            )
            for school in schools
        )
