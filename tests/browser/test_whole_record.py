"""A whole record, or an evidence file, is told apart in the browser and judged by the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.models import Certificate
from shuzheng.credentials.services import evidence_files, records
from shuzheng.foundation import clock
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_whole_record_is_named_by_the_browser_and_judged_by_the_server(
    visit: Visit, tmp_path: Path
) -> None:
    certificate = Certificate.objects.filter(state="issued").order_by("pk")[0]
    holder = actor(Role.STUDENT, person_id=certificate.person_id)
    record = tmp_path / "record.json"
    record.write_bytes(records.make(certificate.person_id, actor=holder, now=clock.now()).body)
    page = visit.as_role("")

    page.goto(f"{visit.address}/verify/offline")
    page.wait_for_selector("[data-ready=true]")
    page.set_input_files("[data-picture]", record)
    page.wait_for_selector("[data-line]:has-text('学习成果记录')")
    assert page.is_hidden("[data-result]")
    page.goto(f"{visit.address}/verify")
    page.set_input_files("#file input[type=file]", record)
    page.wait_for_selector("[data-here] [data-line]:has-text('学习成果记录')")
    with page.expect_navigation():
        page.click("#file button[type=submit]")

    assert page.inner_text("h1") == "记录属实，其中每张证书都真实有效"
    page.click("details summary:has-text('逐项核对')")
    assert page.locator("details .sz-checks li").count() >= 10
    assert certificate.holder in page.inner_text("main")


def test_an_evidence_file_is_named_by_the_browser_and_judged_by_the_server(
    visit: Visit, tmp_path: Path
) -> None:
    certificate = Certificate.objects.filter(state="issued").order_by("pk")[0]
    holder = actor(Role.STUDENT, person_id=certificate.person_id)
    log.publish(now=clock.now())
    made = evidence_files.export(certificate.number, "", actor=holder, now=clock.now())
    packed = tmp_path / made.name
    packed.write_bytes(made.body)
    page = visit.as_role("")

    page.goto(f"{visit.address}/verify/offline")
    page.wait_for_selector("[data-ready=true]")
    page.set_input_files("[data-picture]", packed)
    page.wait_for_selector("[data-line]:has-text('存证档案')")
    assert page.is_hidden("[data-result]")
    page.goto(f"{visit.address}/verify")
    page.set_input_files("#file input[type=file]", packed)
    page.wait_for_selector("[data-here] [data-line]:has-text('存证档案')")
    with page.expect_navigation():
        page.click("#file button[type=submit]")

    assert page.inner_text("h1") == "存证档案完整，证书有效"
    assert page.locator(".sz-checks").first.locator("li").count() == 12
    assert certificate.holder in page.inner_text("main")
