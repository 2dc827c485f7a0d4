"""A certificate is checked by anybody: by number, by file, with and without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.models import Certificate

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_the_public_checks_a_certificate_by_number_and_name(visit: Visit, script: bool) -> None:  # noqa: FBT001 - a table of cases
    certificate = Certificate.objects.filter(state="issued").order_by("pk")[0]
    page = visit.as_role("", script=script)

    page.goto(f"{visit.address}/verify")
    page.fill("input[name=number]", certificate.number)
    page.fill("input[name=holder]", certificate.holder)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "证书真实有效" in page.inner_text("h1")
    assert certificate.holder in page.inner_text("main")

    page.goto(f"{visit.address}/verify")
    page.fill("input[name=number]", certificate.number)
    page.fill("input[name=holder]", "查无此人")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert certificate.certificate_type.short_name not in page.inner_text("main")


def test_a_paper_saved_by_the_issuer_verifies_and_a_changed_one_does_not(
    visit: Visit, tmp_path: Path
) -> None:
    issuer = visit.as_role("organisation_issuer")
    certificate = Certificate.objects.filter(
        state="issued", organisation_id=visit.province.world.holders[0].id
    ).order_by("pk")[0]
    issuer.goto(f"{visit.address}/certificates/{certificate.number}")
    with issuer.expect_download() as waiting:
        issuer.click("a[href$='.pdf']")
    paper = tmp_path / "paper.pdf"
    waiting.value.save_as(paper)

    public = visit.as_role("")
    assert "证书真实有效" in _judged(public, visit.address, paper)

    forged = tmp_path / "forged.json"
    forged.write_text(
        certificate.credential.replace(certificate.holder, "张三丰"), encoding="utf-8"
    )
    assert "改动" in _judged(public, visit.address, forged)


def _judged(page: Page, address: str, dropped: Path) -> str:
    """Return the verdict on a file that is handed in."""
    page.goto(f"{address}/verify")
    page.set_input_files("input[type=file]", dropped)
    with page.expect_navigation():
        page.click("form:has(input[type=file]) button[type=submit]")
    return page.inner_text("h1")
