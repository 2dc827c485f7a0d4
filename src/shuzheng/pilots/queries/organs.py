"""Who is in charge in institutions, and what is lacking there. Rules: R-017 to R-021.

A fixed number of statements for however many institutions: the overview asks for all of a city.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.pilots.models import (
    Alliance,
    Filing,
    InstitutionCertificate,
    LeadingGroupMember,
    Liaison,
    PartyRecord,
    PilotUnit,
    Risk,
    UnitDuty,
)
from shuzheng.pilots.rules import alliance, completeness, entry
from shuzheng.pilots.rules import organs as rules
from shuzheng.pilots.rules.organs import Counterpart, Party, RiskState

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import Model, QuerySet


@dataclass(frozen=True, slots=True)
class Lacks:
    """What an institution lacks today; empty and False where it lacks nothing.

    `faults` are parties with no or with several liaisons, of `parties`; `years` are those without
    a record of the Party organisation; `duties` the certificates in use nobody's duties name.
    """

    roles: tuple[str, ...]
    unit: bool
    parties: tuple[Party, ...]
    faults: tuple[rules.Fault, ...]
    years: tuple[int, ...]
    in_use: int
    duties: tuple[int, ...]
    risks: int

    @property
    def count(self) -> int:
        """How many things are lacking; open risks are no lack."""
        parts = (self.roles, self.faults, self.years, self.duties)
        return sum(map(len, parts)) + self.unit


def parties_of(institution_ids: Collection[int]) -> dict[int, tuple[Party, ...]]:
    """Return whom each institution names liaisons for, by the certificates it uses."""
    return _parties(_in_use(institution_ids))


def lacks(institution_ids: Collection[int], today: date) -> dict[int, Lacks]:
    """Return what each institution lacks today."""
    used = _in_use(institution_ids)
    needed = _parties(used)
    group = _grouped(LeadingGroupMember, institution_ids, "role")
    departments = organisations.with_departments(institution_ids)
    units = set(_current(PilotUnit, institution_ids).values_list("institution_id", flat=True))
    named = _named(institution_ids)
    held = _dates(institution_ids)
    split = _grouped(UnitDuty, institution_ids, "certificate_type_id")
    open_risks = _open_risks(institution_ids)
    since = _pilot_since(institution_ids)
    book = rulebooks.current()
    return {
        pk: Lacks(
            roles=completeness.roles_lacking(
                group[pk], today, book, has_departments=pk in departments
            ),
            unit=pk not in units,
            parties=needed[pk],
            faults=rules.faults(needed[pk], named[pk]),
            years=rules.years_without_record(held[pk], since.get(pk), today, book),
            in_use=len(used[pk]),
            duties=rules.without_duty(used[pk], split[pk]),
            risks=open_risks[pk],
        )
        for pk in institution_ids
    }


def _in_use(institution_ids: Collection[int]) -> dict[int, set[int]]:
    rows = InstitutionCertificate.objects.filter(
        institution_id__in=list(institution_ids), state__in=sorted(entry.IN_USE)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for institution_id, certificate in rows.values_list("institution_id", "certificate_type_id"):
        found[institution_id].add(certificate)
    return found


def _parties(used: dict[int, set[int]]) -> dict[int, tuple[Party, ...]]:
    every = set().union(*used.values())
    holders = {pk: one.organisation_id for pk, one in certificates.brief(every).items()}
    rows = Alliance.objects.filter(certificate_type_id__in=sorted(every))
    formed = dict(
        rows.exclude(state=alliance.State.DISSOLVED).values_list("certificate_type_id", "pk")
    )
    found: dict[int, tuple[Party, ...]] = defaultdict(lambda: rules.parties((), ()))
    for institution_id, ids in used.items():
        found[institution_id] = rules.parties(
            [holder for pk in ids if (holder := holders.get(pk))],
            [formed[pk] for pk in ids if pk in formed],
        )
    return found


def _current(kind: type[Model], institution_ids: Collection[int]) -> QuerySet[Any]:
    return kind._default_manager.filter(institution_id__in=list(institution_ids), until=None)


def _grouped(
    kind: type[Model], institution_ids: Collection[int], column: str
) -> dict[int, set[Any]]:
    """Return the different values of a column today, by institution."""
    found: dict[int, set[Any]] = defaultdict(set)
    rows = _current(kind, institution_ids).values_list("institution_id", column)
    for institution_id, value in rows:
        found[institution_id].add(value)
    return found


def _named(institution_ids: Collection[int]) -> dict[int, list[Party]]:
    found: dict[int, list[Party]] = defaultdict(list)
    rows = _current(Liaison, institution_ids).values_list(
        "institution_id", "kind", "organisation_id", "alliance_id"
    )
    for institution_id, kind, organisation, allied in rows:
        found[institution_id].append(Party(Counterpart(kind), organisation or allied or 0))
    return found


def _dates(institution_ids: Collection[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    rows = PartyRecord.objects.filter(institution_id__in=list(institution_ids))
    for institution_id, held_on in rows.values_list("institution_id", "held_on"):
        found[institution_id].append(held_on)
    return found


def _open_risks(institution_ids: Collection[int]) -> dict[int, int]:
    rows = Risk.objects.filter(institution_id__in=list(institution_ids)).exclude(
        state=RiskState.CLOSED
    )
    return defaultdict(int, rows.values_list("institution_id").annotate(count=Count("pk")))


def _pilot_since(institution_ids: Collection[int]) -> dict[int, date]:
    rows = Filing.objects.filter(institution_id__in=list(institution_ids)).exclude(filed_on=None)
    return dict(rows.values_list("institution_id").annotate(since=Min("filed_on")))
