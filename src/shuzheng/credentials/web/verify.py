"""Verification by anybody: by number and name, or by the file.

Rule: R-112. Both are asked by POST, so that no name enters an address or a log; what was typed or
handed in is looked at once and not kept. The page behind the code on a paper is in `coded`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.credentials.core.verifying import Verdict
from shuzheng.credentials.queries import pages_appeals, pages_files, verification
from shuzheng.credentials.queries import pages_verification as pages
from shuzheng.credentials.rules.status import State
from shuzheng.credentials.web import (
    disclosed_words,
    drawing,
    offline_words,
    presented_words,
    record_words,
    reports,
    words,
)
from shuzheng.credentials.web.forms import PairForm
from shuzheng.foundation.files import naming
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Chip
from shuzheng.foundation.web import limiter
from shuzheng.foundation.web.refusals import sentence
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from shuzheng.credentials.queries.pages_verification import Examination
    from shuzheng.foundation.web.request import Request

LARGEST_FILE = 10 * 1024 * 1024
FILE_COST = 4
REPORT_COST = 4
MEGABYTE = 1024 * 1024
EXPLAINED = (
    (Verdict.VALID, "ok", "check", gettext_lazy("Every check held; the status is of today.")),
    (
        Verdict.SUSPENDED,
        "wait",
        "pause",
        gettext_lazy("The certificate is genuine; a doubt about it is being looked into."),
    ),
    (
        Verdict.REVOKED,
        "bad",
        "ban",
        gettext_lazy("It was issued once; day, kind of reason and decision are shown."),
    ),
    (
        Verdict.REPLACED,
        "wait",
        "swap",
        gettext_lazy("A corrected certificate with another number took its place."),
    ),
    (
        Verdict.ALTERED,
        "bad",
        "alert",
        gettext_lazy("The file and what was signed differ; both are shown side by side."),
    ),
    (
        Verdict.STATUS_UNKNOWN,
        "wait",
        "clock",
        gettext_lazy("The signature is good, and no fresh status list was at hand."),
    ),
)
DIFFERENCES = (
    listing.Column("label", pgettext_lazy("comparison", "Statement"), lead=True),
    listing.Column("said", gettext_lazy("In the file"), short=gettext_lazy("In the file")),
    listing.Column(
        "registered", gettext_lazy("In the register"), short=gettext_lazy("In the register")
    ),
    listing.Column("result", gettext_lazy("Result"), end=True),
)


class FileTooLarge(Refusal):
    """More than any certificate's file holds."""

    code = "verification-file-too-large"
    status = 413
    template = "The file has {size} MB; a certificate's file has at most {limit} MB."


class NoFile(Refusal):
    """The form came without a file."""

    code = "verification-no-file"
    template = "Choose the certificate's file first."


@dataclass(frozen=True, slots=True)
class Explained:
    """One possible result, on the page that explains them."""

    chip: Chip
    text: str


@sensitive_post_parameters("number", "holder")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: Request) -> HttpResponse:
    """Show the form; answer a number and name with the result, or as if there were none."""
    if request.method != "POST":
        return _form(request)
    limit(request)
    form = PairForm(request.POST)
    if not form.is_valid():
        return _form(request, form=form, status=422)
    pair = form.cleaned_data
    try:
        found = pages.by_number(pair["number"], pair["holder"], request.now)
    except verification.NotFound as refusal:
        return absent(request, refusal)
    return _result(request, found, {"sealed": reports.seal(found)})


@never_cache
@require_POST
def verify_file(request: Request) -> HttpResponse:
    """Answer a file with what it is worth."""
    limit(request, FILE_COST)
    try:
        name, data = _received(request)
    except Refusal as refusal:
        return _form(request, file_fault=sentence(refusal), status=refusal.status)
    digest = hashlib.sha256(data).hexdigest()
    found = pages_files.by_file(data, request.now)
    sealed = reports.seal(found, (name, digest))
    extra = {"sealed": sealed, "file_name": name, "digest": digest, "advice": _advice(found)}
    return _result(request, found, extra)


@never_cache
@require_POST
def report(request: Request) -> HttpResponse:
    """Answer with the printable report on a result shown before."""
    limit(request, REPORT_COST)
    return reports.of_sealed(request.POST.get("finding", ""))


def limit(request: Request, cost: int = 1) -> None:
    """Refuse an address that asks more often than people do."""
    limiter.check(
        request,
        "verification",
        now=request.now,
        per_minute=settings.VERIFICATION_PER_MINUTE,
        loopback=settings.LOOPBACK_PER_MINUTE,
        cost=cost,
    )


def absent(request: Request, refusal: Refusal, *, by_code: bool = False) -> HttpResponse:
    """Say that nothing was found; a wrong name and a number never given look the same."""
    context = {"sentence": sentence(refusal), "by_code": by_code}
    answer = render(request, "credentials/verify/absent.html", context, status=refusal.status)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def context_of(found: Examination) -> dict[str, Any]:
    """Return what every result page shows, however somebody asked."""
    shown, sheet = words.head(found), found.sheet
    default = {"ok": "check", "wait": "pause", "bad": "ban", "off": "search"}
    return {
        "shown": shown,
        "mark": shown.icon or default[shown.kind],
        "tally": words.tally(found),
        "checks": words.checks(found.lines),
        "differences": [(one, _(one.label), words.chip_of(one)) for one in found.differences]
        if not all(one.equal for one in found.differences)
        else [],
        "difference_columns": DIFFERENCES,
        "drawing": drawing.of(sheet) if sheet else None,
        "terms": words.terms(sheet, found.verdict) if sheet else [],
        "ended": words.ended(sheet) if sheet else None,
        "appeal": _appeal(sheet.since) if sheet and sheet.state is State.REVOKED else "",
        "link": sheet.url if sheet else "",
        "record_terms": record_words.terms(found.record) if found.record else [],
        "presented": presented_words.terms(found.presentation) if found.presentation else [],
        "parts": record_words.parts(found),
        "disclosed": disclosed_words.terms(found),
        "offline": found.verdict in {Verdict.VALID, Verdict.STATUS_UNKNOWN},
        "bundle_url": f"/v/{sheet.token}/bundle.json" if sheet else "",
    }


def _result(request: Request, found: Examination, extra: dict[str, Any]) -> HttpResponse:
    context = {
        **context_of(found),
        "checked": words.full_instant(found.checked_at),
        **extra,
    }
    answer = render(request, "credentials/verify/result.html", context)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _form(
    request: Request, *, form: PairForm | None = None, file_fault: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form or PairForm(),
        "file_fault": file_fault,
        "words": offline_words.spoken(),
        "verdicts": [
            Explained(Chip(kind, words.TITLES[verdict], icon), str(text))
            for verdict, kind, icon, text in EXPLAINED
        ],
    }
    return render(request, "credentials/verify/form.html", context, status=status)


def _received(request: Request) -> tuple[str, bytes]:
    file = request.FILES.get("file")
    if file is None:
        raise NoFile
    size = file.size or 0
    if size > LARGEST_FILE:
        raise FileTooLarge(size=f"{size / MEGABYTE:.1f}", limit=LARGEST_FILE // MEGABYTE)
    return naming.clean(file.name or ""), file.read()


def _appeal(revoked_on: date) -> str:
    return _(
        "The holder may appeal once, to the provincial department of education, until {day}, under"
        " “My certificates”. Until the appeal is decided the state stays as it is."
    ).format(day=words.full_day(pages_appeals.last_day(revoked_on)))


def _advice(found: Examination) -> list[tuple[str, str]]:
    """Return what whoever holds a file that proves nothing can do now."""
    if found.verdict not in {Verdict.ALTERED, Verdict.NOT_TRUSTED, Verdict.MALFORMED}:
        return []
    return [
        (
            _("Whoever received the file"),
            _("Ask the holder to download it anew under “My certificates”, or scan the paper."),
        ),
        (
            _("The holder"),
            _(
                "Saving anew, cutting or stamping the PDF is enough to spoil it."
                " Sign in and download the original."
            ),
        ),
        (
            _("Whoever suspects a forgery"),
            _("Keep the file and this report, and tell the organisation named on the certificate."),
        ),
    ]
