"""Every page in a real browser: nothing that axe-core finds, nothing that the console complains of.

Each door of the table that answers to looking is opened by one role that may open it, and by the
public where it is public; the public's pages and the candidates' on a phone as well, where nothing
may be wider than the glass. What is no page is left out by name, and must be no page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as configured
from django.urls import reverse

from shuzheng.demo import builder
from shuzheng.foundation import clock
from shuzheng.identity.rules.kinds import LEARNER_ROLES, Role
from shuzheng.kernel.actor import PUBLIC
from tests import doors, matters, province, samples
from tests.browser.conftest import NARROW, WIDE

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings
    from playwright.sync_api import Browser, ConsoleMessage, Page, Response
    from pytest_django.live_server_helper import LiveServer

    from tests.doors import Door
    from tests.matters import Visitor
    from tests.province import Province

pytestmark = pytest.mark.browser

PREFERRED = (
    Role.ORGANISATION_STAFF,
    Role.INSTITUTION_ADMIN,
    Role.LIAISON,
    Role.SITE_ADMIN,
    Role.ASSESSOR,
    Role.STUDENT,
    *Role,
)
"""Whose pages show most, first."""


@dataclass
class Walk:
    """A browser, and what was found wrong on the way."""

    address: str
    browser: Browser
    province: Province
    visitors: dict[Role, dict[str, Visitor]]
    wrong: list[str] = field(default_factory=list)
    pages: dict[tuple[int, bool], Page] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    taken: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(samples.addresses()))

    def look(self, door: Door, role: Role | None, *, wide: bool) -> None:
        """Open one page as somebody and note what is wrong with it."""
        visitor = doors.visitor(door.name, role, self.visitors) if role else None
        actor = visitor.actor if visitor else PUBLIC
        kwargs = samples.arguments(door.name, self.taken[door.name], actor, self.province)
        page = self._page(visitor, wide=wide)
        self.said.clear()
        answer = page.goto(self.address + reverse(door.name, kwargs=kwargs))
        where = f"{door.name} as {role or 'the public'}{'' if wide else ' on a phone'}"
        self.wrong += [f"{where}: {what}" for what in self._faults(page, answer, wide=wide)]

    def _faults(self, page: Page, answer: Response | None, *, wide: bool) -> list[str]:
        assert answer is not None
        status = answer.status
        found = [] if status in {200, 409} else [f"status {status}"]
        # A refusal's status is told on the console as well; that is no fault of the page.
        found += [text for text in self.said if f"with a status of {status}" not in text]
        for fault in Axe().run(page).response["violations"]:
            places = [node["html"][:120] for node in fault["nodes"][:3]]
            found.append(f"{fault['id']} ({fault['help']}): {places}")
        if not wide:
            width = page.evaluate("document.scrollingElement.scrollWidth")
            found += [f"{width} pixels wide"] if width > NARROW["width"] else []
        return found

    def _page(self, visitor: Visitor | None, *, wide: bool) -> Page:
        key = (visitor.actor.membership_id if visitor else 0, wide)
        if key not in self.pages:
            context = self.browser.new_context(viewport=WIDE if wide else NARROW, locale="zh-CN")
            if visitor:
                name = configured.SESSION_COOKIE_NAME
                value = doors.signed_in(visitor).cookies[name].value
                context.add_cookies([{"name": name, "value": value, "url": self.address}])
            page = context.new_page()
            page.set_default_timeout(30_000)
            page.on("console", self._hear)
            page.on("pageerror", lambda error: self.said.append(str(error)))
            self.pages[key] = page
        return self.pages[key]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.said.append(message.text)


@pytest.fixture
def walk(
    several_at_once: None,  # noqa: ARG001 - ordered before it
    live_server: LiveServer,
    chromium: Browser,
    tmp_path: Path,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
) -> Walk:
    """Serve a small province as of one fixed afternoon."""
    settings.DATA_DIR = tmp_path
    settings.PUBLIC_URL = live_server.url
    monkeypatch.setattr(clock, "now", lambda: doors.NOW)
    built = province.build(tmp_path, doors.NOW.date())
    visitors = matters.build(built)
    builder.publish(built.world)
    return Walk(live_server.url, chromium, built, visitors)


def test_every_page_can_be_used_by_everybody(walk: Walk) -> None:
    for door in doors.read():
        if "GET" not in door.methods or not doors.is_page(door):
            continue
        if door.anonymous == "open":
            walk.look(door, None, wide=True)
            walk.look(door, None, wide=False)
            continue
        roles = [role for role in PREFERRED if role in door.roles]
        if roles:
            walk.look(door, roles[0], wide=True)
        if learners := [role for role in roles if role in LEARNER_ROLES]:
            walk.look(door, learners[0], wide=False)
    assert walk.wrong == []
