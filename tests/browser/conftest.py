"""A browser, and a small province or an installation just founded, served to it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import ViewportSize, sync_playwright

from shuzheng.demo import builder, sign_ins
from shuzheng.foundation import rulebooks
from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.identity.services import founding, persons
from shuzheng.identity.tests.cast import identity_number
from tests import province
from tests.browser.thread.people import Installation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.conf import LazySettings
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

    from tests.province import Province

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WIDE = ViewportSize(width=1440, height=900)
NARROW = ViewportSize(width=390, height=844)

# The browser's driver runs an event loop beside us; our own queries stay synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Visit:
    """A province that is served, and a way to visit it as somebody."""

    address: str
    province: Province
    browser: Browser

    def as_role(self, role: str, *, wide: bool = True, script: bool = True) -> Page:
        """Open a window as the demonstration's person in `role`, or as the public ("")."""
        context = self.browser.new_context(
            viewport=WIDE if wide else NARROW,
            locale="zh-CN",
            java_script_enabled=script,
            accept_downloads=True,
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        if role:
            page.goto(f"{self.address}/demo")
            with page.expect_navigation():
                page.click(f"button[name=as][value={role.replace('_', '-')}]")
        return page


@pytest.fixture
def visit(
    several_at_once: None,  # noqa: ARG001 - ordered before it
    live_server: LiveServer,
    chromium: Browser,
    tmp_path: Path,
    settings: LazySettings,
) -> Visit:
    """Serve a small province."""
    settings.DATA_DIR = tmp_path
    settings.PUBLIC_URL = live_server.url
    built = province.build(tmp_path)
    builder.publish(built.world)
    assert sign_ins.read(tmp_path)
    return Visit(live_server.url, built, chromium)


FOUNDED_AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Nine o'clock on Monday 2 March 2026 in the province."""


@pytest.fixture
def founded(
    several_at_once: None,  # noqa: ARG001 - ordered before it
    live_server: LiveServer,
    chromium: Browser,
    tmp_path: Path,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
) -> Installation:
    """Serve an installation that was founded a moment ago, as `shuzheng found` does it."""
    settings.DATA_DIR = tmp_path
    settings.PUBLIC_URL = live_server.url
    book = rulebooks.province()
    card = DocumentKind.RESIDENT_IDENTITY_CARD
    first = persons.PersonRow("安维明", card, identity_number(1, "19800101"))
    begun = founding.begin(book.name, book.division, first, now=FOUNDED_AT, is_demonstration=False)
    here = Installation(live_server.url, chromium, tmp_path, begun.code.code, FOUNDED_AT)
    here.follow_clock(monkeypatch)
    return here
