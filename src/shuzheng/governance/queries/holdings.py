"""What the platform holds today for the three lists of a plan (R-009)."""

from __future__ import annotations

from shuzheng.assessment.queries import volumes
from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import rulebooks
from shuzheng.governance.rules.plan import List, Row
from shuzheng.identity.queries import organisations
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import entries, filings

DIGITS = 2


@applies("R-009")
def lists(year: int) -> dict[List, list[Row]]:
    """Return today's rows of the three lists for a year, each by code."""
    places = cities()
    return {
        List.INSTITUTIONS: _institutions(year, places),
        List.CERTIFICATES: _certificates(),
        List.SITES: _sites(places),
    }


def cities() -> dict[str, str]:
    """Return the names of the province's cities by code (six digits)."""
    province = rulebooks.province().division[:DIGITS]
    return {one.code: one.name for one in organisations.cities(province)}


def _institutions(year: int, places: dict[str, str]) -> list[Row]:
    """Return the institutions whose filing of the year is in force."""
    found = organisations.brief(filings.filed(year)).values()
    rows = [
        Row(one.code, one.name, places.get(one.city_code, one.division_name), "") for one in found
    ]
    return sorted(rows, key=lambda row: row.code)


def _certificates() -> list[Row]:
    """Return the kinds of certificate that institutions of the province use."""
    found = certificates.brief(entries.in_use()).values()
    rows = [Row(one.code, one.name, "", one.organisation_name) for one in found]
    return sorted(rows, key=lambda row: row.code)


def _sites(places: dict[str, str]) -> list[Row]:
    """Return each site with each certificate that it is in use for."""
    used = volumes.sites_in_use()
    names = certificates.brief({one.certificate_type_id for one in used})
    rows = [
        Row(
            f"{one.code}/{names[one.certificate_type_id].code}",
            one.name,
            places.get(one.city, ""),
            names[one.certificate_type_id].name,
        )
        for one in used
    ]
    return sorted(rows, key=lambda row: row.code)
