"""Middleware that answers verifiers' programs before anybody is asked who they are.

Tiles of the log and status lists are public, signed, and the same for everyone, and a busy verifier
asks for thousands. They are handed out as static files are: without session, language or rights.
Whatever cannot be answered so goes the ordinary way, which says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.credentials.web import published
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.web import served

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponseBase

    from shuzheng.foundation.web.request import Request

VIEWS = {"/status/": published.status_list, "/log/tile/": served.published_tile}
METHODS = frozenset({"GET", "HEAD"})


class EarlyMiddleware:
    """Calls the view of a public file directly."""

    def __init__(self, get_response: Callable[[Request], HttpResponseBase]) -> None:
        """Take what answers everything else."""
        self._get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        """Answer, or leave it to the others."""
        path = request.path_info
        for prefix, view in VIEWS.items():
            if path.startswith(prefix) and request.method in METHODS:
                try:
                    answer = view(request, path.removeprefix(prefix))
                except Refusal:
                    break
                # CommonMiddleware, which says so elsewhere, comes later; without it the web server
                # would send the answer in chunks.
                if answer.content:
                    answer["Content-Length"] = str(len(answer.content))
                return answer
        return self._get_response(request)
