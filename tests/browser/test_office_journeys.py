"""What the pilot office does with others, walked by clicking: a case, a report, a plan of sites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from shuzheng.alliances.models import SitingRow
from shuzheng.foundation import clock, jobs
from shuzheng.identity.rules.kinds import Role
from shuzheng.pilots.models import Report
from shuzheng.pilots.queries import alliances
from tests.browser.thread.people import Somebody

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

RECEIPT = re.compile(r"\d{8}-[0-9A-Z]{6}")
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
SAID = "考核当天第二考场没有开启信号屏蔽设备。"
ANSWER = "经核实，第二考场设备当日故障，站点已更换并加装备用设备。"


def sits_down(visit: Visit, role: str, *, script: bool = True) -> Somebody:
    return Somebody(visit.as_role(role, script=script), visit.address, script)


@pytest.mark.rule("R-216")
@pytest.mark.rule("R-217")
def test_a_case_of_somebody_unnamed_is_answered_and_found_by_its_receipt(visit: Visit) -> None:
    public = sits_down(visit, "", script=False)
    public.goes("/complaints/new")
    public.fills(kind="complaint", about="考核站点秩序", text=SAID)
    public.presses("提交")
    told = public.reads()
    number, code = RECEIPT.search(told), CODE.search(told)
    assert number is not None
    assert code is not None

    office = sits_down(visit, "office_officer")
    office.goes("/complaints/cases")
    office.follows(number[0])
    assert "匿名" in office.reads()
    office.follows("分办")
    owner = office.page.locator("main select[name=owner]")
    owner.select_option(label=visit.province.users["office_officer"].person.name)
    office.presses("分办")
    office.presses("受理")
    office.presses("开始调查核实")
    office.follows("答复")
    office.fills(outcome="upheld", text=ANSWER)
    office.fills(change="考前检查增加信号屏蔽设备通电测试。")
    office.presses("答复")
    assert "已答复" in office.title()

    public.goes("/complaints/case")
    public.fills(number=number[0], secret=code[0])
    public.presses("查询办理进展")
    assert ANSWER in public.reads()
    public.goes("/complaints/case")
    public.fills(number=number[0], secret="2222-2222-2222-2222")
    public.presses("查询办理进展")
    assert ANSWER not in public.reads()
    public.goes("/complaints/changes")
    assert "考前检查增加信号屏蔽设备通电测试。" in public.reads()


@pytest.mark.rule("R-191")
def test_a_report_is_filed_without_javascript_and_received_by_the_office(visit: Visit) -> None:
    liaison = sits_down(visit, "liaison", script=False)
    liaison.goes("/pilots/reports/")
    liaison.follows("填写双周报")
    liaison.presses("报送")
    assert "工作进展" in liaison.page.locator(".sz-errors, [role=alert]").first.inner_text()
    liaison.fills(progress="本期完成考前培训两期，参加学生六十人。")
    liaison.presses("报送")
    school = visit.province.world.offered[Role.LIAISON].organisation_id
    row = Report.objects.filter(institution=school).order_by("-period__due_on")[0]
    assert (row.state, row.progress) == ("submitted", "本期完成考前培训两期，参加学生六十人。")

    office = sits_down(visit, "office_officer")
    office.goes(f"/pilots/reports/{row.pk}/")
    assert "参加学生六十人" in office.reads()
    office.presses("接收")
    row.refresh_from_db()
    assert row.state == "accepted"
    liaison.goes("/pilots/reports/")
    assert "已接收" in liaison.reads()


@pytest.mark.rule("R-091")
def test_the_office_has_sites_proposed_and_a_lead_plans_by_it(visit: Visit) -> None:
    office = sits_down(visit, "office_officer")
    office.goes("/alliances/layout")
    office.follows("站点布局建议")
    office.presses("重新测算")
    jobs.run_waiting(clock.now())
    office.goes("/alliances/siting")
    assert "已是最优方案" in office.reads()

    lead = sits_down(visit, "alliance_lead")
    leads = alliances.led_by(visit.province.world.offered[Role.ALLIANCE_LEAD].organisation_id)
    row = SitingRow.objects.filter(certificate_type__in=[one.certificate_type_id for one in leads])
    proposed = row.select_related("certificate_type__alliance", "institution").order_by("pk")[0]
    year = visit.province.world.today.year
    lead.goes(f"/alliances/{proposed.certificate_type.alliance.pk}/layout/{year}")
    lead.follows("编制")
    assert f"平台建议设站院校： {proposed.institution.name}" in lead.reads()
