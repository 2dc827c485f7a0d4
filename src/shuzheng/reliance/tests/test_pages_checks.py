"""The pages on which an enterprise checks a list, and on which the office sees how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from shuzheng.credentials.queries import many
from shuzheng.credentials.tests.visits import NAMES
from shuzheng.foundation import jobs
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import browser, text, workbook
from shuzheng.reliance.models import Check
from shuzheng.reliance.rules.checking import Channel
from shuzheng.reliance.services import checking
from shuzheng.reliance.tests import cast
from shuzheng.reliance.tests.cast import HELD, NOW, UNKNOWN, Street

if TYPE_CHECKING:
    from uuid import UUID

    from django.test import Client

HEADER = ["证书编号", "持证人姓名"]


@pytest.fixture
def street(db: None, monkeypatch: pytest.MonkeyPatch) -> Street:  # noqa: ARG001 - it needs the database
    return cast.street(monkeypatch)


@pytest.fixture
def verifier(street: Street) -> Client:
    return browser(Role.ENTERPRISE_USER, street.enterprise)


def hand_in(client: Client, *rows: list[str]) -> str:
    """Hand a workbook in and take all of it; returns the address of the upload."""
    answer = client.post("/checks/import/", {"file": workbook(HEADER, *rows)})
    assert answer.status_code == 302
    client.post(f"{answer['Location']}choose", {"choice": "good"})
    jobs.run_waiting(NOW)
    return answer["Location"]


def checked(street: Street) -> UUID:
    """Let the enterprise have checked one certificate."""
    pairs = [many.Pair(street.number(HELD), HELD)]
    uid = checking.hand_in(pairs, Channel.WORKBOOK, actor=street.verifier, now=NOW)
    checking.answer(uid, actor=street.verifier, now=NOW)
    return uid


@pytest.mark.rule("R-112")
def test_a_workbook_comes_back_with_an_answer_in_each_row(street: Street, verifier: Client) -> None:
    rows = [[street.number(name), name] for name in NAMES]

    page = text(verifier.get(hand_in(verifier, *rows, [UNKNOWN, HELD], ["X2026", HELD])))

    assert "See the answers" in page
    row = Check.objects.get()
    assert "Genuine, in force" in text(verifier.get(f"/checks/{row.uid}"))
    assert row.outcomes == {
        "valid": 1,
        "suspended": 1,
        "revoked": 1,
        "replaced": 1,
        "absent": 1,
        "mistyped": 1,
    }
    answers = verifier.get(f"/checks/{row.uid}/answers.xlsx")
    header, *said = cast.read(answers.getvalue())
    assert header[:3] == ["证书编号", "持证人姓名", "核验结果"]
    assert [one[2] for one in said] == [
        "真实有效",
        "真实，正在核查",
        "已撤销，不再有效",
        "已更正换发",
        "查无此证（编号与姓名不符或者编号不存在）",
        "编号有误，请核对",
    ]
    assert said[0][3:7] == ["演示软件测试", "中级", None, "演示评价中心"]
    assert (said[3][9], said[0][10]) == (street.successor, "2026-05-01 12:01")


def test_the_preview_says_which_numbers_are_mistyped_and_nothing_of_certificates(
    street: Street, verifier: Client
) -> None:
    file = workbook(HEADER, [street.number(HELD), "李思齐"], ["X2026", HELD])

    page = text(verifier.get(verifier.post("/checks/import/", {"file": file})["Location"]))

    assert "This number cannot be right; the answer will say so" in page
    assert Check.objects.count() == 0
    assert "李思齐" not in page


def test_a_list_of_more_than_ten_thousand_rows_is_not_taken(verifier: Client) -> None:
    rows = [[f"编号{n}", "某人"] for n in range(10_001)]

    answer = verifier.post("/checks/import/", {"file": workbook(HEADER, *rows)})
    page = text(verifier.get("/checks/import/"))

    jobs.run_waiting(NOW)
    assert "10,000 rows" in page
    assert "10000" in text(verifier.get(answer["Location"]))
    assert Check.objects.count() == 0


def test_the_office_sees_how_many_were_checked_and_no_answers(street: Street) -> None:
    uid = checked(street)
    office = browser(Role.OFFICE_OFFICER, street.register.office)

    listed, shown = text(office.get("/checks")), text(office.get(f"/checks/{uid}"))

    assert "演示企业" in listed
    assert "Answers (.xlsx)" not in shown
    assert HELD not in listed + shown
    assert office.get(f"/checks/{uid}/answers.xlsx").status_code == 403


def test_what_is_left_of_the_day_stands_above_the_list(street: Street, verifier: Client) -> None:
    checked(street)

    page = text(verifier.get("/checks"))

    assert "19,999 certificates may still be checked today, 10,000 in one list." in page


def test_an_enterprise_does_not_see_what_another_one_checked(street: Street) -> None:
    uid = checked(street)
    rival = browser(Role.ENTERPRISE_USER, cast.enterprise("Q2", "另一企业"))

    assert "No list has been checked yet" in text(rival.get("/checks"))
    assert rival.get(reverse("reliance:check", args=[uid])).status_code == 404


def test_the_desk_of_an_enterprise_begins_with_a_list(verifier: Client) -> None:
    assert "Check a list of certificates" in verifier.get("/desk/").content.decode()
