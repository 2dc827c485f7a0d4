"""The first day: the office, the parties, the catalogue, the round, the pilot that is filed."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from shuzheng.catalogue.services import importing
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.thread.people import Installation, Somebody

OFFICE = "安徽省1+X证书制度试点工作协调推进办公室"
DEPARTMENT = "安徽省教育厅"
COLLEGE = "徽州商贸职业技术学院（演示）"
LEAD = "江淮物流职业学院（演示）"
HOLDER = "徽仓物流评价中心（演示）"
CERTIFICATE = "智慧仓配运营（演示）"
FULL_NAME = "智慧仓配运营（演示）职业技能等级证书"
CODE = "B40121"
"""The code that the import gives to the first certificate after those of the reference data."""

INVENTED = {
    "certificate_catalogue.csv": (
        "batch,batch_seq,short_name,certificate_name,levels,evaluation_org,source,confidence,"
        "note,field",
        f"4,,{CERTIFICATE},{FULL_NAME},初级;中级,{HOLDER},{importing.INVENTED},,虚构证书,现代物流",
    ),
    "certificate_major_map.csv": (
        "certificate_short_name,major_level,major_code,major_name,source",
        f"{CERTIFICATE},higher_college,530802,现代物流管理,{importing.INVENTED}",
    ),
    "skill_standard_levels.csv": (
        "certificate_short_name,level,level_description,source",
        f"{CERTIFICATE},中级,能独立完成仓配作业。,{importing.INVENTED}",
    ),
    "skill_standard_requirements.csv": (
        "certificate_short_name,level,domain_no,work_domain,task_no,work_task,requirement_no,"
        "skill_requirement,source",
        f"{CERTIFICATE},中级,1,入库,1.1,验收,1.1.1,能按单验收货物。,{importing.INVENTED}",
    ),
}


def let_the_office_in(here: Installation) -> None:
    """The first administrator activates, and lets the office in; the office loads the catalogue."""
    security = here.activates("security", "安维明", here.code)
    assert security.title() == "我的工作台"
    office = here.hires("office", "包立新", 2, OFFICE, "office_officer")
    desk = office.reads()
    assert "省级试点工作指导委员会尚无委员" in desk
    assert "专项工作组应有多个部门的成员" in desk

    office.opens("基础数据")
    office.presses("导入这些文件")
    assert "等待执行" in office.reads()
    here.works()
    office.page.reload()
    assert "已完成。证书120种，专业882个" in office.reads()
    load_certificate(here)


def register_parties(here: Installation) -> None:
    """The office registers two institutions and an evaluation organisation, and opens the round."""
    office = here["office"]
    for name, code, division in ((COLLEGE, "YX0001", "340100"), (LEAD, "YX0002", "340200")):
        _register(office, "institution", name, code, division)
    _register(office, "evaluation_organisation", HOLDER, "PJ0001", "340100")
    here.works()  # the catalogue gives the organisation what carries its name
    office.opens("备案批次")
    office.follows("发布批次")
    office.fills(year="2026", opens_on="2026-03-01", closes_on="2026-03-31")
    office.presses("发布")
    assert "备案批次已发布。" in office.reads()


def load_certificate(here: Installation) -> None:
    """Load an invented certificate by the door of the real ones: no real one is walked here."""
    folder = here.folder / "catalogue"
    folder.mkdir()
    for name, lines in INVENTED.items():
        _write(folder / name, lines)
    clerk = actor(Role.OFFICE_OFFICER, 2, person_id=2)
    importing.import_certificates(folder, actor=clerk, now=here.at)


def _write(path: Path, lines: tuple[str, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(line.split(",") for line in lines)


def _register(office: Somebody, kind: str, name: str, code: str, division: str) -> None:
    office.opens("院校与机构")
    office.follows("登记单位")
    office.fills(kind=kind, name=name, code=code, division_code=division)
    if kind == "institution":
        office.fills(institution_kind="higher_vocational")
    office.presses("登记单位")
    assert office.title() == name


def file_the_pilot(here: Installation, *, script: bool = True) -> None:
    """The institution files, is told what is missing, and completes it; the office accepts."""
    liaison = here.hires("liaison", "方对接", 11, COLLEGE, "liaison", script=script)
    assert "填报2026年度备案" in liaison.reads()
    liaison.follows("填报2026年度备案")
    liaison.presses("填报2026年度备案")
    liaison.presses("保存并提交")
    assert "还缺9项" in liaison.reads()

    liaison.fills(
        topic_staff="专任教师20人，双师型教师12人。",
        topic_bases="校内实训室4间。",
        topic_sites="拟设本校考核站点。",
        topic_results="首次参加试点。",
        items__0__certificate="没有的证书",
        items__0__majors="530802",
        items__0__planned_headcount="60",
        confirmed_by_group_on="2026-03-01",
    )
    liaison.page.check("main [name=items-0-levels][value=intermediate]")
    for at, (role, name) in enumerate(
        (("head", "郝校长"), ("deputy", "傅校长"), ("functional_office", "教务处"))
    ):
        liaison.fills(**{f"group__{at}__role": role, f"group__{at}__name": name})
    liaison.presses("保存并提交")
    assert "证书：证书目录里没有“没有的证书”" in liaison.reads()
    assert "还缺" not in liaison.reads()

    liaison.fills(items__0__certificate=CERTIFICATE)
    liaison.presses("保存并提交")
    assert "备案已提交。" in liaison.reads()
    assert "3月16日（周一）24:00" in liaison.reads()

    office = here["office"]
    office.opens("工作台")
    office.follows("试点备案待核对")
    office.follows(COLLEGE)
    office.presses("予以备案")
    assert "已备案。" in office.reads()
    liaison.page.reload()
    assert "已备案" in liaison.reads()
