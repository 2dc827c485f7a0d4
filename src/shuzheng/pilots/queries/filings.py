"""Which filing of an institution is in force, and what it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.pilots.models import Filing, FilingItem
from shuzheng.pilots.rules.filing import State, VersionState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class FiledItem:
    """One certificate that a filing in force names."""

    certificate_type_id: int
    levels: tuple[str, ...]
    majors: tuple[str, ...]
    planned_headcount: int | None


@dataclass(frozen=True, slots=True)
class FilingBrief:
    """A filing in force as other rooms see it."""

    id: int
    number: str
    institution_id: int
    year: int
    state: State
    filed_on: date | None
    items: tuple[FiledItem, ...]


def in_force(institution_ids: Iterable[int], year: int) -> dict[int, FilingBrief]:
    """Return the filings of `year` that are filed, by institution, with what they name now."""
    rows = Filing.objects.filter(
        institution_id__in=list(institution_ids), year=year, state=State.FILED
    )
    filings = {row.pk: row for row in rows}
    items: dict[int, list[FiledItem]] = {pk: [] for pk in filings}
    named = FilingItem.objects.filter(
        version__filing_id__in=filings, version__state=VersionState.IN_FORCE
    )
    for item in named.select_related("version").order_by("pk"):
        items[item.version.filing_id].append(
            FiledItem(
                item.certificate_type_id,
                tuple(item.levels),
                tuple(item.majors),
                item.planned_headcount,
            )
        )
    return {
        row.institution_id: FilingBrief(
            row.pk,
            row.number,
            row.institution_id,
            row.year,
            State(row.state),
            row.filed_on,
            tuple(items[row.pk]),
        )
        for row in filings.values()
    }


def filed(year: int) -> set[int]:
    """Return the ids of the institutions whose filing of `year` is filed."""
    rows = Filing.objects.filter(year=year, state=State.FILED)
    return set(rows.values_list("institution_id", flat=True))


def planned(year: int) -> dict[tuple[int, int], int]:
    """Return how many learners filings of `year` plan, by institution and certificate.

    Where a filing in force names a certificate without a number it is left out.
    """
    rows = FilingItem.objects.filter(
        version__state=VersionState.IN_FORCE,
        version__filing__year=year,
        version__filing__state=State.FILED,
        planned_headcount__gt=0,
    ).values_list("version__filing__institution_id", "certificate_type_id", "planned_headcount")
    return {(institution, kind): headcount or 0 for institution, kind, headcount in rows}


def state_of(institution_id: int, year: int) -> str:
    """Return the state of an institution's filing of `year`, or "" where there is none."""
    rows = Filing.objects.filter(institution_id=institution_id, year=year)
    return rows.values_list("state", flat=True).first() or ""
