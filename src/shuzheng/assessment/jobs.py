"""Work of assessment: rosters, marks, many tickets; what the clock does where a party stays silent.

Every job finds its own earlier work and may run again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.access import Permission
from shuzheng.assessment.services import (
    drawing,
    mark_sheets,
    papers,
    plans,
    registrations,
    reviews,
    sites,
)
from shuzheng.assessment.services.registrations import drafting, roster
from shuzheng.assessment.sheets.roster import ROSTER as ROSTER_SHEET
from shuzheng.foundation import files, jobs
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


def _marks_purpose(actor: Actor, context: Context, now: datetime) -> imports.Purpose:
    """Say which plan a marker's workbook is for; refuses whoever was not appointed."""
    del now
    row, sheet = mark_sheets.sheet_of(int(context["plan"]), actor)
    url = reverse("assessment:marking", args=[row.pk])
    return imports.Purpose(
        sheet,
        row.name,
        url,
        done_url=url,
        done_label=_("See the marks"),
        prefilled=lambda: mark_sheets.prefilled(row.pk, actor),
        prefilled_label=_("The workbook with the papers and your marks so far"),
    )


MARKS = imports.register(
    imports.Import(
        "assessment.marks",
        title=_("Marks from a workbook"),
        permission=Permission.MARK_GIVE,
        purpose=_marks_purpose,
        check=mark_sheets.check,
        apply=mark_sheets.apply,
        note=_("Papers appear by ticket number, and only your own marks."),
        rule="R-104",
        outcome=lambda result: [
            Term(_("Marks kept"), str(result["taken"])),
            Term(_("Papers that need a third person"), str(result["gaps"])),
        ],
    )
)


def _machine_purpose(actor: Actor, context: Context, now: datetime) -> imports.Purpose:
    """Say which part a machine's workbook is for."""
    del now
    part, sheet = mark_sheets.machine_sheet_of(int(context["component"]), actor)
    url = reverse("assessment:marks", args=[part.plan_id])
    return imports.Purpose(
        sheet,
        f"{part.plan.name} {part.name}",
        reverse("assessment:machine", args=[part.pk]),
        done_url=url,
        done_label=_("See the marks"),
    )


MACHINE_MARKS = imports.register(
    imports.Import(
        "assessment.machine-marks",
        title=_("The machine's marks from a workbook"),
        permission=Permission.MARK_TAKE,
        purpose=_machine_purpose,
        check=mark_sheets.check_machine,
        apply=mark_sheets.apply_machine,
        note=_("A machine's mark is final at once: only a review changes it."),
        rule="R-104",
        outcome=lambda result: [Term(_("Marks locked"), str(result["taken"]))],
    )
)


@jobs.job("assessment.tickets.print", title=_("Printing admission tickets"))
def tickets_print(
    handle: Handle, plan_id: int, room_id: int = 0, class_id: int = 0
) -> dict[str, str]:
    """Print many tickets into a file that the requester's organisation can fetch."""
    paper = papers.tickets(
        plan_id, actor=handle.actor, now=handle.now(), room_id=room_id, class_id=class_id
    )
    upload = SimpleUploadedFile(paper.name, paper.body, content_type="application/pdf")
    kept = files.store(upload, actor=handle.actor, now=handle.now(), kinds=("pdf",))
    return {"url": reverse("files:download", args=[kept.uid])}


@jobs.daily("assessment.reviews.silence", at="00:50", title=_("Reviews whose answers stand"))
def reviews_silence(handle: Handle, on: date) -> dict[str, int]:
    """End the reviews whose answers nobody took to the office in time."""
    del on
    return {"closed": reviews.close_by_silence(now=handle.now())}


@jobs.every("assessment.draws.void", minutes=5, title=_("Draws that missed their time"))
def draws_void(handle: Handle, on: date) -> dict[str, int]:
    """Declare void the draws of seats for which a party did not do its step in time."""
    del on
    return {"void": drawing.void_overdue(now=handle.now())}
