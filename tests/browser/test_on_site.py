"""A team fills in its form on a phone without a network; it arrives whole, and once."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from shuzheng.quality.models import Finding, Inspection

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

PHOTO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
)
HELD = """async (paths) => {
  const held = async (path) => Boolean(await caches.match(path));
  const wait = () => new Promise((go) => setTimeout(go, 50));
  while (!(await Promise.all(paths.map(held))).every(Boolean)) await wait();
}"""


def at_the_door(visit: Visit) -> tuple[Page, Inspection]:
    """Return the phone of an inspector who has just arrived, its pages kept."""
    page = visit.as_role("inspector", wide=False)
    page.goto(f"{visit.address}/quality/inspections")
    sealed = Inspection.objects.filter(state="sealed").values_list("pk", flat=True)
    links = ", ".join(f"main a[href='/quality/inspections/{pk}']" for pk in sealed)
    with page.expect_navigation():
        page.locator(links).first.click()
    with page.expect_navigation():
        page.click("form[action$='/arrive'] button")
    row = Inspection.objects.get(pk=int(page.url.rsplit("/", 1)[1]))
    assert row.state == "on_site"
    paths = [f"/quality/inspections/{row.pk}{rest}" for rest in ("", "/form", "/findings/new")]
    page.evaluate(HELD, paths)
    return page, row


@pytest.mark.rule("R-220")
@pytest.mark.rule("R-213")
def test_what_was_filled_in_without_a_network_is_sent_with_one(visit: Visit) -> None:
    page, row = at_the_door(visit)
    page.context.set_offline(True)

    page.goto(f"{visit.address}/quality/inspections/{row.pk}/form")
    for item in ("custody", "seals"):
        page.check(f"[name=answer-{item}][value=held]")
    page.fill("[name=remark-seals]", "三箱")
    page.click("main form button[type=submit] >> nth=-1")
    page.wait_for_selector("[data-line]:has-text('已保存在本机')")

    page.goto(f"{visit.address}/quality/inspections/{row.pk}/findings/new")
    page.check("[name=severity][value=major]")
    page.fill("[name=text]", "交接记录缺签字。")
    page.fill("[name=happened_on]", row.arrived_at.date().isoformat() if row.arrived_at else "")
    page.set_input_files(
        "[name=evidence]", {"name": "照片.png", "mimeType": "image/png", "buffer": PHOTO}
    )
    page.click("main form button[type=submit]")
    page.wait_for_selector("[data-entries] li:nth-child(2)")
    assert page.input_value("[name=text]") == ""
    row.refresh_from_db()
    assert (row.answers, Finding.objects.filter(inspection=row).count()) == ({}, 0)

    page.context.set_offline(False)
    page.wait_for_selector("[data-line]:has-text('已发送')")
    page.wait_for_selector("[data-entries]", state="hidden")
    row.refresh_from_db()
    assert row.answers == {"custody": "held", "seals": "held"}
    assert row.remarks == {"seals": "三箱"}
    finding = Finding.objects.get(inspection=row)
    assert (finding.text, finding.files.count()) == ("交接记录缺签字。", 1)
    assert finding.noted_at is not None


def test_what_was_typed_and_not_sent_is_filled_in_again(visit: Visit) -> None:
    page, row = at_the_door(visit)
    place = f"{visit.address}/quality/inspections/{row.pk}/findings/new"
    page.goto(place)
    page.fill("[name=text]", "写到一半")
    page.goto(f"{visit.address}/quality/inspections/{row.pk}")
    page.goto(place)
    page.wait_for_selector("[data-line]:has-text('已恢复')")
    assert page.input_value("[name=text]") == "写到一半"
    assert Finding.objects.filter(inspection=row).count() == 0


@pytest.mark.rule("R-210")
def test_both_sides_sign_on_the_screen_and_a_refusal_is_said_where_it_belongs(
    visit: Visit,
) -> None:
    page, row = at_the_door(visit)
    page.goto(f"{visit.address}/quality/inspections/{row.pk}/form")
    for radio in page.query_selector_all("main form [value=held]"):
        radio.check()
    with page.expect_navigation():
        page.click("main form button[type=submit] >> nth=-1")

    page.goto(f"{visit.address}/quality/inspections/{row.pk}/report")
    page.fill("[name=text]", "总体规范。")
    page.check("[name=signature][value=signed]")
    sign(page, 0)
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    assert "应当附双方签名" in page.inner_text("main")
    sign(page, 0)
    sign(page, 1)
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    row.refresh_from_db()
    assert row.state == "reported"
    for signature in (row.team_signature, row.party_signature):
        assert signature is not None
        assert signature.media_type == "image/png"


def sign(page: Page, pad: int) -> None:
    """Draw a line on a pad."""
    canvas = page.locator("canvas").nth(pad)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=5)
    page.mouse.up()
