"""An installation that was just founded, and people who sit at browsers before it.

Whoever walks here knows only the pages: an address is typed where a person would type one (the sign
on a slip, the public check), everything else is reached by links and buttons. Time is set, never
waited for; what the worker would do by then is done at once.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from playwright.sync_api import ViewportSize

from shuzheng.config import worker
from shuzheng.foundation import clock, jobs
from shuzheng.foundation.documents.tests import reading
from shuzheng.identity.tests.cast import identity_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest
    from playwright.sync_api import Browser, Locator, Page

CODE = re.compile(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}")
PROVINCE = timezone(timedelta(hours=8))
WIDE = ViewportSize(width=1440, height=900)
NARROW = ViewportSize(width=390, height=844)
PASSWORD = "Kaoping-2026-x"
PATIENCE = 20_000
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@dataclass
class Somebody:
    """One person before one window."""

    page: Page
    address: str
    script: bool = True

    def goes(self, path: str) -> None:
        """Type an address."""
        self.page.goto(f"{self.address}{path}")

    def opens(self, name: str) -> None:
        """Choose an entry of the desk's menu."""
        self._led(self.page.locator("nav").get_by_role("link", name=name, exact=True).first)

    def follows(self, name: str) -> None:
        """Follow the first link of that name on the page."""
        link = self.page.locator("main").get_by_role("link", name=name).first
        if self.script and link.get_attribute("data-dialog") is not None:
            link.click()
            self.page.locator("dialog[open]").wait_for()
        else:
            self._led(link)

    def presses(self, name: str) -> None:
        """Press the first button of that name and wait for the page that it leads to."""
        self._led(self._question().get_by_role("button", name=name).first)

    def fills(self, **values: str) -> None:
        """Fill in fields by their names; a file is given by its path."""
        for name, value in values.items():
            found = self._question().locator(f'[name="{name.replace("__", "-")}"]')
            kind = found.first.evaluate("field => field.type")
            if kind == "select-one":
                found.first.select_option(value)
            elif kind == "file":
                found.first.set_input_files(value)
            elif kind in {"checkbox", "radio"}:
                self._question().locator(f'[name="{name}"][value="{value}"]').check()
            else:
                found.first.fill(value)

    def ticks(self, name: str) -> None:
        """Tick every box of that name."""
        for box in self.page.locator(f'main [name="{name}"]').all():
            box.check()

    def chooses(self, name: str, label: str) -> None:
        """Choose from a list what is written there."""
        self.page.locator(f'main select[name="{name}"]').select_option(label=label)

    def takes(self, name: str, role: str = "button") -> bytes:
        """Press a button, or follow a link, that hands out a file; return the file."""
        button = self.page.locator("main").get_by_role(
            "link" if role == "link" else "button", name=name
        )
        with self.page.expect_download() as waiting:
            button.first.click()
        return Path(waiting.value.path()).read_bytes()

    def reads(self) -> str:
        """Return what stands on the page."""
        return self.page.inner_text("main")

    def title(self) -> str:
        """Return the page's first heading."""
        return self.page.locator("h1").first.inner_text()

    def _question(self) -> Locator:
        """Return the dialog where one is open, else the page."""
        dialog = self.page.locator("dialog[open]")
        return dialog if dialog.count() else self.page.locator("body")

    def _led(self, control: Locator) -> None:
        with self.page.expect_navigation():
            control.click()


@dataclass
class Installation:
    """A founded installation, its clock, and who sits where."""

    address: str
    browser: Browser
    folder: Path
    code: str
    at: datetime
    people: dict[str, Somebody] = field(default_factory=dict)

    def __getitem__(self, who: str) -> Somebody:
        """Return somebody who sits at a browser already."""
        return self.people[who]

    def follow_clock(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the doors read this installation's clock."""
        monkeypatch.setattr(clock, "now", lambda: self.at)

    def it_is(self, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        """Set the clock, in the province's time, and do what the worker does by then."""
        self.at = datetime(2026, month, day, hour, minute, tzinfo=PROVINCE).astimezone(UTC)
        self.works()

    def works(self) -> None:
        """Do one round of the worker's upkeep, and every job that is due."""
        for step in worker.STEPS:
            step(self.at)
        jobs.run_waiting(self.at)

    def sits_down(self, who: str, *, wide: bool = True, script: bool = True) -> Somebody:
        """Open a window for somebody."""
        context = self.browser.new_context(
            viewport=WIDE if wide else NARROW,
            locale="zh-CN",
            java_script_enabled=script,
            accept_downloads=True,
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        self.people[who] = Somebody(page, self.address, script)
        return self.people[who]

    def activates(
        self, who: str, name: str, code: str, *, wide: bool = True, script: bool = True
    ) -> Somebody:
        """Let somebody make an account with the code on the slip."""
        one = self.sits_down(who, wide=wide, script=script)
        one.goes("/activate")
        username = who.replace("_", "-")
        one.fills(code=code, name=name, username=username, password=PASSWORD, again=PASSWORD)
        one.presses("激活账号")
        return one

    def hires(
        self, who: str, name: str, serial: int, party: str, role: str, *, script: bool = True
    ) -> Somebody:
        """Have the security administrator register somebody with a role and hand over a code."""
        security = self["security"]
        security.opens("人员")
        security.follows("登记人员")
        security.fills(name=name, document_number=identity_number(serial, "19800101"))
        security.presses("登记人员")
        return self.employs(who, name, party, role, script=script)

    def employs(
        self, who: str, name: str, party: str, role: str, *, script: bool = True
    ) -> Somebody:
        """Give the person whose page is open a role and a code; let him or her sit down."""
        security = self["security"]
        security.follows("授予角色")
        security.chooses("organisation", party)
        security.fills(role=role)
        security.presses("授予角色")
        security.follows("发放激活码")
        [code] = CODE.findall(reading.words(security.takes("发放并打印码条")))
        return self.activates(who, name, code, script=script)

    def document(self) -> str:
        """Return the path of a document as somebody would upload it."""
        path = self.folder / "材料.pdf"
        path.write_bytes(PDF)
        return str(path)

    def filled(self, template: bytes, rows: Sequence[Sequence[str]]) -> str:
        """Write rows into the template that a page offered; return the workbook's path."""
        book = openpyxl.load_workbook(io.BytesIO(template))
        for at, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                book.worksheets[0].cell(row=at, column=column).value = value
        path = self.folder / "名单.xlsx"
        book.save(path)
        return str(path)
