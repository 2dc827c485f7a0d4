"""From the plan to marks that are locked: each party by the pages of its own role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.foundation.documents.tests import reading
from shuzheng.identity.tests.cast import identity_number
from tests.browser.thread.evidence import ASSESSORS, SITE
from tests.browser.thread.founding import COLLEGE
from tests.browser.thread.people import CODE

if TYPE_CHECKING:
    from tests.browser.thread.people import Installation, Somebody

PLAN = "2026年4月智慧仓配运营（演示）职业技能等级证书考试"
CANDIDATES = (
    ("纪晓", 101, "物流2401"),
    ("路遥遥", 102, "物流2401"),
    ("向晚", 103, "物流2401"),
    ("宁静", 104, "物流2402"),
)
BAD_NUMBER = "349900200503011051"


def open_the_plan(here: Installation) -> None:
    """The organisation plans, reports, appoints, and opens once every condition holds (R-100)."""
    staff = here["staff"]
    staff.opens("考核计划")
    staff.follows("起草考核计划")
    staff.fills(level="intermediate")
    staff.presses("下一步")
    staff.fills(
        registration_opens_at="2026-03-03T08:00",
        registration_closes_at="2026-04-01T18:00",
        seats="20",
        part__0__starts_at="2026-04-18T09:00",
        part__0__ends_at="2026-04-18T10:30",
        part__1__starts_at="2026-04-18T13:30",
        part__1__ends_at="2026-04-18T16:00",
    )
    staff.ticks("rooms")
    staff.ticks("institutions")
    staff.presses("保存计划")
    assert f"{PLAN}（中级）" in staff.title()
    assert "9项中2项未满足" in staff.reads()
    staff.presses("提交计划")
    staff.follows("关联活动报备")
    staff.presses("关联报备")
    staff.follows("考评员")
    staff.follows("聘任考评员")
    staff.ticks("people")
    staff.chooses("chief", f"{ASSESSORS[-1]}　KP202600{len(ASSESSORS)}")
    staff.presses("聘任")
    staff.follows("概览")
    staff.presses("开放报名")
    assert "报名已开放" in staff.reads()


def register_candidates(here: Installation) -> None:
    """The institution fills in the template that the page offers; a wrong row comes back."""
    here.it_is(3, 3)
    liaison = here["liaison"]
    liaison.opens("工作台")
    liaison.follows("报送报名名单")
    liaison.follows("导入报名名单")
    rows = [_row(name, identity_number(n, "20050301"), n, group) for name, n, group in CANDIDATES]
    rows.append(_row("错号", BAD_NUMBER, 105, "物流2402"))
    liaison.fills(file=here.filled(liaison.takes("模板", "link"), rows))
    liaison.presses("上传并核对")
    assert "末位应为4，请对照证件" in liaison.reads()
    liaison.presses("导入4行")
    here.works()
    liaison.page.reload()
    assert "已导入4行" in liaison.reads()
    liaison.follows("查看报名")
    assert "4人未确认" in liaison.reads()


def _row(name: str, number: str, serial: int, group: str) -> tuple[str, ...]:
    phone = f"1380000{serial:04d}"
    return (name, "居民身份证", number, phone, group, f"2024{serial:06d}", "2024", "530802", "否")


def confirm_in_person(here: Installation) -> None:
    """Each candidate makes an account with the slip and answers, one without JavaScript (R-034)."""
    here["liaison"].opens("班级")
    codes = {**_slips(here["liaison"], "物流2401"), **_slips(here["liaison"], "物流2402")}
    for who, name, answer, script in (
        ("first", "纪晓", "我要报名", True),
        ("second", "路遥遥", "我要报名", True),
        ("third", "向晚", "不报名", True),
        ("fourth", "宁静", "我要报名", False),
    ):
        one = here.activates(who, name, codes[name], wide=False, script=script)
        assert "请确认：智慧仓配运营（演示）（中级）" in one.reads()
        assert "首张证书由学校承担" in one.reads()
        one.presses(answer)
    assert "您已确认：智慧仓配运营（演示）（中级）" in here["first"].reads()
    assert "您没有报名" in here["third"].reads()
    assert "可以考试" in here["fourth"].reads()


def _slips(liaison: Somebody, group: str) -> dict[str, str]:
    liaison.follows(group)
    liaison.follows("发放激活码")
    text = reading.words(liaison.takes("发放并打印码条"))
    liaison.opens("班级")
    names = [name for name, _, of in CANDIDATES if of == group]
    found = CODE.findall(text)
    assert len(found) == len(names)
    order = sorted(names, key=text.index)
    return dict(zip(order, found, strict=True))


def sign_in_again(here: Installation) -> None:
    """A candidate comes back later and signs in with the own name and password."""
    first = here["first"]
    first.page.get_by_role("button", name="退出登录").click()
    first.page.wait_for_url("**/")
    first.goes("/accounts/login/")
    first.page.fill("input[name=login]", "first")
    first.page.fill("input[name=password]", "Kaoping-2026-x")
    first.page.keyboard.press("Enter")
    first.page.wait_for_url("**/assessment/mine/")


def seat_and_print(here: Installation) -> None:
    """Site and office draw, the site locks and prints; a candidate saves a ticket."""
    here.it_is(4, 2)
    keeper = here["keeper"]
    keeper.opens("工作台")
    keeper.follows(f"编排座位：{PLAN}")
    keeper.presses("发起座位抽签")
    office = here["office"]
    office.opens("工作台")
    office.follows(f"见证座位抽签：{PLAN}")
    office.follows("担任见证方")
    office.presses("担任见证方")
    office.presses("公开秘密值")
    keeper.opens("工作台")
    keeper.follows(f"公开座位抽签的秘密值：{PLAN}")
    keeper.presses("公开秘密值")
    keeper.opens("工作台")
    keeper.follows(f"编排座位：{PLAN}")
    keeper.presses("锁定座位并生成准考证")
    assert "座位已锁定。" in keeper.reads()
    assert "路遥遥" in reading.words(keeper.takes("桌贴"))
    door = reading.words(keeper.takes("考场名单"))
    assert all(name in door for name in ("纪*", "路*遥", "宁*"))  # whoever passes the door reads it
    sheet = reading.words(keeper.takes("签到表"))
    assert all(name in sheet for name in ("纪晓", "路遥遥", "宁静"))
    assert "向晚" not in sheet

    here.it_is(4, 12)
    first = here["first"]
    first.goes("/assessment/mine/tickets/")
    assert "实训楼101" in first.reads()
    ticket = reading.words(first.takes("下载A4纸质版（PDF）"))
    assert "纪晓" in ticket
    assert SITE in ticket


def sit(here: Installation) -> None:
    """On the day: identity checked by two, begun, handed in, for both parts (R-102, R-103)."""
    here.it_is(4, 18, 8, 30)
    keeper, door = here["keeper"], here.hires("door", "甄监考", 16, COLLEGE, "invigilator")
    keeper.opens("工作台")
    keeper.follows(f"组织考核：{PLAN}")
    keeper.presses("开始考核")
    door.opens("工作台")
    door.follows(f"组织考核：{PLAN}")
    for part, begins, ends in (
        ("理论", (8, 40, 9, 0), (10, 25)),
        ("实操", (13, 10, 13, 30), (15, 50)),
    ):
        here.it_is(4, 18, *begins[:2])
        door.follows(part)
        door.fills(second="监考乙")
        door.ticks("row")
        door.presses("签到")
        here.it_is(4, 18, *begins[2:])
        door.presses("全场开考")
        here.it_is(4, 18, *ends)
        door.ticks("row")
        door.presses("交卷")
        assert "已交卷 3" in door.reads()
    here.it_is(4, 18, 16, 30)
    keeper.page.reload()
    keeper.presses("结束考核，开始评分")
    assert "考核已结束，开始评分。" in keeper.reads()


def mark(here: Installation) -> None:
    """Two mark without seeing each other, a third decides beyond the gap, then it is locked."""
    here.it_is(4, 20)
    marks = {"assessor1": ("82", "74.5", "88"), "assessor2": ("80", "90", "86.5")}
    for who, given in marks.items():
        one = here[who]
        one.opens("工作台")
        one.follows(f"评分：{PLAN}")
        assert not {"82.00", "74.50", "88.00"} & set(one.reads().split())
        one.page.locator("main input[type=text], main input[inputmode]").first.focus()
        for value in given:
            one.page.keyboard.type(value)
            one.page.keyboard.press("Enter")
        one.presses("保存分数")
        assert "已保存3个分数。" in one.reads()
    assert "1份答卷需仲裁。" in here["assessor2"].reads()

    staff = here["staff"]
    staff.opens("考核计划")
    staff.follows(PLAN)
    staff.follows("前往评分")
    staff.follows("录入机考成绩")
    staff.page.locator("main input[type=text], main input[inputmode]").first.focus()
    for value in ("75", "66", "58"):
        staff.page.keyboard.type(value)
        staff.page.keyboard.press("Enter")
    staff.presses("录入并锁定")
    assert "已锁定3个分数。" in staff.reads()

    third = here["assessor3"]
    third.opens("工作台")
    third.follows(f"仲裁评分：{PLAN}")
    third.follows("作出决定")
    third.fills(mark="80")
    third.presses("确定分数")
    third.presses("锁定合分结果")
    assert "合分结果已锁定" in third.reads()
