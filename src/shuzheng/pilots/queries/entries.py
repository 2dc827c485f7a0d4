"""Which certificates an institution has taken up, by its own review (R-050)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation import bulk
from shuzheng.pilots.models import InstitutionCertificate
from shuzheng.pilots.rules import entry as rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class EntryBrief:
    """A certificate in an institution as other rooms see it."""

    id: int
    institution_id: int
    institution: str
    certificate_type_id: int
    state: rules.State
    approved_on: date | None


def of(certificate_type_id: int, institution_ids: Iterable[int]) -> dict[int, EntryBrief]:
    """Return the entries of a certificate in these institutions, whatever their state."""
    rows = InstitutionCertificate.objects.filter(
        certificate_type_id=certificate_type_id, institution_id__in=list(institution_ids)
    )
    return {row.institution_id: _brief(row) for row in rows.select_related("institution")}


def users(certificate_type_id: int) -> list[EntryBrief]:
    """Return the institutions that use a certificate, by name."""
    rows = InstitutionCertificate.objects.filter(
        certificate_type_id=certificate_type_id, state__in=rules.IN_USE
    )
    return [_brief(row) for row in rows.select_related("institution").order_by("institution__name")]


def in_use() -> set[int]:
    """Return the ids of the kinds of certificate that institutions of the province use."""
    rows = InstitutionCertificate.objects.filter(state__in=sorted(rules.IN_USE))
    return set(rows.order_by().values_list("certificate_type_id", flat=True).distinct())


def used_by(institution_id: int) -> list[int]:
    """Return the ids of the certificates that an institution uses."""
    rows = InstitutionCertificate.objects.filter(
        institution_id=institution_id, state__in=rules.IN_USE
    )
    return list(rows.order_by("pk").values_list("certificate_type_id", flat=True))


def used_by_each(institution_ids: Collection[int]) -> dict[int, set[int]]:
    """Return the ids of the certificates that each of these institutions uses."""
    if not institution_ids:
        return {}
    rows = InstitutionCertificate.objects.filter(
        institution__in=bulk.among(institution_ids), state__in=sorted(rules.IN_USE)
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for institution, certificate in rows.values_list("institution_id", "certificate_type_id"):
        found[institution].add(certificate)
    return found


def _brief(row: InstitutionCertificate) -> EntryBrief:
    return EntryBrief(
        row.pk,
        row.institution_id,
        row.institution.name,
        row.certificate_type_id,
        rules.State(row.state),
        row.approved_on,
    )
