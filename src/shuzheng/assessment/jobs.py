"""Work of assessment: rosters; what the clock does where a party stays silent.

Every job finds its own earlier work and may run again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.access import Permission
from shuzheng.assessment.services import plans, registrations, sites
from shuzheng.assessment.services.registrations import drafting, roster
from shuzheng.assessment.sheets.roster import ROSTER as ROSTER_SHEET
from shuzheng.foundation import jobs
from shuzheng.foundation.sheets import imports
from shuzheng.foundation.ui.parts import Term

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from shuzheng.foundation.jobs import Handle
    from shuzheng.foundation.sheets.definitions import Context
    from shuzheng.kernel.actor import Actor


def _purpose(actor: Actor, context: Context, now: datetime) -> imports.Purpose:
    """Say which plan a roster is for; refuses where the institution may not register now."""
    row = drafting.require_drafting(int(context["plan"]), actor, now)
    registrations_url = reverse("assessment:registrations", args=[row.pk])
    return imports.Purpose(
        ROSTER_SHEET,
        f"{row.name} {row.number}",
        registrations_url,
        done_url=registrations_url,
        done_label=_("See the registrations"),
    )


def _outcome(result: Mapping[str, Any]) -> list[Term]:
    return [
        Term(_("Registered, to be confirmed by the candidates"), str(result["registered"])),
        Term(_("Persons new to the platform"), str(result["new"])),
    ]


ROSTER = imports.register(
    imports.Import(
        "assessment.roster",
        title=_("Import a roster"),
        permission=Permission.REGISTRATION_DRAFT,
        purpose=_purpose,
        check=roster.check,
        apply=roster.apply,
        refer=roster.refer,
        note=_("Every student confirms in person before the registration counts."),
        rule="R-034",
        outcome=_outcome,
    )
)


@jobs.daily("assessment.sites.silence", at="00:20", title=_("Sites: silence after the due day"))
def sites_silence(handle: Handle, on: date) -> dict[str, int]:
    """Keep alliances' silence as no objection, and the office's as recorded."""
    del on
    now = handle.now()
    return {"opinions": sites.opine_by_silence(now=now), "sites": sites.record_by_silence(now=now)}


@jobs.every("assessment.plans.close", minutes=5, title=_("Plans: registration closes in time"))
def plans_close(handle: Handle, on: date) -> dict[str, int]:
    """Close registration of the plans whose time is over."""
    del on
    return {"closed": plans.close_by_clock(now=handle.now())}


@jobs.daily(
    "assessment.registrations.unanswered", at="00:40", title=_("Registrations nobody confirmed")
)
def registrations_unanswered(handle: Handle, on: date) -> dict[str, int]:
    """Withdraw what nobody confirmed by the last day for it."""
    del on
    return {"withdrawn": registrations.withdraw_unanswered(now=handle.now())}
