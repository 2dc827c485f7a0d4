"""What a browser keeps of the offline check: the worker that keeps it, and the page as an app.

The worker's first line names the edition: a digest of the pages and of every file they load. When
one of them changes, browsers see another worker and fetch everything anew; until then they open the
page without any network. The files are those that the page itself names, and the modules that its
script imports, under the addresses by which it imports them.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shuzheng.credentials.web import bare, offline

if TYPE_CHECKING:
    from shuzheng.foundation.web.request import Request

FAMILY = "shuzheng-offline-"
IMPORTED = (
    *(
        f"credentials/offline/{name}.js"
        for name in (
            "bytes",
            "code",
            "credential",
            "decoder",
            "documents",
            "ed25519",
            "files",
            "judge",
            "keeping",
            "logged",
            "numbers",
            "strict",
            "telling",
            "trust",
        )
    ),
    "foundation/vendor/noble-ed25519.js",
    "foundation/vendor/zxing_reader.wasm",
)
WORKER = "credentials/offline/worker.js"
NAMED = re.compile(r'(?:src|href)="([^"#?]+)')
REVALIDATED = {"Cache-Control": "no-cache"}


@require_safe
def worker(request: Request) -> HttpResponse:
    """Return the service worker of the offline check."""
    del request
    line = f"const EDITION = {json.dumps(_edition())};\n"
    return HttpResponse(
        line + _content(WORKER).decode(), content_type="text/javascript", headers=REVALIDATED
    )


@require_safe
def manifest(request: Request) -> HttpResponse:
    """Return what makes the page an app: its name, where it starts, how it looks."""
    language = bare.language(request)
    place = reverse("credentials:offline")
    with translation.override(language):
        about = {
            "name": _("Checking certificates without a network"),
            "short_name": _("Check certificates"),
            "lang": translation.to_locale(language).replace("_", "-"),
            "id": place,
            "start_url": f"{place}?lang={language}",
            "scope": place,
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#0f363d",
            "icons": [
                {"src": static("foundation/mark.svg"), "sizes": "any", "type": "image/svg+xml"}
            ],
        }
    return HttpResponse(
        json.dumps(about, ensure_ascii=False),
        content_type="application/manifest+json",
        headers=REVALIDATED,
    )


@lru_cache(maxsize=1)
def _edition() -> dict[str, object]:
    """Return the name of the edition, its pages and its files; neither changes while we run."""
    place = reverse("credentials:offline")
    drawn = {f"{place}?lang={code}": offline.draw(code) for code, _name in settings.LANGUAGES}
    named = {found for text in drawn.values() for found in NAMED.findall(text)}
    files = sorted(
        {found for found in named if found.startswith(settings.STATIC_URL)}
        | {f"{settings.STATIC_URL}{name}" for name in IMPORTED}
    )
    digest = hashlib.sha256(repr((sorted(drawn.items()), files)).encode())
    for name in (*IMPORTED, WORKER):
        digest.update(_content(name))
    return {
        "family": FAMILY,
        "name": f"{FAMILY}{digest.hexdigest()[:16]}",
        "pages": list(drawn),
        "files": files,
    }


def _content(name: str) -> bytes:
    found = finders.find(name)
    assert isinstance(found, str)  # noqa: S101 - it comes with the package
    return Path(found).read_bytes()
