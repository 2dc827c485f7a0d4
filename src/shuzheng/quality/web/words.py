"""How the states of inspections look and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.quality.rules import campaign, form, inspection

if TYPE_CHECKING:
    from collections.abc import Iterable

CAMPAIGN = {
    campaign.State.PLANNED: Kind.WAIT,
    campaign.State.DRAWING: Kind.RUN,
    campaign.State.DRAWN: Kind.OK,
    campaign.State.CANCELLED: Kind.OFF,
}
INSPECTION = {
    inspection.State.SEALED: Kind.WAIT,
    inspection.State.ON_SITE: Kind.RUN,
    inspection.State.CALLED_OFF: Kind.OFF,
}


def campaign_chip(state: campaign.State) -> Chip:
    """Return a campaign's state as a chip."""
    return Chip(CAMPAIGN[state], gettext(campaign.CAMPAIGN.labels[state]))


def inspection_chip(state: inspection.State) -> Chip:
    """Return an inspection's state as a chip."""
    icon = "lock" if state is inspection.State.SEALED else ""
    return Chip(INSPECTION[state], gettext(inspection.INSPECTION.labels[state]), icon)


def kind(value: campaign.TargetKind) -> str:
    """Return what is inspected, in words."""
    return gettext(campaign.TARGETS[value])


def sections(names: Iterable[str]) -> str:
    """Return the sections of a form, in words."""
    return gettext(", ").join(gettext(form.SECTIONS[form.Section(name)]) for name in names)


def campaign_crumbs() -> list[Crumb]:
    """Return the way to a campaign."""
    return [
        Crumb(_("Desk"), reverse("desk:home")),
        Crumb(_("Inspection campaigns"), reverse("quality:campaigns")),
    ]


def inspection_crumbs() -> list[Crumb]:
    """Return the way to an inspection."""
    return [
        Crumb(_("Desk"), reverse("desk:home")),
        Crumb(_("Inspections"), reverse("quality:inspections")),
    ]
