"""What verifiers fetch: status lists, the trust file, issuers' identifiers, types.

All of it is public, signed or refers to what is signed, and may be read from any site's scripts.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.encoding import force_bytes
from django.utils.http import content_disposition_header, parse_etags, quote_etag
from django.views.decorators.http import require_safe

from shuzheng.credentials.core.forms import sdjwt
from shuzheng.credentials.queries import trust
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from shuzheng.foundation.web.request import Request

CREDENTIAL = "application/vc"
"""The registered media type of a credential with an embedded proof (W3C VC Data Model 2.0)."""
DID = "application/did+ld+json"
JSON = "application/json"
FEW_MINUTES = "public, max-age=300"


class NoSuchList(Refusal):
    """Nothing was ever published here."""

    code = "no-such-status-list"
    status = 404
    template = "There is no status list at this address."


class NoSuchIdentifier(Refusal):
    """The organisation issues under no identifier of this host."""

    code = "no-such-identifier"
    status = 404
    template = "No organisation issues certificates under this identifier."


@require_safe
def status_list(request: Request, token: str) -> HttpResponse:
    """Return a status list credential as it was last signed."""
    held = trust.status_list(token)
    if held is None:
        raise NoSuchList
    return _published(request, held.body, CREDENTIAL, held.digest)


@require_safe
def trust_file(request: Request) -> HttpResponse:
    """Return the trust file; it is the same while no key, list or checkpoint is new."""
    etag = hashlib.sha256(repr(trust.edition()).encode()).hexdigest()
    if _is_known(request, etag):
        return _unchanged(etag)
    document = json.dumps(trust.document(request.now), ensure_ascii=False)
    answer = _published(request, document, JSON, etag)
    answer["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename="trust.json")
    )
    return answer


@require_safe
def did_document(request: Request, code: str) -> HttpResponse:
    """Return the document of an organisation's did:web identifier."""
    document = trust.did_document(code)
    if document is None:
        raise NoSuchIdentifier
    return _published(request, json.dumps(document, ensure_ascii=False), DID)


@require_safe
def certificate_type(request: Request) -> HttpResponse:
    """Describe the type that certificates shown in part are of (`vct`); it never changes."""
    document = sdjwt.type_metadata(settings.PUBLIC_URL)
    return _published(request, json.dumps(document, ensure_ascii=False), JSON)


def _published(
    request: Request, document: str | bytes, media_type: str, etag: str = ""
) -> HttpResponse:
    etag = etag or hashlib.sha256(force_bytes(document)).hexdigest()
    if _is_known(request, etag):
        return _unchanged(etag)
    return HttpResponse(document, content_type=media_type, headers=_headers(etag))


def _is_known(request: Request, etag: str) -> bool:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return quote_etag(etag) in {one.removeprefix("W/") for one in known}


def _unchanged(etag: str) -> HttpResponseNotModified:
    return HttpResponseNotModified(headers=_headers(etag))


def _headers(etag: str) -> dict[str, str]:
    return {
        "ETag": quote_etag(etag),
        "Cache-Control": FEW_MINUTES,
        "Access-Control-Allow-Origin": "*",
    }
