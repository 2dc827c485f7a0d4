"""What a phone keeps of an inspection for the time without a network, and the worker that keeps it.

The pages of one inspection are kept from the arrival to the report, for the person who opened them;
a sealed one never is. What was filled in waits on the phone until it can be sent (`on_site.js`).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from shuzheng.quality.rules.inspection import State

if TYPE_CHECKING:
    from shuzheng.foundation.web.request import Request
    from shuzheng.quality.queries.inspections import InspectionLine

PAGES = ("inspection", "inspection-form", "finding-new", "inspection-report")


def kept(request: Request, line: InspectionLine) -> dict[str, Any]:
    """Return what a page tells the phone: whose it is, and which pages it keeps; none is none."""
    on_site = line.state is State.ON_SITE
    return {
        "person_mark": str(request.actor.person_id),
        "kept_urls": [reverse(f"quality:{name}", args=[line.id]) for name in PAGES if on_site],
    }


@require_safe
def worker(request: Request) -> HttpResponse:
    """Return the service worker; its place in the addresses says what it may answer for."""
    del request
    return HttpResponse(
        _script(), content_type="text/javascript", headers={"Cache-Control": "no-cache"}
    )


@lru_cache(maxsize=1)
def _script() -> bytes:
    found = finders.find("quality/on_site_worker.js")
    assert isinstance(found, str)  # noqa: S101 - it comes with the package
    return Path(found).read_bytes()
