"""Imports of organs and plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.sheets import imports
from shuzheng.foundation.ui.parts import Term
from shuzheng.governance.access import Permission
from shuzheng.governance.services import milestone_import

if TYPE_CHECKING:
    from collections.abc import Mapping


def _planned(result: Mapping[str, Any]) -> list[Term]:
    return [Term(_("Milestones added"), str(result["planned"]))]


MILESTONES = imports.register(
    imports.Import(
        "governance.milestones",
        title=_("Import milestones"),
        permission=Permission.MILESTONE_PLAN,
        purpose=milestone_import.purpose,
        check=milestone_import.check,
        apply=milestone_import.apply,
        note=_("They are added to the plan of the year; what is there stays."),
        rule="R-008",
        outcome=_planned,
    )
)
