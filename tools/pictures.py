"""Take the pictures of the README anew, from a demonstration that is running.

    make run                                             in one terminal
    python -m tools.pictures http://127.0.0.1:8000       in another

Each picture names who looks (a sign-in of the demonstration), where, and which links are followed
from there: the first link of the page whose address the pattern matches. Taken in Chinese, as most
people see the platform.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

FOLDER = Path(__file__).parents[1] / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
WIDE: Final[ViewportSize] = {"width": 1440, "height": 900}
NARROW: Final[ViewportSize] = {"width": 390, "height": 780}
SETTLED = 600
PLAN, SEATS = r"^/assessment/plans/\d+/$", r"^/assessment/plans/\d+/seats/"
CERTIFICATE = r"^/certificates/X\w{19}/?$"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, who looks, where one begins, which links one follows."""

    name: str
    sign_in: str
    begin: str
    follow: tuple[str, ...] = ()
    wide: bool = True


PICTURES = (
    Picture("desk", "office-officer", "/desk/"),
    Picture("filing", "office-officer", "/pilots/filings/?view=mine", (r"^/pilots/filings/\d+/$",)),
    Picture("plan", "organisation-staff", "/assessment/plans/?view=mine", (PLAN,)),
    Picture("seating", "site-admin", "/assessment/plans/?view=all", (PLAN, SEATS)),
    Picture("marking", "assessor", "/assessment/marking/", (r"^/assessment/plans/\d+/marking/",)),
    Picture("figures", "office-officer", "/figures/province"),
    Picture("rule", "", "/rules/R-030"),
    Picture("pocket", "student", "/assessment/mine/", wide=False),
)


def main(argv: list[str]) -> int:
    """Take every picture, or those named after the address; returns the exit status."""
    if not argv:
        sys.stderr.write("usage: python -m tools.pictures ADDRESS [NAME …]\n")
        return 2
    address, *names = argv
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for picture in PICTURES:
            if not names or picture.name in names:
                _take(browser, address.rstrip("/"), picture)
        if not names or "verification" in names:
            _verify(browser, address.rstrip("/"))
        browser.close()
    return 0


def _take(browser: Browser, address: str, picture: Picture) -> None:
    page = _entered(browser, address, picture.sign_in, WIDE if picture.wide else NARROW)
    page.goto(address + picture.begin)
    for pattern in picture.follow:
        page.goto(address + _link(page, pattern))
    _keep(page, picture.name)


def _verify(browser: Browser, address: str) -> None:
    """Verify the issuer's newest certificate as a stranger would."""
    desk = _entered(browser, address, "organisation-issuer", WIDE)
    desk.goto(f"{address}/certificates")
    desk.goto(address + _link(desk, CERTIFICATE))
    shown = desk.inner_text("main")
    page = _entered(browser, address, "", WIDE)
    page.goto(f"{address}/verify")
    number = re.search(r"X(?:[  ]?[0-9A-Z]){19}", shown)
    holder = re.search(r"持有人\s+(\S+)", shown)
    if number is None or holder is None:
        raise LookupError("the certificate's page shows no number or no holder")
    page.fill("input[name=number]", number.group())
    page.fill("input[name=holder]", holder.group(1))
    page.keyboard.press("Enter")
    page.wait_for_url("**/verify")
    _keep(page, "verification")


def _entered(browser: Browser, address: str, sign_in: str, size: ViewportSize) -> Page:
    page = browser.new_context(viewport=size, locale="zh-CN").new_page()
    if sign_in:
        page.goto(f"{address}/demo")
        page.click(f"button[name=as][value={sign_in}]")
        page.wait_for_load_state()
    return page


def _link(page: Page, pattern: str) -> str:
    addresses: list[str] = page.eval_on_selector_all(
        "main a[href]", "all => all.map(one => one.getAttribute('href'))"
    )
    found = next((one for one in addresses if re.search(pattern, one)), None)
    if found is None:
        raise LookupError(f"no link on {page.url} matches {pattern}")
    return found


def _keep(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
    page.context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
