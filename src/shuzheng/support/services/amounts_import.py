"""Take from a workbook what a measurement cannot count (R-241)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.sheets import imports
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.wording import N_
from shuzheng.support.rules.measurement import BY_SHEET
from shuzheng.support.services import measuring
from shuzheng.support.services.measuring import Said
from shuzheng.support.sheets.amounts import AMOUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for: a measurement that still takes figures."""
    del now
    row = measuring.open_one(int(context["measurement"]), actor)
    url = reverse("support:measurement", args=[row.pk])
    return imports.Purpose(
        AMOUNTS,
        f"{row.since} – {row.until}",
        url,
        done_url=url,
        done_label=_("Go on with the measurement"),
        prefilled=_prefilled,
        prefilled_label=_("Template with all institutions"),
    )


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse institutions that nobody registered, and figures of days to come."""
    known, today = _known(), periods.day(occasion.now)
    for row in rows:
        if row.values["code"] not in known:
            row.refuse("code", "unknown", N_("There is no such institution"))
        if row.values["as_of"] is not None and row.values["as_of"] > today:
            row.refuse("as_of", "ahead", N_("This day lies ahead"))


def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Take the amounts."""
    known = _known()
    said = [
        Said(
            known[row.values["code"]],
            {
                measure: row.values[measure.value]
                for measure in BY_SHEET
                if row.values[measure.value] is not None
            },
            row.values["source"],
            row.values["as_of"],
        )
        for chunk in rows
        for row in chunk
    ]
    pk = int(occasion.context["measurement"])
    measuring.tell(pk, said, actor=occasion.actor, now=occasion.now)
    return {"taken": len(said)}


def _known() -> dict[str, int]:
    return {one.code: one.id for one in organisations.of_kind(OrganisationKind.INSTITUTION)}


def _prefilled() -> Iterator[Mapping[str, Any]]:
    for one in organisations.of_kind(OrganisationKind.INSTITUTION):
        yield {"code": one.code, "name": one.name}
