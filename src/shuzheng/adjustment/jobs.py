"""Work of the annual review: its sheets, and what the calendar asks for. It may run again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.services import effects, inputs, opening
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
        "adjustment.inputs",
        title=_("Import figures for the review"),
        permission=Permission.REVIEW_PREPARE,
        purpose=inputs.inputs_purpose,
        check=inputs.check,
        apply=inputs.take_inputs,
        note=_("They stand in the frozen cut with their source; what is missing has no data."),
        rule="R-231",
        outcome=_outcome,
    )
)
FIELDS = imports.register(
    imports.Import(
        "adjustment.fields",
        title=_("Import what certificates serve"),
        permission=Permission.REVIEW_PREPARE,
        purpose=inputs.fields_purpose,
        check=inputs.check,
        apply=inputs.take_fields,
        note=_("The only certificate of a shortage field is not dropped on rank alone."),
        rule="R-230",
        outcome=_outcome,
    )
)


@jobs.daily("adjustment.calendar", at="00:25", title=_("Annual review of the catalogue"))
def calendar(handle: Handle, on: date) -> dict[str, int]:
    """Open this year's review, put in effect what is decided and due, close what is over."""
    del on
    now = handle.now()
    return {
        "opened": opening.open_due(now=now),
        "effective": effects.take_effect_due(now=now),
        "closed": effects.close_due(now=now),
    }
