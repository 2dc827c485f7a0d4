"""Reads of the kinds of certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.catalogue.models import CertificateType, TargetMajor
from shuzheng.catalogue.rules.levels import Level, NationalStatus
from shuzheng.catalogue.rules.standing import LEAVING, Leaving, State
from shuzheng.foundation import bulk

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class CertificateTypeBrief:
    """A kind of certificate as other rooms see it."""

    id: int
    code: str
    name: str
    short_name: str
    levels: tuple[Level, ...]
    modules: tuple[str, ...]
    organisation_id: int | None
    organisation_name: str
    national_status: NationalStatus
    batch: int | None
    field: str
    is_demonstration: bool
    source: str
    confidence: str
    state: State
    closing_on: date | None
    decision: str


def brief(ids: Iterable[int]) -> dict[int, CertificateTypeBrief]:
    """Return the kinds of certificate with these ids."""
    rows = CertificateType.objects.filter(pk__in=set(ids)).select_related("organisation")
    return {row.pk: _brief(row) for row in rows}


def by_code(code: str) -> CertificateTypeBrief | None:
    """Return the kind of certificate with this code, or None."""
    row = CertificateType.objects.filter(code=code).select_related("organisation").first()
    return _brief(row) if row else None


def leaving(ids: Iterable[int]) -> dict[int, Leaving]:
    """Return those of these kinds that leave the province, by which decision, until when."""
    rows = CertificateType.objects.filter(pk__in=set(ids), state__in=sorted(LEAVING))
    return {
        row.pk: Leaving(row.name, row.decision, row.closing_on) for row in rows if row.closing_on
    }


def in_state(*states: State) -> list[CertificateTypeBrief]:
    """Return the kinds of certificate that stand so in the province, by code."""
    rows = CertificateType.objects.filter(state__in=states).select_related("organisation")
    return [_brief(row) for row in rows.order_by("code")]


def ids_of(codes: Iterable[str]) -> dict[str, int]:
    """Return the ids of these codes; codes that the catalogue does not have are left out."""
    wanted = sorted(set(codes))
    if not wanted:
        return {}
    rows = CertificateType.objects.filter(code__in=bulk.among(wanted))
    return dict(rows.values_list("code", "pk"))


def by_name(name: str) -> CertificateTypeBrief | None:
    """Return the kind of certificate with exactly this name, or None."""
    rows = CertificateType.objects.filter(name=name).select_related("organisation")
    row = rows.order_by("code").first()
    return _brief(row) if row else None


def listing(organisation_id: int = 0) -> list[CertificateTypeBrief]:
    """Return every kind of certificate (of one organisation, if given), by code."""
    rows = CertificateType.objects.select_related("organisation").order_by("code")
    if organisation_id:
        rows = rows.filter(organisation_id=organisation_id)
    return [_brief(row) for row in rows]


def is_listed(certificate_type_id: int, level: Level) -> bool:
    """Return whether the national list has the certificate, not suspended, at this level."""
    row = CertificateType.objects.filter(pk=certificate_type_id).first()
    return (
        row is not None
        and row.national_status == NationalStatus.LISTED
        and level.value in row.levels
    )


def target_majors(certificate_type_id: int) -> list[tuple[str, str]]:
    """Return the (code, name) of the majors that a certificate suits."""
    rows = TargetMajor.objects.filter(certificate_type_id=certificate_type_id)
    return list(rows.order_by("major_code").values_list("major_code", "major_name"))


def _brief(row: CertificateType) -> CertificateTypeBrief:
    return CertificateTypeBrief(
        id=row.pk,
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        levels=tuple(Level(level) for level in row.levels),
        modules=tuple(row.modules),
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name if row.organisation else row.organisation_name,
        national_status=NationalStatus(row.national_status),
        batch=row.batch,
        field=row.field,
        is_demonstration=row.is_demonstration,
        source=row.source,
        confidence=row.confidence,
        state=State(row.state),
        closing_on=row.closing_on,
        decision=row.decision,
    )
