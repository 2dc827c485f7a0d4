"""Work of the annual evaluation: its sheet, and what the calendar asks for. It may run again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.services import hearing, inputs, outside
from shuzheng.foundation import jobs
from shuzheng.foundation.sheets import imports
from shuzheng.foundation.ui.parts import Term

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shuzheng.foundation.jobs import Handle


def _outcome(result: Mapping[str, Any]) -> list[Term]:
    return [Term(_("Rows taken"), str(result["taken"]))]


INPUTS = imports.register(
    imports.Import(
        "evaluation.inputs",
        title=_("Import figures for the evaluation"),
        permission=Permission.EVALUATION_PREPARE,
        purpose=inputs.purpose,
        check=inputs.check,
        apply=inputs.take,
        note=_("They stand in the frozen data with their source; what is missing has no data."),
        rule="R-218",
        outcome=_outcome,
    )
)


MINISTRY = imports.register(
    imports.Import(
        "evaluation.ministry",
        title=_("Import results of the ministry"),
        permission=Permission.OUTSIDE_FILE,
        purpose=outside.purpose,
        check=outside.check,
        apply=outside.take,
        note=_("They are shown beside the province’s own results and change no score."),
        rule="R-028",
        outcome=_outcome,
    )
)


@jobs.daily("evaluation.calendar", at="00:30", title=_("Annual evaluation: time for self-checks"))
def calendar(handle: Handle, on: date) -> dict[str, int]:
    """Ask the city bureaus where the time for self-checks is over."""
    del on
    return {"handed_on": hearing.hand_on_due(now=handle.now())}
