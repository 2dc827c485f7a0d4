"""Qualifications: the list, one of them, granting, revoking, importing."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import files
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Act, Fact, Term
from shuzheng.foundation.web import gate, leaving
from shuzheng.foundation.web.refusals import sentence
from shuzheng.identity.services import exporting
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.workforce.access import Permission
from shuzheng.workforce.queries import pages
from shuzheng.workforce.rules.qualifications import State
from shuzheng.workforce.services import qualifications
from shuzheng.workforce.sheets.qualifications import LISTED
from shuzheng.workforce.web import forms, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse

    from shuzheng.foundation.ui.listing import Wish
    from shuzheng.foundation.web.request import Request
    from shuzheng.identity.services.persons import Found
    from shuzheng.workforce.queries.pages import QualificationLine, QualificationPage

TAKEN = ("pdf", "png", "jpeg")
COLUMNS = (
    listing.Column("name", _("Name"), sortable=True, lead=True),
    listing.Column("certificate", _("Certificate"), sortable=True, wide=True),
    listing.Column("level", _("Level")),
    listing.Column("kind", pgettext_lazy("qualification", "Kind")),
    listing.Column("background", _("Comes from")),
    listing.Column("organisation", _("Evaluation organisation"), sortable=True, wide=True),
    listing.Column("issued", pgettext_lazy("qualification", "Issued"), sortable=True, hidden=True),
    listing.Column("expires", _("Last day"), sortable=True, short=_("until")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
VIEWS = {
    "valid": _("Valid"),
    "expiring": _("About to expire"),
    "over": _("Expired or revoked"),
    "all": _("All"),
}


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the qualifications of the own organisation, or of the province."""
    actor, today = request.actor, periods.day(request.now)
    actor.require(Permission.QUALIFICATION_VIEW)
    wish = listing.read(request.GET, COLUMNS, sort="expires", views=tuple(VIEWS))
    filters = forms.QualificationFilters(request.GET, certificates=pages.certificate_choices(actor))
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, wish, filters, chosen)
    found = pages.listed(actor, wish, today, **chosen)
    soon, _first = pages.expiring(actor, today)
    is_own = actor.reach is Reach.ORGANISATION
    page = {
        "crumbs": words.trail((_("Assessors and trainers"), "")),
        "listing": listing.Listing(
            request.GET,
            wish,
            [one for one in COLUMNS if not (is_own and one.key == "organisation")],
            listing.Found([_row(line) for line in found.rows], found.total, found.page),
            filters=filters,
            saved=[
                listing.View(view, label, soon if view == "expiring" else None)
                for view, label in VIEWS.items()
            ],
            caption=_("Assessors and trainers"),
            unit=_("qualifications"),
        ),
        "is_own": is_own,
        "may_grant": actor.may(Permission.QUALIFICATION_GRANT),
    }
    return render(request, "workforce/list.html", page)


def _exported(
    request: Request, wish: Wish, filters: forms.QualificationFilters, chosen: Mapping[str, Any]
) -> HttpResponse:
    today = periods.day(request.now)
    body = exporting.workbook(
        LISTED,
        (asdict(line) for line in pages.every(request.actor, wish, today, **chosen)),
        printed_by=str(request.actor_label),
        filter_words="；".join(
            f"{filters.fields[name].label}：{listing.words_of(filters.fields[name], value)}"
            for name, value in chosen.items()
        ),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{LISTED.title}.xlsx", body, leaving.XLSX)


@gate.signed_in
@require_safe
def show(request: Request, qualification: int) -> HttpResponse:
    """Show one qualification with its document and what happened to it."""
    found = pages.one(qualification, request.actor, periods.day(request.now))
    page = {
        "crumbs": words.trail(
            (_("Assessors and trainers"), reverse("workforce:qualifications")),
            (found.line.name, ""),
        ),
        "qualification": found,
        "chip": words.state(found.line.state),
        "meta": [
            Fact("award", f"{found.line.certificate} · {words.level(found.line.level)}"),
            Fact("building", found.line.organisation),
        ],
        "about": _about(found, request.now),
        "acts": _acts(found, request),
    }
    return render(request, "workforce/detail.html", page)


@gate.signed_in
@sensitive_post_parameters("name", "document_number")
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: Request) -> HttpResponse:
    """Grant a qualification for a certificate of the own organisation."""
    request.actor.require(Permission.QUALIFICATION_GRANT)
    form = forms.GrantForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        certificates=[
            (one.id, one.name) for one in certificates.listing(request.actor.organisation_id)
        ],
    )
    if request.method == "POST" and form.is_valid():
        try:
            found = _grant(request, form)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _granted(request, found)
    page = {
        "crumbs": words.trail(
            (_("Assessors and trainers"), reverse("workforce:qualifications")),
            (_("Grant a qualification"), ""),
        ),
        "form": form,
        "cancel_url": reverse("workforce:qualifications"),
    }
    return render(request, "workforce/grant.html", page, status=422 if form.is_bound else 200)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: Request, qualification: int) -> HttpResponse:
    """Revoke a qualification, after a question."""
    found = pages.one(qualification, request.actor, periods.day(request.now))
    request.actor.require(Permission.QUALIFICATION_REVOKE)
    form = forms.RevokeForm(request.POST or None)
    url = reverse("workforce:qualification", args=[qualification])
    if request.method == "POST" and form.is_valid():
        try:
            qualifications.revoke(
                qualification, form.cleaned_data["reason"], actor=request.actor, now=request.now
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, gettext("The qualification is revoked."))
            return redirect(url)
    page = {
        "crumbs": words.trail(
            (found.line.name, url), (pgettext_lazy("qualification", "Revoke"), "")
        ),
        "line": found.line,
        "level": words.level(found.line.level),
        "form": form,
        "cancel_url": url,
    }
    return render(request, "workforce/revoke.html", page, status=422 if form.is_bound else 200)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: Request) -> HttpResponse:
    """Take the document that backs an import, then lead on to the workbook."""
    request.actor.require(Permission.QUALIFICATION_GRANT)
    form = forms.EvidenceForm(
        request.POST if request.method == "POST" else None, request.FILES or None
    )
    if request.method == "POST" and form.is_valid():
        try:
            stored = _store(form.cleaned_data["document"], request)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return redirect("workforce:qualifications-import", stored)
    page = {
        "crumbs": words.trail(
            (_("Assessors and trainers"), reverse("workforce:qualifications")),
            (_("Import qualifications"), ""),
        ),
        "form": form,
        "cancel_url": reverse("workforce:qualifications"),
    }
    return render(request, "workforce/evidence.html", page, status=422 if form.is_bound else 200)


@transaction.atomic
def _grant(request: Request, form: forms.GrantForm) -> Found:
    """Store the document and grant on it, both or neither."""
    stored = _store(form.cleaned_data["document"], request)
    return qualifications.grant_by_document(
        form.row(),
        form.particulars(),
        document_id=stored,
        actor=request.actor,
        now=request.now,
    )


def _store(upload: UploadedFile[bytes], request: Request) -> int:
    return files.store(upload, actor=request.actor, now=request.now, kinds=TAKEN).pk


def _granted(request: Request, found: Found) -> HttpResponse:
    if found.person_id:
        messages.success(request, gettext("The qualification is granted."))
    else:
        messages.warning(
            request,
            gettext(
                "This document is registered under another name. Nothing was granted; the office"
                " will decide."
            ),
        )
    return redirect("workforce:qualifications")


def _row(line: QualificationLine) -> dict[str, Any]:
    return {
        **asdict(line),
        "url": reverse("workforce:qualification", args=[line.id]),
        "level_word": words.level(line.level),
        "kind_word": words.label(line.kind),
        "background_word": words.label(line.background),
        "chip": words.state(line.state),
    }


def _about(found: QualificationPage, now: datetime) -> list[Term]:
    line = found.line
    about = [
        Term(_("Number of the qualification"), line.number, code=True),
        Term(pgettext_lazy("qualification", "Kind"), words.label(line.kind)),
        Term(_("Comes from"), words.label(line.background)),
        Term(_("Identity document"), line.document_masked, code=True),
        Term(_("Day of issue"), formats.day_words(line.issued_on, now)),
        Term(_("Last day"), formats.day_words(line.expires_on, now)),
        Term(_("Document"), found.document_name, reverse("files:download", args=[found.document])),
    ]
    if line.revoked_on is not None:
        about.append(Term(_("Revoked on"), formats.day_words(line.revoked_on, now)))
        about.append(Term(_("Why it is revoked"), line.revoked_reason))
    return about


def _acts(found: QualificationPage, request: Request) -> list[Act]:
    if not request.actor.may(Permission.QUALIFICATION_REVOKE) or found.line.revoked_on:
        return []
    url = reverse("workforce:revoke", args=[found.line.id])
    note = "" if found.line.state is not State.EXPIRED else _("It has expired by itself.")
    return [
        Act(pgettext_lazy("qualification", "Revoke"), url, "ban", "danger", dialog=True, note=note)
    ]
