"""Who leads a certificate's alliance."""

from __future__ import annotations

from dataclasses import dataclass

from shuzheng.pilots.models import Alliance
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
    return AllianceBrief(
        row.pk,
        row.name,
        row.certificate_type_id,
        row.lead_id or row.acting_lead_id,
        is_acting=row.lead_id is None,
    )


def led_by(organisation_id: int) -> list[AllianceBrief]:
    """Return the alliances that an institution leads or acts for."""
    found = (of(pk) for pk in Alliance.objects.values_list("certificate_type_id", flat=True))
    return [one for one in found if one and one.lead_id == organisation_id]
