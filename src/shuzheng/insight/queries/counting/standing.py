"""How things stand: certificates in institutions, plans and refusals, cities, sites.

Figures: K-08 (`CutUse`), K-39 (`CutPlan`), K-20 (`CutCity`, `CutSite`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from shuzheng.assessment.models import Registration, SiteApproval
from shuzheng.assessment.rules import registration, site
from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Division, Organisation
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.insight.models import CutCity, CutPlan, CutSite, CutUse
from shuzheng.insight.queries import definitions
from shuzheng.kernel import periods
from shuzheng.pilots.models import Filing, FilingItem, InstitutionCertificate
from shuzheng.pilots.rules import entry, filing
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

ENTRY = "pilots.institutioncertificate"
PREFECTURE = "city"

Place = tuple[int, int]
"""An institution and a certificate type."""


def cities_of_institutions() -> dict[int, str]:
    """Return the city code of every institution, by its id."""
    rows = Organisation.objects.filter(kind=OrganisationKind.INSTITUTION).values_list(
        "pk", definitions.city_of_division()
    )
    return dict(rows)


def uses(places: Mapping[int, str], now: datetime) -> Iterator[CutUse]:
    """Yield every certificate in an institution, in whatever state (K-08)."""
    pilots = _pilots(now)
    levels = _levels_filed(periods.day(now).year)
    entered, left = _days(entry.State.ACTIVE), _days(entry.State.EXITED)
    rows = InstitutionCertificate.objects.select_related("certificate_type").order_by("pk")
    for row in rows.iterator():
        in_use = row.state in definitions.IN_USE
        yield CutUse(
            institution_id=row.institution_id,
            city_code=places.get(row.institution_id, ""),
            certificate_type_id=row.certificate_type_id,
            organisation_id=row.certificate_type.organisation_id,
            state=row.state,
            levels=levels.get((row.institution_id, row.certificate_type_id), []),
            is_pilot=row.institution_id in pilots,
            entered_on=entered.get(row.pk) or (row.approved_on if in_use else None),
            left_on=left.get(row.pk) if row.state == entry.State.EXITED else None,
        )


def plans(places: Mapping[int, str]) -> Iterator[CutPlan]:
    """Yield planned, refused and accepted students by institution, certificate and year (K-39)."""
    planned = {
        (row["version__filing__institution_id"], row["certificate_type_id"], row["year"]): row[
            "planned_headcount"
        ]
        for row in _items_in_force().values(
            "version__filing__institution_id",
            "certificate_type_id",
            "planned_headcount",
            year=F("version__filing__year"),
        )
    }
    students = Registration.objects.filter(definitions.STUDENT, institution__isnull=False)
    accepted = _by_place(
        students.filter(definitions.COUNTED).annotate(year=definitions.year_of_acceptance())
    )
    refused = _refused()
    holders = dict(CertificateType.objects.values_list("pk", "organisation_id"))
    for key in sorted({*planned, *accepted, *refused}):
        institution, certificate, year = key
        yield CutPlan(
            institution_id=institution,
            city_code=places.get(institution, ""),
            certificate_type_id=certificate,
            organisation_id=holders.get(certificate),
            year=year,
            planned=planned.get(key),
            refused=refused.get(key, 0),
            accepted=accepted.get(key, 0),
        )


def cities(places: Mapping[int, str], now: datetime) -> Iterator[CutCity]:
    """Yield every prefecture-level city, and every county with institutions of its own."""
    pilots = Counter(places.get(institution, "") for institution in _pilots(now))
    known = {row.code: row.level for row in Division.objects.filter(code__in={*places.values()})}
    provinces = {code[:2] for code in known}
    prefectures = Division.objects.filter(level=PREFECTURE)
    for row in prefectures:
        if row.code[:2] in provinces:
            known[row.code] = row.level
    for code, level in sorted(known.items()):
        yield CutCity(city_code=code, is_prefecture=level == PREFECTURE, pilots=pilots[code])


def sites(places: Mapping[int, str], now: datetime) -> Iterator[CutSite]:
    """Yield how many sites are active for a certificate, at whatever level, in each city.

    A site whose approval has run out, or that a decision in force bars, covers nothing.
    """
    today = periods.day(now)
    lasting = Q(approved_until=None) | Q(approved_until__gte=today)
    active = SiteApproval.objects.filter(lasting, state=site.State.ACTIVE)
    codes = set(active.values_list("site__code", flat=True))
    barred = restrictions.barring_sites(codes, Act.OPENING, today)
    rows = (
        active.exclude(site__code__in=sorted(barred))
        .values("site__institution_id", "certificate_type_id")
        .annotate(count=Count("site", distinct=True))
        .order_by()
    )
    found: Counter[tuple[str, int]] = Counter()
    for row in rows.iterator():
        city = places.get(row["site__institution_id"], "")
        found[city, row["certificate_type_id"]] += row["count"]
    for (city, certificate), count in sorted(found.items()):
        yield CutSite(city_code=city, certificate_type_id=certificate, sites=count)


def _pilots(now: datetime) -> frozenset[int]:
    """Return the pilot institutions: those whose filing for this year is on file."""
    rows = Filing.objects.filter(year=periods.day(now).year, state=filing.State.FILED)
    return frozenset(rows.values_list("institution_id", flat=True))


def _items_in_force() -> QuerySet[FilingItem]:
    return FilingItem.objects.filter(version__state=filing.VersionState.IN_FORCE)


def _levels_filed(year: int) -> dict[Place, list[str]]:
    rows = _items_in_force().filter(version__filing__year=year)
    return {
        (institution, certificate): levels
        for institution, certificate, levels in rows.values_list(
            "version__filing__institution_id", "certificate_type_id", "levels"
        )
    }


def _days(reached: entry.State) -> dict[int, date]:
    """Return on which day each entry last reached a state, as the facts have it."""
    rows = (
        Fact.objects.filter(subject__startswith=f"{ENTRY}:", to_state=reached)
        .exclude(from_state=entry.State.EXITING if reached == entry.State.ACTIVE else reached)
        .values_list("subject")
        .annotate(last=Max("at"))
        .order_by()
    )
    return {int(subject.partition(":")[2]): periods.day(at) for subject, at in rows}


def _refused() -> dict[tuple[int, int, int], int]:
    """Return how many students declined and were not accepted later, by place and year."""
    later = Registration.objects.filter(
        definitions.COUNTED,
        person=OuterRef("person_id"),
        certificate_type=OuterRef("certificate_type_id"),
        accepted_at__gte=OuterRef("drafted_at"),
    )
    declined = Registration.objects.filter(
        definitions.STUDENT, state=registration.State.DECLINED, institution__isnull=False
    )
    rows = declined.filter(~Exists(later)).annotate(year=definitions.year_of("drafted_at"))
    return _by_place(rows, persons=True)


def _by_place(rows: QuerySet[Any], *, persons: bool = False) -> dict[tuple[int, int, int], int]:
    counted = Count("person", distinct=True) if persons else Count("pk")
    found: defaultdict[tuple[int, int, int], int] = defaultdict(int)
    for row in (
        rows.values("institution_id", "certificate_type_id", "year")
        .annotate(count=counted)
        .order_by()
    ):
        found[row["institution_id"], row["certificate_type_id"], row["year"]] = row["count"]
    return dict(found)
