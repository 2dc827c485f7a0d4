"""The page behind the code on a paper, for people and for programs.

It is the busiest page of the platform and the same for everybody, so it asks no session and no
account, holds no form, and is kept in memory, drawn, until what it shows changes: the state of the
certificate, a status list, the log's head. What is kept is cut in two where the time of the check
stands; each visitor gets the present time in between. One query decides whether a page is still
right (`pages.edition`).
"""

from __future__ import annotations

import json
import zlib
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from shuzheng.credentials.core import envelope, instants
from shuzheng.credentials.queries import pages_verification as pages
from shuzheng.credentials.queries import verification
from shuzheng.credentials.web import bare, reports, verify, words
from shuzheng.foundation.web import limiter, refusals
from shuzheng.kernel import periods
from shuzheng.kernel.actor import PUBLIC
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import datetime

    from shuzheng.credentials.queries.pages_verification import Edition, Examination
    from shuzheng.foundation.web.request import Request

Drawn = TypeVar("Drawn")

KEPT = 2_000
STALE_AFTER = 3_600
"""Names (of a certificate, of an organisation) may change without a new edition; seconds."""
HTML, JSON = "text/html", "application/json"
CUT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in the drawn page where the time of the check will stand; in no name and no sentence."""
HEADERS = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "public, max-age=30"}


@require_safe
def page(request: Request, token: str) -> HttpResponse:
    """Show the certificate whose paper carries this code, to people or (by Accept) to programs."""
    if request.get_preferred_type([HTML, JSON]) == JSON:
        return document(request, token)
    request.actor = PUBLIC
    verify.limit(request)
    edition = pages.edition(token, request.now)
    if edition is None:
        return verify.absent(request, verification.UnknownCode(), by_code=True)
    language = bare.language(request)
    before, after = _pages.get(
        (_key(edition, request.now), language), lambda: _draw(edition, language, request.now)
    )
    with translation.override(language):
        checked = words.full_instant(request.now).encode()
    answer = HttpResponse(b"".join((before, checked, after)), headers=HEADERS)
    patch_vary_headers(answer, ("Accept", "Cookie"))
    return answer


@require_safe
def document(request: Request, token: str) -> HttpResponse:
    """Answer programs with the public fields, the status and every check."""
    try:
        verify.limit(request)
        edition = pages.edition(token, request.now)
        if edition is None:
            raise verification.UnknownCode
    except Refusal as refusal:
        return _problem(refusal)
    language = bare.language(request)
    kept = _documents.get(
        (_key(edition, request.now), language), lambda: _describe(edition, language, request.now)
    )
    body = f'{{"checked_at": "{instants.write(request.now)}", {kept[1:]}'
    answer = HttpResponse(
        body, content_type=JSON, headers={**HEADERS, "Access-Control-Allow-Origin": "*"}
    )
    patch_vary_headers(answer, ("Accept", "Cookie"))
    return answer


@require_safe
def bundle(request: Request, token: str) -> HttpResponse:
    """Hand out the signed credential with its proof and its status, to be checked without us."""
    verify.limit(request)
    credential, proof, lists = pages.credential_of(token)
    held = envelope.bundle(json.loads(credential), proof, [json.loads(one) for one in lists])
    name = json.loads(credential)["credentialSubject"]["licenseNumber"]
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.json")
    return HttpResponse(
        json.dumps(held, ensure_ascii=False),
        content_type=JSON,
        headers={**HEADERS, "Content-Disposition": str(disposition)},
    )


@require_safe
def report(request: Request, token: str) -> HttpResponse:
    """Hand out the dated report on this certificate."""
    verify.limit(request, verify.REPORT_COST)
    with translation.override(bare.language(request)):
        return reports.of_found(pages.by_code(token, request.now))


class Kept(Generic[Drawn]):
    """What was examined or drawn, by edition and time; the longest unused goes first."""

    def __init__(self, most: int) -> None:
        self._held: OrderedDict[Hashable, Drawn] = OrderedDict()
        self._most = most

    def get(self, key: Hashable, make: Callable[[], Drawn]) -> Drawn:
        """Return what is kept under `key`, made where nothing is."""
        try:
            self._held.move_to_end(key)
            return self._held[key]
        except KeyError:
            made = self._held[key] = make()
        while len(self._held) > self._most:
            self._held.popitem(last=False)
        return made


_pages: Kept[tuple[bytes, bytes]] = Kept(KEPT)
_documents: Kept[str] = Kept(KEPT)
_examined: Kept[Examination] = Kept(KEPT)


def _examination(edition: Edition, now: datetime) -> Examination:
    """Return what page and document both say, examined once for both and for every language."""
    return _examined.get(_key(edition, now), lambda: pages.by_code(edition.token, now))


def _draw(edition: Edition, language: str, now: datetime) -> tuple[bytes, bytes]:
    """Return the page before and after the time of the check."""
    token = edition.token
    with translation.override(language):
        found = _examination(edition, now)
        context = {
            **verify.context_of(found),
            "shell": bare.shell(reverse("credentials:code", args=[token])),
            "now": now,
            "checked": CUT,
            "report_url": f"{reverse('credentials:code-report', args=[token])}?lang={language}",
        }
        text = render_to_string("credentials/verify/code.html", context)
    before, _, after = text.partition(CUT)
    return before.encode(), after.encode()


def _describe(edition: Edition, language: str, now: datetime) -> str:
    """Return the JSON of a certificate, but for the time of the check."""
    with translation.override(language):
        found = words.machine(_examination(edition, now))
    return json.dumps(found, ensure_ascii=False)


def _key(edition: Edition, now: datetime) -> Hashable:
    """Return what an examination is kept by: a certificate can run out with the province's day.

    The last part changes every `STALE_AFTER` seconds, each certificate's at another one, so that
    they are not all drawn anew at once.
    """
    shifted = int(now.timestamp()) + zlib.crc32(edition.token.encode())
    return edition, periods.day(now), shifted // STALE_AFTER


def _problem(refusal: Refusal) -> HttpResponse:
    answer = refusals.problem(refusal)
    if isinstance(refusal, limiter.TooMany):
        answer["Retry-After"] = str(refusal.params["seconds"])
    return answer
