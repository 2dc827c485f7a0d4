"""Documents of the province in every state and class, invented and numbered as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.foundation.documents import papers
from shuzheng.gazette.queries import pages_desk
from shuzheng.gazette.rules.documents import Issuer, Kind, Publicity, Topic
from shuzheng.gazette.rules.publicity import Subject
from shuzheng.gazette.services import attachments, documents, publicity, receipts
from shuzheng.gazette.services.documents import Draft
from shuzheng.identity.rules.kinds import InstitutionKind, OrganisationKind
from shuzheng.workforce.rules.policy import Orders
from shuzheng.workforce.services import policies

if TYPE_CHECKING:
    from shuzheng.demo.world import World

BUREAUS = (
    OrganisationKind.CITY_BUREAU.value,
    OrganisationKind.DIRECTLY_ADMINISTERED_COUNTY_BUREAU.value,
)
SCHOOLS = tuple(
    kind.value for kind in InstitutionKind if kind is not InstitutionKind.TECHNICIAN_SCHOOL
)
EVERYBODY = (*BUREAUS, *SCHOOLS, OrganisationKind.EVALUATION_ORGANISATION.value)
LATE = 3
"""Of so many schools one has not signed for the notice."""

NOTICE = """现就做好本年度1+X证书制度试点工作有关事项通知如下。
一、试点备案
有意参与试点的院校在平台提交备案材料，写明试点证书、等级、专业和计划人数。试点实行备案制，不设门槛，不做规模限制。
二、考核组织
（一）考核站点
各市教育局掌握本地区考核站点布局，对站点不足的方向及时提出建议。
（二）考务纪律
评价组织和承担考核的院校严格执行考务规程，发现违纪情况据实记录。
三、工作报送
试点院校每月12日、27日前报送工作进展，反映有关问题，提出政策建议。
本通知为演示文件，内容虚构。"""
CHARGES = """为规范证书培训考核收费，明确以下事项。
一、基本原则
培训和考核坚持公益性原则，不得收取约定项目以外的费用。
二、家庭经济困难学生
家庭经济困难学生免交考核费用，学生首张证书的考核费用由院校承担。
本文件为演示文件，内容虚构。"""
TEACHERS = """为支持和激励教师参与试点，明确以下事项。
一、工作量
教师承担的证书培训、考核工作列入教学工作量，具体办法由院校制定。
二、培养培训
师资培训纳入教师培养计划，向承担试点任务的教师倾斜。
本文件为演示文件，内容虚构。"""
CASE = """该校把证书培训内容拆解到专业核心课程，实训周与考核时间衔接，学生不另外增加课时。
一、主要做法
（一）课程先行
由专业带头人对照职业技能等级标准逐条核对课程内容，缺什么补什么。
（二）考训分开
培训教师不参加本校学生的考核评分。
二、成效
两个年级的考核通过率逐次提高，退考人数下降。
本案例为演示内容，院校和数据均为虚构。"""
CRITICISM = """经核查，个别单位（演示）连续三次未按时报送工作进展，经提醒仍未补报。现予通报。
请有关单位对照整改，于10个工作日内提交整改报告。
本通报为演示文件，单位和事实均为虚构。"""


def build(world: World) -> None:
    """Publish, send, correct and withdraw documents; leave some on the way."""
    world.say("公文公告", 92)
    _notice(world)
    _policies(world)
    _others(world)
    _publicity(world)
    _withdrawn(world)
    _in_work(world)


def _notice(world: World) -> None:
    """Send a notice to everybody; most have signed for it, some were reminded."""
    pk = _drafted(
        world,
        26,
        Draft(
            kind=Kind.NOTICE,
            publicity=Publicity.PUBLIC,
            issuer=Issuer.DEPARTMENT,
            title=f"关于做好{world.today.year}年1+X证书制度试点工作的通知",
            body=NOTICE,
            recipient_kinds=EVERYBODY,
        ),
    )
    attachments.attach(pk, _file(world, "试点工作日程表"), actor=world.office, now=world.at(26, 11))
    _published(world, pk, 25)
    for at, school in enumerate(world.schools):
        if at % LATE and school.kind in SCHOOLS:
            receipts.sign(pk, actor=school.liaison, now=world.at(24, 9, at))
    receipts.sign(pk, actor=world.holders[-1].staff, now=world.at(24, 15))
    receipts.remind(pk, actor=world.office, now=world.at(20))


def _policies(world: World) -> None:
    """Publish two policies; one of them is in its second version."""
    first = _out(
        world,
        200,
        Draft(
            kind=Kind.POLICY,
            publicity=Publicity.PUBLIC,
            issuer=Issuer.DEPARTMENT,
            topic=Topic.CHARGES,
            title="关于规范职业技能等级证书培训考核收费的意见（试行）",
            body=CHARGES,
        ),
    )
    now = world.at(120)
    second = documents.correct(first, "补充困难学生免交的办理方式。", actor=world.office, now=now)
    documents.edit(
        second,
        Draft(
            kind=Kind.POLICY,
            publicity=Publicity.PUBLIC,
            title="关于规范职业技能等级证书培训考核收费的意见（试行）",
            body=f"{CHARGES}\n免交由学生在平台申请，院校资助部门核实，不公开名单。",
        ),
        1,
        actor=world.office,
        now=now,
    )
    _published(world, second, 119)
    teachers = _out(
        world,
        150,
        Draft(
            kind=Kind.POLICY,
            publicity=Publicity.PUBLIC,
            issuer=Issuer.DEPARTMENT,
            topic=Topic.TEACHERS,
            title="关于支持激励教师参与1+X证书制度试点的若干措施",
            body=TEACHERS,
        ),
    )
    orders = Orders(
        ("演示省人力资源社会保障厅", "演示省财政厅"),
        world.on(150),
        "教师承担的证书培训、考核工作列入教学工作量，具体办法由院校制定。",
        "师资培训纳入教师培养计划，向承担试点任务的教师倾斜。",
    )
    policies.record(teachers, orders, seen=0, actor=world.office, now=world.at(149))


def _others(world: World) -> None:
    """Publish a list, a case, a public notice on request, an internal notice, and what came in."""
    school = world.schools[0].name
    for days_ago, kind, shown_to, title, body in (
        (90, Kind.LIST, Publicity.PUBLIC, "首批考核站点院校名单", f"{school}等院校，详见平台。"),
        (60, Kind.CASE, Publicity.PUBLIC, f"{school}推进课证融通的做法", CASE),
        (45, Kind.ANNOUNCEMENT, Publicity.PUBLIC, "关于开放证书查验服务的公告", ANNOUNCEMENT),
        (16, Kind.PUBLIC_NOTICE, Publicity.ON_REQUEST, "关于工作进展报送情况的通报", CRITICISM),
        (12, Kind.NOTICE, Publicity.INTERNAL, "关于召开试点工作调度会的通知", MEETING),
    ):
        is_public = shown_to is Publicity.PUBLIC
        draft = Draft(
            kind=kind,
            publicity=shown_to,
            title=title,
            body=body,
            recipient_kinds=() if is_public else (*BUREAUS, *SCHOOLS),
        )
        _out(world, days_ago, draft)
    _out(
        world,
        70,
        Draft(
            kind=Kind.NOTICE,
            publicity=Publicity.PUBLIC,
            issuer=Issuer.OTHER,
            issuer_name="演示省职业教育指导中心",
            number=f"演示职指〔{world.on(75).year}〕3号",
            dated_on=world.on(75),
            title="转发关于职业技能等级标准更新情况的通知",
            body="部分证书的职业技能等级标准已更新，请有关院校对照调整培训内容。\n本文件为演示文件，内容虚构。",
        ),
    )


ANNOUNCEMENT = """社会公众、用人单位可以在本平台查验职业技能等级证书的真伪和状态，无需登录。
查验结果以平台显示为准。本公告为演示文件。"""
MEETING = """定于下月上旬召开试点工作调度会，请各单位准备工作进展和问题清单。
本通知为演示文件，内容虚构。"""


def _publicity(world: World) -> None:
    """Show the organisations that were chosen: one period is over, one runs with an objection."""
    _shown(world, 100, "首批评价组织遴选结果公示")
    publicity.end_due(now=world.at(80, 0, 15))
    running = _shown(world, 3, "第二批评价组织遴选结果公示")
    publicity.object_to(
        running,
        "该机构在本市没有考核站点，请核实其服务能力。（演示）",
        who=publicity.Who("演示群众", "13800000017"),
        now=world.at(1, 15),
    )


def _shown(world: World, days_ago: int, title: str) -> int:
    shown = [
        Subject("拟列入本省试点评价组织", organisation_id=holder.id) for holder in world.holders[:2]
    ]
    draft = Draft(
        kind=Kind.PUBLICITY,
        publicity=Publicity.PUBLIC,
        issuer=Issuer.DEPARTMENT,
        title=title,
        body="经专家评审，拟将下列机构列入试点评价组织，现予公示。\n本公示为演示文件，内容虚构。",
    )
    now = world.at(days_ago + 1)
    pk = publicity.open_draft(draft, shown, actor=world.office, now=now)
    _published(world, pk, days_ago)
    return pk


def _withdrawn(world: World) -> None:
    """Withdraw a list that named a site that has not been approved."""
    draft = Draft(
        kind=Kind.LIST,
        publicity=Publicity.PUBLIC,
        title="拟新增考核站点名单",
        body="名单详见附件。本文件为演示文件。",
    )
    pk = _out(world, 40, draft)
    reason = "名单误列尚未批准的站点，核实后重新发布（演示）。"
    documents.withdraw(pk, reason, actor=world.province, now=world.at(38))


def _in_work(world: World) -> None:
    """Leave a draft with the department and an approved document with the office."""
    draft = Draft(
        kind=Kind.NOTICE,
        publicity=Publicity.PUBLIC,
        title="关于报送年度试点工作总结的通知",
        body="请各试点院校于年底前报送工作总结。本文件为演示文件。",
        recipient_kinds=SCHOOLS,
    )
    _drafted(world, 2, draft)
    draft = Draft(
        kind=Kind.CASE,
        publicity=Publicity.PUBLIC,
        title="校企共建考核站点的做法",
        body=CASE,
    )
    pk = _drafted(world, 3, draft)
    documents.approve(pk, 1, actor=world.province, now=world.at(1, 9))


def _drafted(world: World, days_ago: int, draft: Draft) -> int:
    return documents.draft(draft, actor=world.office, now=world.at(days_ago))


def _published(world: World, pk: int, days_ago: int) -> None:
    revision = pages_desk.detail(pk, world.province).revision
    documents.approve(pk, revision, actor=world.province, now=world.at(days_ago, 9))
    documents.publish(pk, actor=world.office, now=world.at(days_ago, 11))


def _out(world: World, days_ago: int, draft: Draft) -> int:
    pk = _drafted(world, days_ago + 1, draft)
    _published(world, pk, days_ago)
    return pk


def _file(world: World, title: str) -> SimpleUploadedFile:
    body = papers.listing(
        papers.Listing(
            title=title,
            columns=(papers.Column(title="时间"), papers.Column(title="事项", width=3)),
            rows=[("每月12日、27日", "报送工作进展"), ("考核前10个工作日", "公布考核安排")],
        ),
        papers.Imprint(printed_at=world.at(26), printed_by="演示", demo=True),
    )
    return SimpleUploadedFile(f"{title}.pdf", body, "application/pdf")
