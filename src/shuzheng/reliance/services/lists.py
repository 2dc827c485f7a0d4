"""A list of certificates that comes as a workbook: what it is for, and its rows as pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.credentials.queries.many import Pair
from shuzheng.foundation import jobs, rulebooks
from shuzheng.foundation.sheets import imports
from shuzheng.kernel import periods
from shuzheng.reliance.access import Permission
from shuzheng.reliance.rules import checking as rules
from shuzheng.reliance.rules.checking import Channel
from shuzheng.reliance.services import checking
from shuzheng.reliance.sheets.checks import PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor

ANSWER_JOB = "reliance.check.answer"


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> imports.Purpose:
    """Say what the workbook is for."""
    del context
    actor.require(Permission.CHECK_MAKE)
    within = rules.bounds(periods.day(now), rulebooks.current())
    return imports.Purpose(
        PAIRS,
        _("Numbers and names are compared with the register; nothing is stored of other people"),
        reverse("reliance:checks"),
        done_url=reverse("reliance:checks"),
        done_label=_("See the answers"),
        rows=within.at_once,
    )


def apply(rows: Iterator[list[Row]], occasion: imports.Occasion) -> Mapping[str, Any]:
    """Hand in the rows of the workbook as one list, to be answered at once by a job."""
    pairs = [Pair(row.values["number"], row.values["holder"]) for chunk in rows for row in chunk]
    uid = checking.hand_in(pairs, Channel.WORKBOOK, actor=occasion.actor, now=occasion.now)
    jobs.enqueue(ANSWER_JOB, {"uid": str(uid)}, actor=occasion.actor, now=occasion.now)
    return {"asked": len(pairs)}
