"""The log's files as C2SP tlog-tiles wants them served, for readers that are programs.

Whoever fronts the platform with a web server can serve the same files from `LOG_DIR`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from shuzheng.transparency.queries import evidence, heads, stored
from shuzheng.transparency.services import export

if TYPE_CHECKING:
    from django.http import HttpRequest

PLAIN = "text/plain; charset=utf-8"
BINARY = "application/octet-stream"
FOR_EVER = "public, max-age=31536000, immutable"
NEVER = "no-store"
TILES = "tile/"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Return the newest checkpoint, never from a cache."""
    del request
    head = heads.newest()
    if head is None:
        raise export.NothingPublished
    return HttpResponse(head.note, content_type=PLAIN, headers={"Cache-Control": NEVER})


@require_safe
def proof(request: HttpRequest, index: int) -> HttpResponse:
    """Return the proof of one entry under the newest checkpoint, as a C2SP tlog-proof."""
    del request
    found = evidence.inclusion(index)
    headers = {
        "Cache-Control": NEVER,
        "Content-Disposition": f'attachment; filename="entry-{index}.tlog-proof"',
    }
    return HttpResponse(str(found.proof), content_type=PLAIN, headers=headers)


@require_safe
def tile(request: HttpRequest, place: str) -> HttpResponse:
    """Return a tile or an entry bundle, to be kept for ever."""
    del request
    data = stored.tile(place)
    return HttpResponse(data, content_type=BINARY, headers={"Cache-Control": FOR_EVER})


@require_safe
def published_tile(request: HttpRequest, place: str) -> HttpResponse:
    """Return a tile or an entry bundle from its file, which never changes once it is there."""
    del request
    data = export.published(f"{TILES}{place}")
    return HttpResponse(data, content_type=BINARY, headers={"Cache-Control": FOR_EVER})
