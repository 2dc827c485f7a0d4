"""What a plan rests on: each record entered by the party that the rules name, with its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.identity.tests.cast import identity_number
from tests.browser.thread.founding import (
    CERTIFICATE,
    CODE,
    COLLEGE,
    DEPARTMENT,
    FULL_NAME,
    HOLDER,
    LEAD,
)

if TYPE_CHECKING:
    from tests.browser.thread.people import Installation

SITE = "徽州商贸考核站点（演示）"
ASSESSORS = ("甲考评", "乙考评", "丙考评")
WEIGHTS = ("industry_fit", "enterprise_recognition", "major_fit", "plan_fit")


def take_up(here: Installation) -> None:
    """The institution reviews the certificate; the office names who leads its alliance (R-050)."""
    liaison = here["liaison"]
    liaison.opens("工作台")
    liaison.follows("备案证书待准入论证")
    liaison.chooses("certificate", f"{CODE} {FULL_NAME}")
    liaison.presses("提出")
    liaison.follows("登记准入论证")
    liaison.fills(reviewed_on="2026-03-01", minutes=here.document())
    for at, expert in enumerate(("凌一", "陆二", "骆三")):
        marks = {f"sheets__{at}__{name}": "85" for name in WEIGHTS}
        liaison.fills(**{f"sheets__{at}__expert": expert, **marks})
    liaison.presses("登记论证结果")
    assert "论证结果已登记：通过。" in liaison.reads()

    office = here["office"]
    office.opens("工作台")
    office.follows("在用证书还没有联盟牵头院校")
    office.follows("指定代行牵头院校")
    office.chooses("certificate", FULL_NAME)
    office.chooses("lead", LEAD)
    office.fills(name="智慧仓配证书联盟（演示）")
    office.presses("指定")
    assert "代行牵头院校已指定。" in office.reads()


def report_the_event(here: Installation) -> None:
    """The organisation reports its event, the alliance signs, the office notes it (R-056)."""
    staff = here.hires("staff", "尚评价", 12, HOLDER, "organisation_staff")
    lead = here.hires("lead", "兰牵头", 13, LEAD, "alliance_lead")
    staff.opens("活动报备")
    staff.follows("报备活动")
    staff.chooses("certificate", f"{FULL_NAME}（{CODE}）")
    staff.fills(kind="assessment", title="2026年4月智慧仓配考核", place="合肥", headcount="30")
    staff.fills(levels="intermediate", starts_on="2026-04-18", ends_on="2026-04-18")
    staff.presses("保存草稿")
    staff.presses("签署报备")
    lead.opens("工作台")
    lead.follows("活动报备待办理")
    lead.follows("2026年4月智慧仓配考核")
    lead.presses("代表联盟会签")
    staff.page.reload()
    staff.presses("提交报备")
    assert "报备已提交省试点办。" in staff.reads()

    office = here["office"]
    office.opens("工作台")
    office.follows("活动报备待答复")
    office.follows("2026年4月智慧仓配考核")
    office.presses("予以备查")
    assert "报备已备查。" in office.reads()


def agree_on_the_fee(here: Installation) -> None:
    """The ceiling is loaded, experts appraise the fee, both parties sign (R-121, R-122)."""
    department = here.hires("department", "蒋厅管", 14, DEPARTMENT, "provincial_admin")
    department.opens("成本上限与书面豁免")
    department.follows("导入上限")
    template = department.takes("模板", "link")
    row = (CODE, CERTIFICATE, "中级", "300", "2026-01-01", "演示〔2026〕1号")
    department.fills(file=here.filled(template, [row]))
    department.presses("上传并核对")
    department.presses("导入1行")
    here.works()
    department.page.reload()
    assert "已导入1行" in department.reads()

    lead = here["lead"]
    lead.opens("考核费用协议")
    lead.follows("起草协议")
    lead.fills(level="intermediate", since="2026-03-02", until="2026-12-31")
    lead.fills(items__0__name="理论考核费", items__0__amount="80")
    lead.fills(items__1__name="实操考核费", items__1__amount="200")
    lead.presses("保存草稿")
    lead.presses("提交专家论证")
    lead.follows("登记专家论证")
    lead.fills(appraised_on="2026-03-02", minutes=here.document())
    for at, expert in enumerate(("柏专家", "柳专家", "杨专家", "桂专家", "槐专家")):
        lead.fills(**{f"experts__{at}__name": expert})
    lead.ticks("experts-0-from_pool")
    lead.presses("登记论证结果")
    lead.follows("签署协议")
    lead.presses("签署")
    staff = here["staff"]
    staff.opens("工作台")
    staff.follows("考核费用协议待处理")
    staff.follows(FULL_NAME)
    staff.follows("签署协议")
    staff.presses("签署")
    lead.page.reload()
    lead.follows("报省试点办备案")
    lead.fills(document=here.document())
    lead.presses("报省试点办备案")
    office = here["office"]
    office.opens("工作台")
    office.follows("考核费用协议待处理")
    office.follows(FULL_NAME)
    office.presses("予以生效")
    assert "协议已生效。" in office.reads()


def open_the_site(here: Installation) -> None:
    """The site is registered, checked, applied for, heard about, reviewed, recorded (R-090)."""
    keeper = here.hires("keeper", "詹站长", 15, COLLEGE, "site_admin")
    keeper.opens("考核站点")
    keeper.follows("登记站点")
    keeper.fills(name=SITE, address="合肥市演示路8号实训楼一层")
    keeper.presses("登记站点")
    keeper.follows("登记考场")
    keeper.fills(name="实训楼101", rows="4", columns="5", accessible="1")
    keeper.presses("登记考场")
    keeper.follows("登记检查")
    keeper.fills(checked_on="2026-03-01", document=here.document())
    keeper.ticks("held")
    keeper.presses("登记检查")
    assert "实训楼101的检查已登记。" in keeper.reads()

    liaison = here["liaison"]
    liaison.opens("考核站点")
    liaison.follows(SITE)
    liaison.follows("申请证书和等级")
    liaison.fills(level="intermediate", conditions="考场齐备。", local_industry="仓储企业集中。")
    liaison.fills(bases="校内实训中心。", need="本市考生就近考核。")
    liaison.presses("提交申请")
    lead, staff, office = here["lead"], here["staff"], here["office"]
    for one in (lead, staff, office):
        one.opens("工作台")
    lead.page.reload()
    lead.follows(f"站点申请：{SITE}")
    lead.follows("提出联盟意见")
    lead.fills(opinion="符合布局规划，无异议。")
    lead.presses("提出联盟意见")
    staff.page.reload()
    staff.follows(f"站点申请：{SITE}")
    staff.presses("开始评审")
    staff.follows("同意设立站点")
    staff.fills(visited_on="2026-03-01", until="2027-12-31", document=here.document())
    staff.presses("同意设立站点")
    office.page.reload()
    office.follows(f"站点申请：{SITE}")
    office.presses("登记站点")
    assert "站点已生效。" in office.reads()


def qualify_assessors(here: Installation) -> None:
    """The organisation qualifies three assessors; they get accounts (R-144)."""
    staff, security = here["staff"], here["security"]
    for at, name in enumerate(ASSESSORS):
        number = identity_number(31 + at, "19750101")
        staff.opens("考评员与培训师")
        staff.follows("授予资格")
        staff.fills(name=name, document_number=number, number=f"KP202600{at + 1}")
        staff.chooses("certificate", FULL_NAME)
        staff.fills(level="intermediate", kind="assessor", document=here.document())
        staff.fills(background="school" if at == 1 else "industry")
        staff.fills(issued_on="2026-01-10", expires_on="2027-12-31")
        staff.presses("授予资格")
        assert "资格已授予。" in staff.reads()
        security.opens("人员")
        security.follows(name)
        here.employs(f"assessor{at + 1}", name, HOLDER, "assessor")
