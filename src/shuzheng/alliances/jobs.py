"""Work of alliances that the clock asks for. It may run again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.alliances.access import Permission
from shuzheng.alliances.services import layout_import, siting, summaries
from shuzheng.foundation import jobs
from shuzheng.foundation.sheets import imports
from shuzheng.foundation.ui.parts import Term

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shuzheng.foundation.jobs import Handle


def _outcome(result: Mapping[str, Any]) -> list[Term]:
    return [
        Term(_("Edition"), str(result["edition"])),
        Term(_("Planned sites"), str(result["sites"])),
    ]


LAYOUT = imports.register(
    imports.Import(
        "alliances.layout",
        title=_("Import the layout of sites"),
        permission=Permission.ALLIANCE_RUN,
        purpose=layout_import.purpose,
        check=layout_import.check,
        apply=layout_import.apply,
        note=_("It becomes a new edition; earlier ones are kept."),
        rule="R-091",
        outcome=_outcome,
    )
)


@jobs.job(
    "alliances.siting.propose",
    title=_("Computing where sites are best added"),
    permission=Permission.SITING_PROPOSE,
)
def propose_sites(handle: Handle) -> dict[str, str]:
    """Compute a proposal; run again it keeps another one, which does no harm."""
    siting.propose(actor=handle.actor, now=handle.now())
    return {"url": reverse("alliances:siting")}


@jobs.daily("alliances.summaries.catch_up", at="00:25", title=_("Alliances: summaries asked for"))
def summaries_catch_up(handle: Handle, on: date) -> dict[str, int]:
    """Ask each alliance to sum up what has ended, once a period."""
    del on
    return summaries.catch_up(now=handle.now())


@jobs.daily("alliances.summaries.remind", at="08:10", title=_("Alliances: reminders of summaries"))
def summaries_remind(handle: Handle, on: date) -> dict[str, int]:
    """Remind the leads that have not summed up, on the days that the rulebook names."""
    del on
    return {"reminded": summaries.remind(now=handle.now())}
