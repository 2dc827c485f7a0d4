"""The office says why an institution is expected to lead; the page, the import, the list."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from shuzheng.foundation import jobs
from shuzheng.foundation.models import Fact
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.identity.access import NoSuchOrganisation
from shuzheng.identity.models import Organisation
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.rules.leading import OnlyInstitutionsLead, UnknownLeadFlag
from shuzheng.identity.services import leading, organisations
from shuzheng.identity.tests.browsers import browser, soon, text, workbook
from shuzheng.identity.tests.cast import NOON, actor, city, organisation
from shuzheng.kernel.actor import NotPermitted

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-004")]

OFFICE = actor(Role.OFFICE_OFFICER)


@pytest.fixture
def office() -> Client:
    here = organisation("SDB", OrganisationKind.COORDINATION_OFFICE, name="演示试点办")
    return browser(Role.OFFICE_OFFICER, here)


def held(here: int) -> list[str]:
    return list(Organisation.objects.get(pk=here).lead_flags)


def test_the_office_records_flags_and_takes_them_away() -> None:
    here = organisation("S1")

    assert leading.flag(
        here, ["double_high", "provincial_quality"], seen=(), actor=OFFICE, now=NOON
    )
    assert held(here) == ["provincial_quality", "double_high"]
    fact = Fact.objects.get()
    assert (fact.verb, fact.data) == (
        "identity.organisation.flagged",
        {"flags": "provincial_quality,double_high"},
    )
    now_held = ["double_high", "provincial_quality"]
    assert not leading.flag(here, now_held, seen=now_held, actor=OFFICE, now=NOON)
    assert Fact.objects.count() == 1
    assert leading.flag(here, [], seen=now_held, actor=OFFICE, now=NOON)
    assert held(here) == []
    assert Fact.objects.order_by("seq").last().verb == "identity.organisation.unflagged"  # type: ignore[union-attr]


def test_of_two_officers_at_once_the_second_is_told() -> None:
    here = organisation("S1")
    leading.flag(here, ["double_high"], seen=(), actor=OFFICE, now=NOON)

    with pytest.raises(MovedMeanwhile):
        leading.flag(here, ["national_backbone"], seen=(), actor=OFFICE, now=NOON)
    assert held(here) == ["double_high"]


def test_flags_are_for_institutions_by_the_rulebook_and_by_the_office() -> None:
    here, far = organisation("S1"), organisation("S2", division="340200")
    firm = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)

    def flag(pk: int, role: Role, flag: str = "double_high", area: str = "") -> None:
        someone = actor(role, here, area=area)
        leading.flag(pk, [flag], seen=(), actor=someone, now=NOON)

    with pytest.raises(OnlyInstitutionsLead):
        flag(firm, Role.OFFICE_OFFICER)
    with pytest.raises(UnknownLeadFlag):
        flag(here, Role.OFFICE_OFFICER, "best_of_all")
    with pytest.raises(NotPermitted):
        flag(here, Role.INSTITUTION_ADMIN)
    with pytest.raises(NotPermitted):
        flag(here, Role.CITY_OFFICER, area="3401")
    with pytest.raises(NoSuchOrganisation):
        flag(far, Role.INSTITUTION_ADMIN)
    assert Fact.objects.count() == 0
    flag(here, Role.PROVINCIAL_ADMIN)
    assert held(here) == ["double_high"]


def test_only_an_institution_is_registered_with_flags() -> None:
    city()
    row = organisations.OrganisationRow(
        kind=OrganisationKind.CITY_BUREAU,
        code="B1",
        name="演示市教育局",
        division_code="340100",
        lead_flags=("double_high",),
    )

    with pytest.raises(OnlyInstitutionsLead):
        organisations.register_all([row], actor=OFFICE, now=NOON)


def test_the_page_shows_flags_as_chips_and_the_form_keeps_what_was_seen(office: Client) -> None:
    here = organisation("S1", name="演示甲学院")
    url = f"/parties/{here}/flags"
    form = text(office.get(url))
    assert "College of the Double-High plan" in form
    assert "R-004" in form

    answer = office.post(url, {"flags": ["double_high", "national_quality"], "seen": ""})

    assert answer["Location"] == f"/parties/{here}"
    page = text(office.get(answer["Location"]))
    assert page.count("College of the Double-High plan") == 2  # the chip and the fact
    assert (
        "recorded that it is expected to lead: National quality college, "
        "College of the Double-High plan"
    ) in page
    assert 'value="national_quality,double_high"' in text(office.get(url))
    late = office.post(url, {"flags": ["national_backbone"], "seen": ""})
    assert late.status_code == 409
    assert "Somebody else changed this a moment ago" in late.content.decode()
    assert office.post(url, {"flags": ["mine"], "seen": ""}).status_code == 422


def test_who_is_no_institution_has_no_such_page(office: Client) -> None:
    firm = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)

    assert office.get(f"/parties/{firm}/flags").status_code == 422
    assert "Set the lead flags" not in text(office.get(f"/parties/{firm}"))


def test_flags_come_in_by_the_workbook_and_leave_by_the_list(office: Client) -> None:
    city()
    answer = office.post(
        "/parties/import/",
        {
            "file": workbook(
                ("院校代码", "院校名称", "院校类型", "行政区划代码", "示范引领类别"),
                ("N1", "演示甲学院", "高职", "340100", "双高计划，省级优质"),
                ("N2", "演示乙学校", "中职", "340100", ""),
                ("N3", "演示丙学院", "高职", "340100", "全国第一"),
            )
        },
    )
    assert "“全国第一” is none of" in text(office.get(answer["Location"]))
    office.post(f"{answer['Location']}choose", {"choice": "good"})
    jobs.run_waiting(soon())

    flags = Organisation.objects.filter(code__startswith="N").order_by("code")
    assert list(flags.values_list("code", "lead_flags")) == [
        ("N1", ["provincial_quality", "double_high"]),
        ("N2", []),
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(office.get("/parties?export=xlsx").content)).active
    assert sheet is not None
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "省级优质、双高计划" in cells
