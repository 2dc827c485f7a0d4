"""What the catalogue review hands in to the record of an evaluation organisation (R-055)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from shuzheng.adjustment.queries import record
from shuzheng.adjustment.rules.review import State
from shuzheng.adjustment.web import words
from shuzheng.identity.queries import beside
from shuzheng.identity.queries.beside import Item, Section
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.adjustment.queries.record import Indices
    from shuzheng.adjustment.rules.ranking import Place
    from shuzheng.foundation.ui.parts import Chip
    from shuzheng.kernel.actor import Actor


@beside.provide
@applies("R-055")
def indices_beside(organisation_id: int, actor: Actor, now: datetime) -> Section:  # noqa: ARG001 - a review is seen from a state on, not from a day on
    """Return the indices of the certificates in the newest review that the actor may see."""
    found = record.indices(organisation_id, actor)
    return Section(
        id="indices",
        title=words.year(found.year) if found else gettext("Catalogue review"),
        rule="R-055",
        items=tuple(_item(one, found) for one in found.places) if found else (),
        nothing=gettext("No catalogue review that you may see has a certificate of it."),
    )


def _item(place: Place, found: Indices) -> Item:
    ranked = gettext("rank {rank} of {among}").format(rank=place.rank, among=found.among)
    parts = [ranked]
    for label, value in (
        (gettext("Coldness H"), words.value(place.coldness)),
        (gettext("Demand D"), words.value(place.demand)),
        (gettext("Match M"), words.value(place.need_met)),
    ):
        parts.append(f"{label} {value or gettext('no data')}")
    url = reverse("adjustment:public-review", args=[found.uid])
    if found.review_id is not None:
        url = reverse("adjustment:certificate", args=[found.review_id, place.code])
    return Item(
        words=found.names[place.code],
        url=url,
        note=" · ".join(parts),
        chip=_chip(place, found),
    )


def _chip(place: Place, found: Indices) -> Chip:
    """Return what the list says of it, else what the ranking proposes; a withdrawn list is over."""
    if found.state is State.WITHDRAWN:
        return words.chip(found.state)
    fate = found.fates.get(place.code)
    return words.fate(fate) if fate else words.advice(place.advice)
