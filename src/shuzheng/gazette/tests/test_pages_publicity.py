"""Anybody objects on the public page and sees the answer by a code; the desk answers."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdf
import pytest
from django.test import Client

from shuzheng.foundation import clock
from shuzheng.gazette.models import Objection, Period
from shuzheng.gazette.rules.documents import Kind
from shuzheng.gazette.rules.publicity import Subject
from shuzheng.gazette.services import documents, publicity
from shuzheng.gazette.tests.cast import GIVEN, Cast, text
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser
from shuzheng.identity.tests.cast import organisation

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-201")]


@pytest.fixture(autouse=True)
def _own_limits(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def public() -> Client:
    return Client(headers={"Accept-Language": "en"})


@pytest.fixture
def shown(cast: Cast) -> int:
    """Return a publicity that began a moment ago."""
    given = replace(GIVEN, kind=Kind.PUBLICITY, title="遴选结果公示")
    now = clock.now()
    pk = publicity.open_draft(given, [Subject("甲机构")], actor=cast.office, now=now)
    cast.publish(pk, now=now)
    return pk


def test_anybody_objects_and_sees_the_answer_by_the_code(
    cast: Cast, public: Client, shown: int
) -> None:
    page = text(public.get(f"/gazette/{shown}"))
    assert "甲机构" in page
    assert f"/gazette/{shown}/object" in page

    lodged = text(public.post(f"/gazette/{shown}/object", {"text": "材料不实", "name": "沈予安"}))
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", lodged)
    assert code is not None
    assert "1 objection" in text(public.get(f"/gazette/{shown}"))
    assert "沈予安" not in text(public.get(f"/gazette/{shown}"))

    office = browser(Role.OFFICE_OFFICER, cast.office.organisation_id)
    assert "Objections to be answered" in text(office.get("/desk/"))
    listed = text(office.get("/gazette/desk/objections"))
    assert "材料不实" in listed
    assert "沈予安" not in listed
    pk = Objection.objects.get().pk
    seen = text(office.post(f"/gazette/desk/objections/{pk}/who", {"reason": "核实"}))
    assert "沈予安" in seen
    office.post(
        f"/gazette/desk/objections/{pk}/answer", {"outcome": "rejected", "answer": "经核查属实。"}
    )

    answered = text(public.post("/gazette/objection", {"code": code.group()}))
    assert "经核查属实。" in answered
    assert "No objection has this code" in text(
        public.post("/gazette/objection", {"code": "X"}), 422
    )


def test_what_is_on_show_stands_on_the_paper_and_nowhere_once_it_is_withdrawn(
    cast: Cast, public: Client, shown: int
) -> None:
    paper = public.get(f"/gazette/{shown}/print").content
    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
    assert "1.甲机构" in "".join(words.split())

    documents.withdraw(shown, "名称有误", actor=cast.department, now=clock.now())

    page = text(public.get(f"/gazette/{shown}"))
    assert "名称有误" in page
    assert "甲机构" not in page
    assert "甲机构" not in public.get(f"/gazette/{shown}/object").content.decode()


def test_an_objection_needs_words(public: Client, shown: int) -> None:
    assert "Fill in" in text(public.post(f"/gazette/{shown}/object", {"text": " "}), 422)
    assert not Objection.objects.exists()


def test_an_address_that_sends_many_is_told_to_wait(
    public: Client, shown: int, settings: Settings
) -> None:
    settings.LOOPBACK_PER_MINUTE = 25
    for _ in range(2):
        text(public.post(f"/gazette/{shown}/object", {"text": "不实"}))

    answer = public.post(f"/gazette/{shown}/object", {"text": "不实"})

    assert "Too many requests" in answer.content.decode()
    assert Objection.objects.count() == 2


def test_what_is_no_publicity_takes_no_objection(cast: Cast, public: Client) -> None:
    pk = cast.out()

    assert public.get(f"/gazette/{pk}/object").status_code == 404
    assert public.post(f"/gazette/{pk}/object", {"text": "x"}).status_code == 404


def test_the_office_says_what_is_on_show(cast: Cast) -> None:
    organisation("PJ1", OrganisationKind.EVALUATION_ORGANISATION, name="甲评价中心")
    office = browser(Role.OFFICE_OFFICER, cast.office.organisation_id)
    pk = cast.drafted(kind=Kind.PUBLICITY)
    url = f"/gazette/desk/{pk}/subjects"
    assert "5 working days at least" not in text(office.get(url))
    short = office.post(url, {"subjects": "PJ1 拟列入", "days": 2})
    assert "5 working days at least" in text(short, 422)

    office.post(url, {"subjects": "PJ1 拟列入\n\n其他事项", "days": ""})

    period = Period.objects.get()
    assert period.days == 5
    assert [one.text for one in period.subjects.order_by("pk")] == ["拟列入", "其他事项"]
    assert "甲评价中心：拟列入" in text(office.get(f"/gazette/desk/{pk}"))
    assert "PJ1 拟列入" in text(office.get(url))
