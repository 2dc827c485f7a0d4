"""How the states of inspections look and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.quality.rules import campaign, finding, form, inspection, on_site, veto

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shuzheng.quality.rules.on_site import Place

CAMPAIGN = {
    campaign.State.PLANNED: Kind.WAIT,
    campaign.State.DRAWING: Kind.RUN,
    campaign.State.DRAWN: Kind.OK,
    campaign.State.CANCELLED: Kind.OFF,
}
INSPECTION = {
    inspection.State.SEALED: Kind.WAIT,
    inspection.State.ON_SITE: Kind.RUN,
    inspection.State.REPORTED: Kind.WAIT,
    inspection.State.CONFIRMED: Kind.RUN,
    inspection.State.PUBLISHED: Kind.OK,
    inspection.State.CLOSED: Kind.OK,
    inspection.State.CALLED_OFF: Kind.OFF,
}
FINDING = {
    finding.State.OPEN: Kind.WAIT,
    finding.State.CONTESTED: Kind.ODD,
    finding.State.WITHDRAWN: Kind.OFF,
    finding.State.RECTIFYING: Kind.RUN,
    finding.State.SUBMITTED: Kind.RUN,
    finding.State.RECHECKED: Kind.RUN,
    finding.State.CLOSED: Kind.OK,
    finding.State.OVERDUE: Kind.BAD,
    finding.State.ESCALATED: Kind.BAD,
}


def place(one: Place | None) -> str:
    """Return where a phone was, in words; empty for nowhere told."""
    if one is None:
        return ""
    return gettext(on_site.WITHIN).format(
        latitude=one.latitude, longitude=one.longitude, within=one.within
    )


def finding_chip(state: finding.State) -> Chip:
    """Return a finding's state as a chip."""
    return Chip(FINDING[state], gettext(finding.FINDING.labels[state]))


def item(code: str) -> str:
    """Return an item of the form in words; empty for none."""
    return gettext(form.WORDS[code]) if code in form.WORDS else ""


def finding_crumbs() -> list[Crumb]:
    """Return the way to a finding."""
    return [
        Crumb(_("Desk"), reverse("desk:home")),
        Crumb(_("Findings"), reverse("quality:findings")),
    ]


VETO = {
    veto.State.PROPOSED: Kind.WAIT,
    veto.State.HEARD: Kind.RUN,
    veto.State.DECIDED: Kind.WAIT,
    veto.State.IN_FORCE: Kind.BAD,
    veto.State.DISMISSED: Kind.OFF,
    veto.State.LIFTED: Kind.OFF,
    veto.State.OVERTURNED: Kind.OFF,
}


def veto_chip(state: veto.State) -> Chip:
    """Return a veto's state as a chip."""
    return Chip(VETO[state], gettext(veto.VETO.labels[state]))


def veto_crumbs() -> list[Crumb]:
    """Return the way to a veto."""
    return [
        Crumb(_("Desk"), reverse("desk:home")),
        Crumb(_("Vetoes"), reverse("quality:vetoes")),
    ]


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
