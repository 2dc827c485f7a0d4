"""What inspections hand in to the record of an evaluation organisation (R-055)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from shuzheng.foundation.ui import formats
from shuzheng.identity.queries import beside
from shuzheng.identity.queries.beside import Item, Section
from shuzheng.kernel.rulebook import applies
from shuzheng.quality.access import Permission
from shuzheng.quality.queries import record
from shuzheng.quality.rules import finding, veto
from shuzheng.quality.web import words

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor
    from shuzheng.quality.queries.record import RecordFinding


@beside.provide
@applies("R-055")
def findings_beside(organisation_id: int, actor: Actor, now: datetime) -> Section | None:
    """Return the findings that the actor may know of; None for whoever sees no inspections."""
    if not actor.may(Permission.INSPECTION_VIEW):
        return None
    return Section(
        id="findings",
        title=gettext("Findings"),
        rule="R-055",
        items=tuple(_item(one, now) for one in record.findings(organisation_id, actor)),
        nothing=gettext("There is no finding against it that you may see."),
    )


def _item(one: RecordFinding, now: datetime) -> Item:
    found = gettext("found on {day}").format(day=formats.day_words(one.found_on, now))
    parts = [gettext(finding.SEVERITIES[one.severity]), found, one.campaign]
    if one.veto is not None:
        state = gettext(veto.VETO.labels[one.veto])
        parts.append(gettext("veto: {state}").format(state=state))
    return Item(
        words=one.text,
        url=reverse("quality:finding", args=[one.id]),
        note=" · ".join(part for part in parts if part),
        chip=words.finding_chip(one.state),
    )
