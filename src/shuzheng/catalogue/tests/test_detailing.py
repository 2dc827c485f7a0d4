"""The province's detailing of a standard: made together, in versions, read by everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.catalogue import access
from shuzheng.catalogue.models import CertificateType, Detailing, StandardLevel, StandardVersion
from shuzheng.catalogue.rules import detailing as rules
from shuzheng.catalogue.rules.detailing import Draft
from shuzheng.catalogue.services import detailing
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast
from shuzheng.identity.tests.browsers import browser
from shuzheng.kernel.actor import NotPermitted

pytestmark = pytest.mark.django_db
DEPARTMENT = cast.actor(Role.PROVINCIAL_ADMIN, person_id=14)
DRAFT = Draft("1.0", ("省行业协会",), ("甲公司",), "实操两个任务。", "按步骤给分。")
STANDARD = "/catalogue/B10001/standards/1.0"
NAMES = st.lists(st.text("甲乙丙 ", max_size=3), max_size=6)


@pytest.fixture
def standard() -> StandardVersion:
    kind = CertificateType.objects.create(
        code="B10001", name="示例职业技能等级证书", short_name="示例", levels=["elementary"]
    )
    row = StandardVersion.objects.create(certificate_type=kind, version="1.0", state="published")
    StandardLevel.objects.create(standard=row, level="elementary", description="能检查设备。")
    return row


@pytest.mark.rule("R-254")
@given(NAMES)
def test_makers_are_named_one_a_line_and_each_once(said: list[str]) -> None:
    found = rules.names("\n".join(said))
    assert set(found) == {one.strip() for one in said} - {""}
    assert len(found) == len(set(found))


@pytest.mark.rule("R-254")
def test_it_is_made_together_and_says_content_and_scoring(standard: StandardVersion) -> None:
    for wrong, refusal in (
        (replace(DRAFT, industry=()), rules.MakersUnnamed),
        (replace(DRAFT, enterprises=()), rules.MakersUnnamed),
        (replace(DRAFT, content=" "), rules.DetailingEmpty),
        (replace(DRAFT, scoring=""), rules.DetailingEmpty),
        (replace(DRAFT, version=" "), rules.DetailingEmpty),
    ):
        with pytest.raises(refusal):
            detailing.publish("B10001", "1.0", wrong, actor=DEPARTMENT, now=cast.NOON)
    office = cast.actor(Role.OFFICE_OFFICER)
    with pytest.raises(NotPermitted):
        detailing.publish("B10001", "1.0", DRAFT, actor=office, now=cast.NOON)
    StandardVersion.objects.filter(pk=standard.pk).update(state="superseded")
    with pytest.raises(access.NotInForce):
        detailing.publish("B10001", "1.0", DRAFT, actor=DEPARTMENT, now=cast.NOON)
    assert Detailing.objects.count() == 0


@pytest.mark.rule("R-254")
def test_a_version_is_published_once_and_keeps_its_makers(standard: StandardVersion) -> None:
    detailing.publish("B10001", "1.0", DRAFT, actor=DEPARTMENT, now=cast.NOON)
    other = replace(DRAFT, content="别的。")
    with pytest.raises(rules.DetailingThere):
        detailing.publish("B10001", "1.0", other, actor=DEPARTMENT, now=cast.NOON)
    row = Detailing.objects.get()
    assert (row.standard_id, row.version, row.content) == (standard.pk, "1.0", "实操两个任务。")
    assert (row.industry, row.enterprises) == (["省行业协会"], ["甲公司"])
    assert row.published_on == date(2026, 3, 2)
    assert Fact.objects.get().data == {"version": "1.0"}


@pytest.mark.rule("R-254")
@pytest.mark.usefixtures("standard")
def test_everybody_reads_it_beside_the_standard() -> None:
    with translation.override("en"):
        body = cast.organisation("P1", OrganisationKind.PROVINCIAL_DEPARTMENT)
        chief = browser(Role.PROVINCIAL_ADMIN, body)
        reader = browser(Role.LIAISON, cast.organisation("S1"))
        assert "Provincial detailing" not in reader.get(STANDARD).content.decode()
        assert f"{STANDARD}/detailing" in chief.get(STANDARD).content.decode()
        assert reader.get(f"{STANDARD}/detailing").status_code == 403
        sent = {"industry": "省行业协会", "enterprises": "甲公司\n乙公司", "content": "两个任务。"}
        for version in ("1.0", "1.1"):
            answer = chief.post(
                f"{STANDARD}/detailing", {**sent, "version": version, "scoring": f"第{version}版。"}
            )
            assert answer["Location"] == STANDARD
        page = reader.get(STANDARD).content.decode()
        assert page.index("第1.1版。") < page.index("第1.0版。")
        assert "甲公司、乙公司" in page
        assert page.count("Replaced by a newer version") == 1
