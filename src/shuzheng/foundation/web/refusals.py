"""Turn a refusal into an answer: a page, a fragment beside its cause, or a problem document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from shuzheng.foundation import moves
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable


def sentence(refusal: Refusal) -> str:
    """Return a refusal's sentence in the reader's language."""
    params = {
        name: gettext(value) if isinstance(value, str) and value else value
        for name, value in refusal.params.items()
    }
    return gettext(refusal.template).format(**params)


def problem(refusal: Refusal) -> JsonResponse:
    """Return a refusal as a problem document (RFC 9457) with our code and rule."""
    body = {
        "type": f"urn:shuzheng:refusal:{refusal.code}",
        "title": sentence(refusal),
        "status": refusal.status,
        "code": refusal.code,
    }
    if refusal.rule:
        body["rule"] = refusal.rule
    return JsonResponse(body, status=refusal.status, content_type="application/problem+json")


class RefusalMiddleware:
    """Answers the refusals that a view let through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on with no NUL in its address.

        PostgreSQL stores no NUL, so a look-up by one would be an error instead of finding nothing:
        a page's path with one leads nowhere, and a filter reads it as a space. The interface for
        programs names the place itself.
        """
        if not request.path_info.startswith("/api/"):
            if "\0" in request.path_info:
                raise Http404
            request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "+")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave everything else to be seen as the defect it is."""
        refusal = exception if isinstance(exception, Refusal) else moves.lost_race(exception)
        if refusal is None:
            return None
        if request.path.startswith("/api/"):
            return problem(refusal)
        context = {"sentence": sentence(refusal), "refusal": refusal, "back": _back(request)}
        return render(request, "foundation/refusal.html", context, status=refusal.status)


def _back(request: HttpRequest) -> str:
    """Return where the reader came from, if that is one of our own pages."""
    referer = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}/"
    return referer.removeprefix(own.rstrip("/")) if referer.startswith(own) else "/"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old or came from elsewhere, without the framework's jargon."""
    del reason
    return render(request, "foundation/stale_form.html", {"back": _back(request)}, status=403)
