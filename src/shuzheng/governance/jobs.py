"""Imports of organs and plan, and draws of panels that missed their time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import jobs
from shuzheng.foundation.sheets import imports
from shuzheng.foundation.ui.parts import Term
from shuzheng.governance.access import Permission
from shuzheng.governance.services import (
    body_imports,
    milestone_import,
    panel_draws,
    pool_import,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shuzheng.foundation.jobs import Handle


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


def _named(result: Mapping[str, Any]) -> list[Term]:
    return [Term(_("Members named"), str(result["named"]))]


def _assigned(result: Mapping[str, Any]) -> list[Term]:
    return [Term(_("Certificates with an officer"), str(result["assigned"]))]


MEMBERS = imports.register(
    imports.Import(
        "governance.members",
        title=_("Import members"),
        permission=Permission.BODY_KEEP,
        purpose=body_imports.members_purpose,
        check=body_imports.check_members,
        apply=body_imports.take_members,
        note=_("Name, post and department are published; the office number is not."),
        rule="R-007",
        outcome=_named,
    )
)
CARE = imports.register(
    imports.Import(
        "governance.care",
        title=_("Import officers of certificates"),
        permission=Permission.CARE_ASSIGN,
        purpose=body_imports.care_purpose,
        check=body_imports.check_care,
        apply=body_imports.take_care,
        note=_("Who was in charge before stays on record."),
        rule="R-013",
        outcome=_assigned,
    )
)


def _entered(result: Mapping[str, Any]) -> list[Term]:
    return [Term(_("Experts entered"), str(result["entered"]))]


EXPERTS = imports.register(
    imports.Import(
        "governance.experts",
        title=_("Import experts"),
        permission=Permission.POOL_KEEP,
        purpose=pool_import.purpose,
        check=pool_import.check,
        apply=pool_import.apply,
        note=_("They can be called upon at once."),
        rule="R-012",
        outcome=_entered,
    )
)


@jobs.every("governance.draws.void", minutes=5, title=_("Draws of panels that missed their time"))
def draws_void(handle: Handle, on: date) -> dict[str, int]:
    """Declare void the draws of panels for which a party did not do its step in time."""
    del on
    return {"void": panel_draws.void_overdue(now=handle.now())}
