"""Pages that are the same for everybody: no session, no form, the language from the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest

from shuzheng.foundation.ui.context import Shell

if TYPE_CHECKING:
    from shuzheng.foundation.web.request import Request


def shell(path: str) -> Shell:
    """Return the frame of a page at `path` as a visitor without an account sees it."""
    request = HttpRequest()
    request.path = path
    found = Shell(request)
    # The switch of languages is a form with a visitor's own token; such a page has a link instead.
    found.urls["language"] = ""
    return found


def language(request: Request) -> str:
    """Return the language asked for in the address, else the one settled for the request."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else request.LANGUAGE_CODE
