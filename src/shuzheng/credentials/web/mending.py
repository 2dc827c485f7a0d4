"""Replace a certificate, print it again, open what a change rests on; and many at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.rules.status import CERTIFICATE, Mend, State, Verb
from shuzheng.credentials.services import mending
from shuzheng.credentials.web import trails
from shuzheng.credentials.web.forms import EvidenceForm, MendForm, ReasonForm
from shuzheng.foundation import files
from shuzheng.foundation.web import acting, gate
from shuzheng.foundation.web.files import attached

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse

    from shuzheng.credentials.models import Certificate
    from shuzheng.foundation.web.request import Request

PROOFS = ("pdf", "png", "jpeg")


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: Request, number: str) -> HttpResponse:
    """Ask what was wrong and what proves it, then issue the corrected certificate."""
    row = _mendable(request, number, Verb.REPLACE)

    def act(data: dict[str, Any]) -> HttpResponse:
        with transaction.atomic():
            made = mending.replace(
                number,
                Mend(data["mend"]),
                data["reason"],
                kept(data["proof"], request) if data["proof"] else None,
                actor=request.actor,
                now=request.now,
            )
        trails.publish_soon(request)
        messages.success(request, _("The corrected certificate is issued; this is it."))
        return redirect("credentials:certificate", made)

    form = MendForm(acting.posted(request), acting.uploaded(request))
    page = trails.page_of(number, _("Replace by a corrected one")) | {"row": row}
    return acting.form(request, "credentials/desk/replace.html", page, form, act)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def reissue(request: Request, number: str) -> HttpResponse:
    """Ask why, then count another copy of the paper."""
    row = _mendable(request, number, Verb.REISSUE)

    def act(data: dict[str, Any]) -> HttpResponse:
        copies = mending.reissue(number, data["reason"], actor=request.actor, now=request.now)
        said = _("Copy {copies} can be downloaded and printed now.").format(copies=copies)
        messages.success(request, said)
        return redirect("credentials:certificate", number)

    form = ReasonForm(acting.posted(request))
    page = trails.page_of(number, _("Issue the paper again")) | {"holder": row.holder}
    return acting.form(request, "credentials/desk/reissue.html", page, form, act)


@gate.signed_in
@require_POST
def proof(request: Request, change: int) -> HttpResponse:
    """Give out the document that a change rests on; leaves a record."""
    return attached(mending.open_proof(change, actor=request.actor, now=request.now))


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: Request) -> HttpResponse:
    """Take the document that many changes rest on, then lead on to the workbook."""
    request.actor.require(Permission.CERTIFICATE_SUSPEND)
    form = EvidenceForm(acting.posted(request), acting.uploaded(request))
    stored: list[int] = []

    def act(data: Mapping[str, Any]) -> None:
        stored.append(kept(data["document"], request))

    if acting.done(request, form, act):
        return redirect("credentials:changes-import", stored[0])
    page = {
        "crumbs": trails.trail((_("Change many certificates"), "")),
        "cancel_url": reverse("credentials:register"),
    }
    return acting.page(request, "credentials/desk/evidence.html", form, page)


def _mendable(request: Request, number: str, verb: Verb) -> Certificate:
    row = access.issued_by(number, request.actor, Permission.CERTIFICATE_MEND)
    CERTIFICATE.after(State(row.state), verb)
    return row


def kept(file: UploadedFile[bytes], request: Request) -> int:
    """Store a document sealed, for it names people and their identity documents; returns its id."""
    row = files.store(file, actor=request.actor, now=request.now, kinds=PROOFS, sealed=True)
    return row.pk
