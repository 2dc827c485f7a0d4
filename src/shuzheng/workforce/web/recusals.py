"""Conflicts of interest: what was declared, and declaring one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.web import gate
from shuzheng.foundation.web.refusals import sentence
from shuzheng.kernel.refusals import Refusal
from shuzheng.workforce.access import Permission
from shuzheng.workforce.queries import pages
from shuzheng.workforce.rules.qualifications import Ground
from shuzheng.workforce.services import recusals
from shuzheng.workforce.web import forms, words

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("candidate", _("Candidate"), lead=True),
    listing.Column("assessor", _("Assessor")),
    listing.Column("ground", pgettext_lazy("recusal", "Ground")),
    listing.Column("declared", _("Declared"), end=True),
)


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the conflicts of interest that the actor may know of."""
    wish = listing.read(request.GET, COLUMNS)
    found = pages.recusals(request.actor, wish)
    rows = [{**asdict(line), "ground_word": words.label(line.ground)} for line in found.rows]
    page = {
        "crumbs": words.trail((_("Conflicts of interest"), "")),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found(rows, found.total, found.page),
            caption=_("Conflicts of interest"),
            unit=_("declarations"),
            exports=(),
        ),
    }
    return render(request, "workforce/recusals.html", page)


@gate.signed_in
@sensitive_post_parameters("name", "document_number")
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: Request) -> HttpResponse:
    """Declare that an assessor must not mark a candidate."""
    actor = request.actor
    actor.require(Permission.RECUSAL_DECLARE)
    form = forms.RecusalForm(request.POST or None, assessors=pages.assessor_choices(actor))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            recusals.declare_by_document(
                data.get("assessor") or actor.person_id,
                form.row(),
                Ground(data["ground"]),
                actor=actor,
                now=request.now,
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, gettext("The conflict of interest is on record."))
            return redirect("workforce:recusals")
    page = {
        "crumbs": words.trail(
            (_("Conflicts of interest"), reverse("workforce:recusals")), (_("Declare one"), "")
        ),
        "form": form,
        "cancel_url": reverse("workforce:recusals"),
    }
    return render(request, "workforce/declare.html", page, status=422 if form.is_bound else 200)
