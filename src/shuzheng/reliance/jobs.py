"""Work of those who rely on certificates: the workbook of pairs, and deleting old answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import jobs
from shuzheng.foundation.sheets import imports
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Term
from shuzheng.kernel.wording import N_
from shuzheng.reliance.access import Permission
from shuzheng.reliance.services import checking, lists, sharing, survey_import

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from shuzheng.foundation.jobs import Handle


def _checked(result: Mapping[str, Any]) -> Sequence[Term]:
    return [Term(_("Certificates"), formats.number(result["asked"]))]


PAIRS = imports.register(
    imports.Import(
        "reliance.pairs",
        title=_("Check a list of certificates"),
        permission=Permission.CHECK_MAKE,
        purpose=lists.purpose,
        apply=lists.apply,
        note=_(
            "You learn what anybody learns who types number and name. The list and the answers "
            "are deleted after some days."
        ),
        rule="R-112",
        outcome=_checked,
    )
)


def _taken(result: Mapping[str, Any]) -> Sequence[Term]:
    return [Term(_("Rows taken"), formats.number(result["taken"]))]


SURVEY = imports.register(
    imports.Import(
        "reliance.survey",
        title=_("Import the result of a survey"),
        permission=Permission.SURVEY_KEEP,
        purpose=survey_import.purpose,
        check=survey_import.check,
        apply=survey_import.apply,
        note=_("Nobody else sees the rows before the result is published."),
        rule="R-222",
        outcome=_taken,
    )
)


@jobs.job(lists.ANSWER_JOB, title=_("Checking a list of certificates"))
def answer(handle: Handle, uid: str) -> dict[str, int | str]:
    """Answer a list that was handed in; one that is answered stays as it is."""
    said = checking.answer(UUID(uid), actor=handle.actor, now=handle.now())
    return {
        "checked": len(said),
        "message": N_("{checked} certificates checked."),
        "url": reverse("reliance:check", args=[uid]),
    }


@jobs.daily("reliance.checks.delete", at="03:20", title=_("Deleting old answers of checks"))
def delete_answers(handle: Handle, on: date) -> dict[str, int]:
    """Delete the answers whose time is over."""
    del on
    return {"lists": checking.delete_old(actor=handle.actor, now=handle.now())}


@jobs.hourly("reliance.shares.expire", title=_("Closing shared links that ran out"))
def expire_shares(handle: Handle, on: date) -> dict[str, int]:
    """Let the links run out whose time is over; none of them opens since then anyhow."""
    del on
    return {"links": sharing.expire_due(actor=handle.actor, now=handle.now())}
