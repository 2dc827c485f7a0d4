"""What makes a level one: written by the organisation, shown to all, missing parts flagged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.catalogue import access
from shuzheng.catalogue.models import (
    CertificateType,
    SkillRequirement,
    StandardLevel,
    StandardVersion,
)
from shuzheng.catalogue.queries import levels as queries
from shuzheng.catalogue.queries import standards
from shuzheng.catalogue.rules import parts
from shuzheng.catalogue.rules.levels import Level
from shuzheng.catalogue.rules.parts import Part
from shuzheng.catalogue.services import describing
from shuzheng.foundation import clock, facts, todos
from shuzheng.foundation.models import Fact
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast
from shuzheng.identity.tests.browsers import browser
from shuzheng.kernel.actor import NotPermitted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db
WHOLE = {Part.TRAITS: "能独立作业。", Part.GROWTH: "由初级成长。", Part.JOB_NEEDS: "一线岗位。"}


@dataclass
class Here:
    """An organisation with a standard of two levels, one described and one with a tree only."""

    owner: int
    other: int
    standard: int

    def staff(self, organisation: int, role: Role = Role.ORGANISATION_STAFF) -> Actor:
        """Return somebody of an organisation."""
        return cast.actor(role, organisation, person_id=31)


@pytest.fixture(autouse=True)
def in_english(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English at noon of one day: the clock is read at the door only."""
    monkeypatch.setattr(clock, "now", lambda: cast.NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> Here:
    kind = OrganisationKind.EVALUATION_ORGANISATION
    owner, other = cast.organisation("E1", kind), cast.organisation("E2", kind)
    row = StandardVersion.objects.create(
        certificate_type=CertificateType.objects.create(
            code="B10001",
            name="示例职业技能等级证书",
            short_name="示例",
            organisation_id=owner,
            levels=["elementary", "intermediate"],
        ),
        version="1.0",
        state="published",
    )
    StandardLevel.objects.create(standard=row, level="elementary", description="能检查设备。")
    SkillRequirement.objects.create(
        standard=row,
        level="intermediate",
        domain_number="1",
        domain="准备",
        task_number="1.1",
        task="检查",
        number="1.1.1",
        text="能检查设备。",
    )
    return Here(owner, other, row.pk)


@pytest.mark.rule("R-065")
@given(st.dictionaries(st.sampled_from(Part), st.sampled_from(["", " ", "\n", "有"])))
def test_a_part_is_missing_where_nothing_but_blanks_is_said(said: dict[Part, str]) -> None:
    found = parts.missing(said)
    assert set(found) == {one for one in Part if said.get(one) != "有"}
    assert list(found) == [one for one in Part if one in found]


@pytest.mark.rule("R-065")
def test_the_paragraph_of_an_official_text_stands_for_no_part(here: Here) -> None:
    assert queries.lacking(here.owner) == queries.Lacking(2, "B10001", "1.0")
    assert queries.lacking(here.other) is None


@pytest.mark.rule("R-065")
def test_an_organisation_writes_the_parts_of_its_own_levels(here: Here) -> None:
    staff = here.staff(here.owner)
    half = {Part.TRAITS: " 能独立作业。 "}
    left = describing.describe(
        here.standard, Level.INTERMEDIATE, half, {}, actor=staff, now=cast.NOON
    )
    assert left == (Part.GROWTH, Part.JOB_NEEDS)
    row = StandardLevel.objects.get(level="intermediate")
    assert (row.traits, row.growth, row.description) == ("能独立作业。", "", "")
    assert Fact.objects.get().data == {"level": "intermediate", "missing": 2}
    seen = {Part.TRAITS: "能独立作业。"}
    left = describing.describe(
        here.standard, Level.INTERMEDIATE, WHOLE, seen, actor=staff, now=cast.NOON
    )
    assert left == ()
    assert queries.lacking(here.owner) == queries.Lacking(1, "B10001", "1.0")
    describing.describe(here.standard, Level.ELEMENTARY, WHOLE, {}, actor=staff, now=cast.NOON)
    assert queries.lacking(here.owner) is None
    assert standards.description(here.standard, Level.ELEMENTARY) == "能检查设备。"
    assert facts.check_chain() == []


@pytest.mark.rule("R-065")
def test_who_read_something_older_does_not_overwrite(here: Here) -> None:
    staff = here.staff(here.owner)
    describing.describe(here.standard, Level.ELEMENTARY, WHOLE, {}, actor=staff, now=cast.NOON)
    with pytest.raises(MovedMeanwhile):
        describing.describe(
            here.standard, Level.ELEMENTARY, {Part.TRAITS: "别的。"}, {}, actor=staff, now=cast.NOON
        )
    assert StandardLevel.objects.get(level="elementary").traits == "能独立作业。"
    assert Fact.objects.count() == 1


@pytest.mark.rule("R-065")
def test_others_and_other_versions_are_not_written(here: Here) -> None:
    def write(who: Actor, level: Level = Level.ELEMENTARY) -> None:
        describing.describe(here.standard, level, WHOLE, {}, actor=who, now=cast.NOON)

    with pytest.raises(access.NotYourStandard):
        write(here.staff(here.other))
    with pytest.raises(access.NotYourStandard):
        write(here.staff(here.owner), Level.ADVANCED)
    with pytest.raises(NotPermitted):
        write(here.staff(here.owner, Role.ORGANISATION_ISSUER))
    StandardVersion.objects.update(state="superseded")
    with pytest.raises(access.NotYourStandard):
        write(here.staff(here.owner))
    assert queries.lacking(here.owner) is None
    assert StandardLevel.objects.get().traits == ""


@pytest.mark.rule("R-065")
def test_the_pages_flag_what_is_missing_and_take_it_in(here: Here) -> None:
    staff, stranger = (
        browser(Role.ORGANISATION_STAFF, here.owner),
        browser(Role.ORGANISATION_STAFF, here.other),
    )
    standard = "/catalogue/B10001/standards/1.0"
    url = "/catalogue/B10001/levels/elementary/1.0/parts"
    flag = "Missing: Typical traits of the level, Growth of skilled people, Needs of the job group"
    duty = todos.waiting_for(here.staff(here.owner), cast.NOON)
    assert [(one.rule, one.count, one.url) for one in duty] == [("R-065", 2, standard)]
    page = staff.get(standard).content.decode()
    assert page.count(flag) == 2
    assert url in page
    for other in (stranger.get(standard), stranger.get("/catalogue/B10001/levels/elementary/1.0")):
        assert flag in other.content.decode()
        assert url not in other.content.decode()
    assert stranger.get(url).status_code == 404
    sent = {"traits": "能独立作业。\r\n能判断。", "seen_traits": ""}
    assert staff.post(url, sent)["Location"] == standard
    page = staff.get(standard).content.decode()
    assert "能判断。" in page
    assert "Missing: Growth of skilled people, Needs of the job group" in page
    assert "changed this a moment ago" in staff.post(url, sent).content.decode()
    seen = {"traits": "", "seen_traits": "能独立作业。\r\n能判断。"}
    assert staff.post(url, seen).status_code == 302
    assert StandardLevel.objects.get(level="elementary").traits == ""
