"""The pages of an import: prepare the file, check, import. One set serves every room.

Works without JavaScript: a long check or import is followed by reloading; htmx does that by itself.
Nothing here may be cached, because the pages show people's names.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuzheng.foundation.sheets import (
    access,
    choosing,
    containers,
    limits,
    queries,
    receiving,
    template,
)
from shuzheng.foundation.sheets.findings import Severity
from shuzheng.foundation.sheets.lifecycle import State
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Tab
from shuzheng.foundation.web import gate, leaving, refusals
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.urls import URLPattern

    from shuzheng.foundation.sheets.checking import PreviewRow
    from shuzheng.foundation.sheets.definitions import Import, Purpose
    from shuzheng.foundation.sheets.queries import Standing
    from shuzheng.foundation.web.request import Request

ACCEPTED = ".xlsx,.xls,.ods,.csv"
STEPS = (_("Prepare the file"), pgettext_lazy("import", "Check"), _("Import"))
SHOWN = 50
UNDER_WAY = frozenset({State.UPLOADED, State.CHOSEN, State.RUNNING})
VIEWS = {
    "all": None,
    "errors": Severity.ERROR,
    "notices": Severity.NOTICE,
    "corrected": Severity.CORRECTED,
}


class NoFile(Refusal):
    """The form came without a file."""

    code = "no-file"
    template = "Choose a file first."


def paths(definition: Import) -> list[URLPattern]:
    """Return the addresses of an import; include them under what `purpose` takes.

    Their names begin with the import's noun: `roster-import`, `roster-import-template`,
    `-upload`, `-marked`, `-rest`, `-choose`, `-stop`, `-again`.
    """
    name = f"{definition.name.rpartition('.')[2]}-import"
    bound = {"definition": definition}
    return [
        path("", gate.signed_in(begin), bound, name),
        path("template.xlsx", gate.signed_in(blank), bound, f"{name}-template"),
        path("<uuid:upload>/", gate.signed_in(show), bound, f"{name}-upload"),
        path(
            "<uuid:upload>/marked.xlsx",
            gate.signed_in(handed_back),
            {**bound, "part": "marked"},
            f"{name}-marked",
        ),
        path(
            "<uuid:upload>/rest.xlsx",
            gate.signed_in(handed_back),
            {**bound, "part": "rest"},
            f"{name}-rest",
        ),
        path("<uuid:upload>/choose", gate.signed_in(choose), bound, f"{name}-choose"),
        path("<uuid:upload>/stop", gate.signed_in(stop), bound, f"{name}-stop"),
        path("<uuid:upload>/again", gate.signed_in(again), bound, f"{name}-again"),
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request, definition: Import, **context: object) -> HttpResponse:
    """Show what to fill in; take the file."""
    purpose = access.purpose(definition, _plain(context), request.actor, request.now)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            upload = _receive(request, definition, context)
        except Refusal as caught:
            refusal = caught
        else:
            return redirect(_address(request, definition, "-upload", upload=upload))
    page = {
        **_frame(request, definition, purpose),
        "current": 1,
        "columns": [
            (column, template.guidance(column), template.example(purpose.sheet, column))
            for column in purpose.sheet.columns
        ],
        "template_url": _address(request, definition, "-template"),
        "accepted": ACCEPTED,
        "hint": _hint(purpose),
        "refusal": refusal,
        "sentence": refusals.sentence(refusal) if refusal else "",
    }
    return render(
        request,
        "foundation/import/begin.html",
        page,
        status=refusal.status if refusal else 200,
    )


@never_cache
@require_GET
def blank(request: Request, definition: Import, **context: object) -> HttpResponse:
    """Hand out the blank workbook, or with `?filled` the one that the room has filled in."""
    purpose = access.purpose(definition, _plain(context), request.actor, request.now)
    filled = purpose.prefilled if "filled" in request.GET else None
    body = template.blank(purpose.sheet, filled() if filled else ())
    return leaving.file(f"{purpose.sheet.title}.xlsx", body, leaving.XLSX)


@never_cache
@require_GET
def show(request: Request, definition: Import, upload: UUID, **context: object) -> HttpResponse:
    """Show an upload where it stands: being checked, checked, being imported, done."""
    found = _standing(request, definition, upload, context)
    if found.state is State.ABANDONED:
        messages.info(request, gettext("This file was not imported and has been deleted."))
        return redirect(_address(request, definition))
    waits = found.state in UNDER_WAY and not found.halted
    if request.htmx and not waits:
        # htmx waits for a fragment; the whole page has taken its place.
        return HttpResponse(headers={"HX-Refresh": "true"})
    page = {
        **_frame(request, definition, found.purpose),
        "found": found,
        "urls": _urls(request, definition, upload),
    }
    if found.state is State.CHECKED:
        return render(request, "foundation/import/check.html", {**page, **_checked(request, found)})
    if found.state is State.DONE:
        page |= {"current": 3, "lines": definition.outcome(found.result)}
        return render(request, "foundation/import/done.html", page)
    page |= _progress(request, found)
    if not waits:
        return render(request, "foundation/import/halted.html", page)
    fragment = "progress" if request.htmx else "run"
    return render(request, f"foundation/import/{fragment}.html", page)


@never_cache
@require_GET
def handed_back(
    request: Request, definition: Import, upload: UUID, part: str, **context: object
) -> HttpResponse:
    """Hand the file back with what is wrong marked in it, or only the rows not taken."""
    _standing(request, definition, upload, context)
    name, body = receiving.workbook(upload, part, actor=request.actor, now=request.now)
    ending = gettext("marked") if part == "marked" else gettext("not imported")
    return leaving.file(f"{PurePath(name).stem}-{ending}.xlsx", body, leaving.XLSX)


@never_cache
@require_POST
def choose(request: Request, definition: Import, upload: UUID, **context: object) -> HttpResponse:
    """Import the good rows, or nothing."""
    found = _standing(request, definition, upload, context)
    address = _address(request, definition, "-upload", upload=upload)
    if found.state is not State.CHECKED:
        messages.info(request, gettext("Somebody else has decided in the meantime."))
        return redirect(address)
    if request.POST.get("choice") == "good":
        choosing.choose(upload, actor=request.actor, now=request.now, address=address)
        return redirect(address)
    choosing.abandon(upload, actor=request.actor, now=request.now)
    messages.info(request, gettext("Nothing was imported and the file has been deleted."))
    return redirect(_address(request, definition))


@never_cache
@require_POST
def stop(request: Request, definition: Import, upload: UUID, **context: object) -> HttpResponse:
    """Stop a check or an import under way."""
    found = _standing(request, definition, upload, context)
    if found.state is State.UPLOADED:
        choosing.abandon(upload, actor=request.actor, now=request.now)
        return redirect(_address(request, definition))
    choosing.stop(upload, actor=request.actor, now=request.now)
    return redirect(_address(request, definition, "-upload", upload=upload))


@never_cache
@require_POST
def again(request: Request, definition: Import, upload: UUID, **context: object) -> HttpResponse:
    """Go on with an upload that came to a halt, or check it anew."""
    _standing(request, definition, upload, context)
    choosing.again(upload, actor=request.actor, now=request.now)
    return redirect(_address(request, definition, "-upload", upload=upload))


def _receive(request: Request, definition: Import, context: Mapping[str, object]) -> UUID:
    file = request.FILES.get("file")
    if file is None:
        raise NoFile
    containers.bound(file.size or 0, limits.configured())
    return receiving.receive(
        definition,
        _plain(context),
        filename=file.name or "",
        data=file.read(),
        actor=request.actor,
        now=request.now,
    ).uid


def _standing(
    request: Request, definition: Import, upload: UUID, context: Mapping[str, object]
) -> Standing:
    """Return the upload, if it belongs to this address."""
    found = queries.standing(upload, request.actor, request.now)
    if found.definition is not definition or found.context != _plain(context):
        raise access.NoSuchUpload
    return found


def _frame(request: Request, definition: Import, purpose: Purpose) -> dict[str, Any]:
    return {
        "definition": definition,
        "purpose": purpose,
        "back": purpose.back_url,
        "begin_url": _address(request, definition),
        "steps": STEPS,
    }


def _checked(request: Request, found: Standing) -> dict[str, Any]:
    view = request.GET.get("view", "all")
    view = view if view in VIEWS else "all"
    rows = found.rows(VIEWS[view])
    shown = rows if "every" in request.GET else rows[:SHOWN]
    counted = {
        "all": found.errors + found.notices,
        "errors": found.errors,
        "notices": found.notices,
        "corrected": found.corrected,
    }
    words = {
        "all": _("All"),
        "errors": _("Errors"),
        "notices": _("To look at"),
        "corrected": _("Put right"),
    }
    return {
        "current": 2,
        "tabs": [
            Tab(words[name], f"?view={name}", counted[name], current=name == view)
            for name in VIEWS
            if counted[name] or name in {"all", view}
        ],
        "columns": [found.headings.get(name, "") for name in _columns(found)],
        "rows": [_line(row, _columns(found)) for row in shown],
        "counted": counted[view],
        "more_url": f"?view={view}&every" if len(rows) > len(shown) else "",
        "beyond": counted[view] > len(rows),
        "unknown": gettext(", ").join(
            f"{heading}（{letter}）" for letter, heading in found.unknown
        ),
    }


def _columns(found: Standing) -> list[str]:
    return [c.name for c in found.purpose.sheet.columns if c.name in found.headings]


def _line(row: PreviewRow, columns: list[str]) -> dict[str, Any]:
    said = {name: list(row.of(name)) for name in columns}
    # What is said of the whole row, or of a column that the file lacks, stands in the first cell.
    said[columns[0]] += [fault for fault in row.faults if fault.column not in said]
    return {
        "number": row.number,
        "cells": [
            {
                "text": row.cells.get(name, ""),
                "faults": [
                    (fault.finding.severity, fault.finding.reason(gettext)) for fault in faults
                ],
                "kind": _kind([fault.finding.severity for fault in faults]),
            }
            for name, faults in said.items()
        ],
    }


def _kind(severities: list[Severity]) -> str:
    if Severity.ERROR in severities:
        return "bad"
    return "wait" if severities else ""


def _progress(request: Request, found: Standing) -> dict[str, Any]:
    job = found.job
    left = job.left(request.now) if job else None
    told = found.refusal
    if told is None and job is not None and job.refusal is not None:
        told = {"template": job.refusal.template, "params": job.refusal.params}
    return {
        "current": 2 if found.state is State.UPLOADED else 3,
        "checking": found.state is State.UPLOADED,
        "job": job,
        "note": gettext(job.note) if job and job.note else "",
        "left": _left(left.total_seconds()) if left is not None else "",
        "sentence": gettext(told["template"]).format(**told["params"]) if told else "",
        "rule": told.get("rule", "") if told else "",
    }


def _left(seconds: float) -> str:
    if seconds < 60:  # noqa: PLR2004 - a minute
        whole = max(int(seconds + 0.5), 1)
        return ngettext("About %(count)d second left", "About %(count)d seconds left", whole) % {
            "count": whole
        }
    minutes = int(seconds / 60 + 0.5)
    return ngettext("About %(count)d minute left", "About %(count)d minutes left", minutes) % {
        "count": minutes
    }


def _urls(request: Request, definition: Import, upload: UUID) -> dict[str, str]:
    names = ("upload", "marked", "rest", "choose", "stop", "again")
    return {name: _address(request, definition, f"-{name}", upload=upload) for name in names}


def _address(request: Request, definition: Import, suffix: str = "", **more: object) -> str:
    match = request.resolver_match
    if match is None:
        raise TypeError("an import's page has an address")
    own = {"definition", "upload", "part"}
    kwargs = {name: value for name, value in match.kwargs.items() if name not in own}
    name = f"{definition.name.rpartition('.')[2]}-import{suffix}"
    return reverse(":".join([*match.namespaces, name]), kwargs={**kwargs, **more})


def _plain(context: Mapping[str, object]) -> dict[str, Any]:
    """Return an address's parameters as an upload stores them."""
    return {name: v if isinstance(v, (int, str)) else str(v) for name, v in context.items()}


def _hint(purpose: Purpose) -> str:
    bounds = limits.configured(purpose.rows)
    return gettext("{kinds}, at most {size} MB and {rows} rows").format(
        kinds=ACCEPTED.replace(",", " "),
        size=bounds.size // limits.MEBIBYTE,
        rows=formats.number(bounds.rows),
    )
