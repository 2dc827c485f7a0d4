"""Work of fees: workbooks, and what the clock does to agreements and claims.

Every job finds its own earlier work and may run again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from shuzheng.fees.access import Permission
from shuzheng.fees.services import agreements, ceiling_table, hardship, hardship_list
from shuzheng.foundation import jobs
from shuzheng.foundation.sheets import imports
from shuzheng.foundation.ui.parts import Term

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shuzheng.foundation.jobs import Handle


def _ceilings_outcome(result: Mapping[str, Any]) -> list[Term]:
    return [Term(_("New ceilings"), str(result["new"]))]


def _list_outcome(result: Mapping[str, Any]) -> list[Term]:
    return [
        Term(_("New, to be verified"), str(result["new"])),
        Term(_("On file already"), str(result["known"])),
    ]


CEILINGS = imports.register(
    imports.Import(
        "fees.ceilings",
        title=_("Load ceilings"),
        permission=Permission.CEILING_LOAD,
        purpose=ceiling_table.purpose,
        check=ceiling_table.check,
        apply=ceiling_table.apply,
        note=_("Agreements that are filed already are not touched."),
        rule="R-122",
        outcome=_ceilings_outcome,
    )
)

LIST = imports.register(
    imports.Import(
        "fees.list",
        title=_("Import the list of hardship"),
        permission=Permission.HARDSHIP_IMPORT,
        purpose=hardship_list.purpose,
        check=hardship_list.check,
        apply=hardship_list.apply,
        note=_("No fee is asked from these students until you have verified the list."),
        rule="R-128",
        outcome=_list_outcome,
    )
)


@jobs.daily("fees.agreements.round", at="00:15", title=_("Fee agreements: first and last days"))
def agreements_round(handle: Handle, on: date) -> dict[str, int]:
    """Bring into force what begins, let expire what is over."""
    del on
    now = handle.now()
    return {
        "begun": agreements.begin_filed(now=now),
        "expired": agreements.expire_over(now=now),
    }


@jobs.daily("fees.claims.round", at="00:25", title=_("Claims: the end of the school year"))
def claims_round(handle: Handle, on: date) -> dict[str, int]:
    """Let the claims of the years that are over lapse."""
    del on
    return {"lapsed": hardship.lapse(now=handle.now())}
