"""The offline check: one page for everybody, a worker that names every file, an app's manifest."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.web import kept_files

if TYPE_CHECKING:
    from django.test import Client

OWN = Path(kept_files.__file__).parents[1] / "static" / "credentials" / "offline"
IMPORT = re.compile(r'^import .* from "([^"]+)";$', re.MULTILINE)

pytestmark = pytest.mark.django_db


def edition(client: Client) -> dict[str, Any]:
    line = client.get("/verify/offline.worker.js").content.decode().partition(";\n")[0]
    found: dict[str, Any] = json.loads(line.removeprefix("const EDITION = "))
    return found


def test_the_page_speaks_the_language_of_its_address_and_names_no_visitor(client: Client) -> None:
    chinese, english = (client.get(f"/verify/offline?lang={code}") for code in ("zh-hans", "en"))

    assert "识读纸面上的二维码" in chinese.content.decode()
    assert "Read the code on the paper" in english.content.decode()
    assert "csrfmiddlewaretoken" not in chinese.content.decode()
    assert "Set-Cookie" not in chinese.headers
    assert chinese.headers["Cache-Control"] == "public, max-age=300"


def test_no_other_page_may_run_web_assembly(client: Client) -> None:
    policies = {
        path: client.get(path).headers["Content-Security-Policy"]
        for path in ("/verify/offline", "/verify", "/verify/offline.worker.js")
    }

    assert "script-src 'self' 'wasm-unsafe-eval'" in policies["/verify/offline"]
    assert "wasm" not in policies["/verify"] + policies["/verify/offline.worker.js"]
    assert "unsafe-inline" not in policies["/verify/offline"]


def test_the_worker_keeps_both_languages_and_every_file_that_the_page_loads(
    client: Client,
) -> None:
    kept = edition(client)
    page = client.get("/verify/offline?lang=en").content.decode()

    assert kept["pages"] == ["/verify/offline?lang=zh-hans", "/verify/offline?lang=en"]
    assert {
        "/static/credentials/offline/page.js",
        "/static/foundation/app.css",
        "/static/foundation/icons.svg",
        "/static/foundation/vendor/tabler.min.css",
        "/static/foundation/vendor/zxing-reader.js",
        "/static/foundation/vendor/zxing_reader.wasm",
    } <= set(kept["files"])
    charts = {"/static/foundation/vendor/echarts.min.js"}  # asked for only where a chart stands
    assert set(re.findall(r'"(/static/[^"#]+)', page)) - charts <= set(kept["files"])


def test_every_module_that_is_imported_is_kept_and_no_other_exists() -> None:
    imported = {
        name
        for file in OWN.glob("*.js")
        for name in IMPORT.findall(file.read_text(encoding="utf-8"))
    }
    own = {
        f"credentials/offline/{name.removeprefix('./')}"
        for name in imported
        if "/vendor" not in name
    }
    written = {f"credentials/offline/{file.name}" for file in OWN.iterdir()}

    assert (
        own | {"credentials/offline/page.js", "credentials/offline/here.js", kept_files.WORKER}
        == written
    )
    assert {name for name in kept_files.IMPORTED if name.startswith("credentials/")} == own
    assert {name for name in imported if "/vendor" in name} == {
        "../../foundation/vendor/noble-ed25519.js"
    }


def test_the_page_can_be_put_on_a_home_screen(client: Client) -> None:
    answer = client.get("/verify/offline.webmanifest?lang=en")

    assert answer.headers["Content-Type"] == "application/manifest+json"
    found = answer.json()
    assert found["name"] == "Checking certificates without a network"
    assert (found["start_url"], found["scope"]) == ("/verify/offline?lang=en", "/verify/offline")
    assert found["display"] == "standalone"
    assert found["icons"] == [
        {"src": "/static/foundation/mark.svg", "sizes": "any", "type": "image/svg+xml"}
    ]
