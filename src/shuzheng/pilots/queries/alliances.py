"""Who leads a certificate's alliance."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from shuzheng.pilots.models import Alliance
from shuzheng.pilots.rules import entry
from shuzheng.pilots.rules.alliance import State


@dataclass(frozen=True, slots=True)
class AllianceBrief:
    """An alliance as other rooms see it; `lead_id` is the acting lead's until it is formed."""

    id: int
    name: str
    certificate_type_id: int
    lead_id: int | None
    is_acting: bool


def of(certificate_type_id: int) -> AllianceBrief | None:
    """Return the alliance of a certificate, or None."""
    row = Alliance.objects.filter(certificate_type_id=certificate_type_id).first()
    if row is None or row.state == State.DISSOLVED:
        return None
    return _brief(row)


def led_by(organisation_id: int) -> list[AllianceBrief]:
    """Return the alliances that an institution leads or acts for."""
    rows = Alliance.objects.filter(_led(organisation_id)).order_by("certificate_type_id")
    return [_brief(row) for row in rows]


def led(organisation_id: int) -> set[int]:
    """Return the ids of the alliances that an institution leads or acts for."""
    return set(Alliance.objects.filter(_led(organisation_id)).values_list("pk", flat=True))


def used(organisation_id: int) -> set[int]:
    """Return the ids of the alliances of the certificates that an institution uses."""
    rows = Alliance.objects.filter(
        certificate_type__institutions__institution_id=organisation_id,
        certificate_type__institutions__state__in=entry.IN_USE,
    )
    return set(rows.values_list("pk", flat=True))


def offered(organisation_id: int) -> set[int]:
    """Return the ids of the alliances of an evaluation organisation's certificates."""
    rows = Alliance.objects.filter(certificate_type__organisation_id=organisation_id)
    return set(rows.values_list("pk", flat=True))


def _led(organisation_id: int) -> Q:
    here = Q(lead_id=organisation_id) | Q(lead=None, acting_lead_id=organisation_id)
    return here & ~Q(state=State.DISSOLVED)


def _brief(row: Alliance) -> AllianceBrief:
    return AllianceBrief(
        row.pk,
        row.name,
        row.certificate_type_id,
        row.lead_id or row.acting_lead_id,
        is_acting=row.lead_id is None,
    )
