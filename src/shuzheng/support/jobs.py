"""Work of help for institutions: its sheets, and what the clock asks for. It may run again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import jobs
from shuzheng.foundation.sheets import imports
from shuzheng.foundation.ui.parts import Term
from shuzheng.support.access import Permission
from shuzheng.support.services import acting, amounts_import, guidance_import, pairing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shuzheng.foundation.jobs import Handle


def _outcome(result: Mapping[str, Any]) -> list[Term]:
    return [Term(_("Rows taken"), str(result["taken"]))]


AMOUNTS = imports.register(
    imports.Import(
        "support.amounts",
        title=_("Import conditions of institutions"),
        permission=Permission.MEASUREMENT_MAKE,
        purpose=amounts_import.purpose,
        check=amounts_import.check,
        apply=amounts_import.apply,
        note=_("They stand in the frozen table with their source; what is missing has no data."),
        rule="R-241",
        outcome=_outcome,
    )
)


GUIDANCE = imports.register(
    imports.Import(
        "support.guidance",
        title=_("Import guidance"),
        permission=Permission.GUIDANCE_GIVE,
        purpose=guidance_import.purpose,
        check=guidance_import.check,
        apply=guidance_import.apply,
        rule="R-250",
        outcome=_outcome,
    )
)


@jobs.daily("support.pairings", at="00:35", title=_("Pairings: beginning, checks, reminders"))
def pairings(handle: Handle, on: date) -> dict[str, int]:
    """Begin what was agreed, ask for half-yearly checks and remind of them."""
    del on
    now = handle.now()
    return {"begun": pairing.begin_due(now=now), **acting.ask_checks(now=now)}
