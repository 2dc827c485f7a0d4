"""For programs: which pages are not for search engines, and whether the platform is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest

CLOSED = ("/accounts/", "/account", "/api/", "/certificates", "/desk", "/files/", "/jobs/")
"""What lies behind a sign-in. Pages of single certificates are not listed: they carry `noindex`,
which a search engine can only obey on a page that it may read."""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what is not for them."""
    del request
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    if not settings.IS_PRODUCTION:
        lines = ["User-agent: *", "Disallow: /"]
    return HttpResponse(
        "\n".join(lines) + "\n",
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "public, max-age=86400"},
    )


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Say whether the platform answers and its database does; 503 where it does not."""
    del request
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"ok": False, "database": False}, status=503)
    return JsonResponse({"ok": True, "database": True})
