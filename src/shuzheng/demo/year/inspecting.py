"""Two inspections drawn by lot, one finding put right in time, one that ends in a veto.

The two sites that are drawn are of the three of A. The first has a minor finding, put right in
time; the second a grave one, not put right in time, escalated twice, and the ground of a veto.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shuzheng.assessment.services import sites as places
from shuzheng.demo.year.sites import LEVEL, TEXTS
from shuzheng.foundation.ui import listing
from shuzheng.quality.queries import inspections as queries
from shuzheng.quality.rules import form
from shuzheng.quality.rules.campaign import TargetKind
from shuzheng.quality.rules.finding import Severity
from shuzheng.quality.rules.inspection import Heard, Signature
from shuzheng.quality.rules.veto import Ground
from shuzheng.quality.services import campaigns, drawing, findings, inspections, vetoes
from shuzheng.quality.services.campaigns import Plan
from shuzheng.quality.services.findings import Found
from shuzheng.quality.services.inspections import Report

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.demo.year.cast import Year
    from shuzheng.kernel.actor import Actor

DRAWN, TEAM = 2, 2
PLANNED, DRAW, ARRIVED, AGREED = (4, 22), (4, 24), (5, 7), (5, 9)
PUBLISHED, CLOSED = (5, 20), (5, 27)
HAPPENED = (4, 19)
"""Both findings are about the day of the first session."""
FOUND = (
    (Severity.MINOR, "handover", "两次试卷交接记录缺少接收人签字。（演示）"),
    (Severity.GRAVE, "custody", "试卷启封时仅一人在场，部分试题提前外传。（演示）"),
)
FIRST = ((5, 12), (5, 20), (5, 22), (5, 26))
"""When the first finding is begun, handed in, checked again and closed: 19 days, due on 6 June."""
SECOND = ((7, 10), (7, 14), (7, 16))
"""The second: handed in, checked again and closed, 70 days after it was found."""
ESCALATED = ((6, 9), (6, 16))
VETOED = ((6, 10), (6, 13), (6, 18), (6, 20))
"""When the veto is proposed, heard on, decided by one person and put in force by another."""
LOTS = ("A drawn first", "A drawn second")
REVIEW_ON = (12, 31)
BARRED_ON = (6, 25)
EVERY = listing.Wish("all", size=100)
REASON = "启封程序严重违规，试题外传。（演示）"
LATE = "逾期未整改。（演示）"
DONE = "已补齐并完善制度。（演示）"
CHECKED = "现场复核，已整改到位。（演示）"


def enter(year: Year) -> None:
    """Enter the draw, both inspections, and what becomes of what they find."""
    year.enter(*PLANNED, partial(_plan, year))
    year.enter(*DRAW, partial(_draw, year))
    for place in range(DRAWN):
        year.enter(*ARRIVED, partial(_carry_out, year, place))
        year.enter(*PUBLISHED, partial(_publish, year, place))
    year.enter(*AGREED, partial(_agree, year))
    begun, handed_in, checked, closed = FIRST
    year.enter(*begun, partial(_begin, year, 0))
    for place, (one, two, three) in ((0, (handed_in, checked, closed)), (1, SECOND)):
        year.enter(*one, partial(_submit, year, place))
        year.enter(*two, partial(_recheck, year, place))
        year.enter(*three, partial(_close_finding, year, place))
    year.enter(*CLOSED, partial(_close_inspection, year, 0))
    for when in ESCALATED:
        year.enter(*when, partial(_escalate, year), 9)
    for when, act in zip(VETOED, (_propose, _hear, _decide, _enforce), strict=True):
        year.enter(*when, partial(act, year), 15)
    year.enter(*BARRED_ON, partial(_try_barred, year))


def _plan(year: Year, now: datetime) -> None:
    title = f"{year.number}年考核站点飞行检查（演示）"
    given = Plan(title, TargetKind.SITE, DRAWN, TEAM, ("rooms",))
    year.campaign = campaigns.plan(given, actor=year.world.office, now=now)


def _draw(year: Year, now: datetime) -> None:
    """Draw targets and teams: office and department commit, the lists freeze, both reveal."""
    office, department = year.world.office, year.world.province
    drawing.begin(year.campaign, actor=office, now=now)
    drawing.witness(year.campaign, actor=department, now=now)
    drawing.reveal(year.campaign, actor=office, now=now)
    drawing.reveal(year.campaign, actor=department, now=now)


def drawn(year: Year, place: int) -> tuple[int, Actor]:
    """Return the inspection that was drawn first (0) or second (1), and who leads its team."""
    seen: dict[int, Actor] = {}
    for one in year.inspectors:
        for line in queries.listed(one, EVERY).rows:
            page = queries.one(line.id, one)
            if page.is_member and page.team[0].person_id == one.person_id:
                seen[line.id] = one
    return sorted(seen.items())[place]


def _carry_out(year: Year, place: int, now: datetime) -> None:
    """Let a team arrive, record its finding, fill in the form and report."""
    pk, lead = drawn(year, place)
    severity, item, text = FOUND[place]
    inspections.arrive(pk, actor=lead, now=now)
    target = queries.one(pk, lead).line.target
    year.vetoed = next(name for name in year.sites if f"{name}考核站点" in target)
    year.lots[year.vetoed] = LOTS[place]
    photo = year.world.paper("现场检查取证", lead, now)
    seen = Found(severity, text, year.on(*HAPPENED), item)
    year.findings.append(findings.record(pk, seen, file_id=photo, actor=lead, now=now))
    items = form.items_of(queries.one(pk, lead).sections)
    said = {code: ("failed" if code == item else "held", "") for _, code, _ in items}
    inspections.answer(pk, said, actor=lead, now=now)
    record = year.world.paper("现场检查记录（双方签字）", lead, now)
    given = Report("已当场交换意见。（演示）", Signature.SIGNED, record)
    inspections.report(pk, given, actor=lead, now=now)


def _agree(year: Year, now: datetime) -> None:
    """Let A agree with the first report; to the second it says nothing, so the clock answers."""
    pk, _ = drawn(year, 0)
    by = year.schools["A"].liaison
    inspections.confirm(pk, Heard.AGREED, "无异议。（演示）", actor=by, now=now)


def _publish(year: Year, place: int, now: datetime) -> None:
    inspections.publish(drawn(year, place)[0], actor=year.world.office, now=now)


def _close_inspection(year: Year, place: int, now: datetime) -> None:
    inspections.close(drawn(year, place)[0], actor=year.world.office, now=now)


def _begin(year: Year, place: int, now: datetime) -> None:
    findings.begin(year.findings[place], actor=year.schools["A"].liaison, now=now)


def _submit(year: Year, place: int, now: datetime) -> None:
    by = year.schools["A"].liaison
    proof = year.world.paper("整改说明", by, now)
    findings.submit(year.findings[place], DONE, file_id=proof, actor=by, now=now)


def _recheck(year: Year, place: int, now: datetime) -> None:
    lead = drawn(year, place)[1]
    findings.recheck(year.findings[place], CHECKED, passed=True, actor=lead, now=now)


def _close_finding(year: Year, place: int, now: datetime) -> None:
    findings.close(year.findings[place], actor=year.world.office, now=now)


def _escalate(year: Year, now: datetime) -> None:
    findings.escalate(year.findings[1], LATE, actor=year.world.office, now=now)


def _propose(year: Year, now: datetime) -> None:
    lead = drawn(year, 1)[1]
    pk = year.findings[1]
    year.veto = vetoes.propose(pk, Ground.LEAKED_PAPER, REASON, actor=lead, now=now)


def _hear(year: Year, now: datetime) -> None:
    said = "承认事实，愿意整改。（演示）"
    vetoes.hear(year.veto, now.date(), said, actor=year.world.office, now=now)


def _decide(year: Year, now: datetime) -> None:
    number = f"演示决〔{year.number}〕7号"
    on = year.on(*REVIEW_ON)
    vetoes.decide(year.veto, number, REASON, on, actor=year.second, now=now)


def _enforce(year: Year, now: datetime) -> None:
    vetoes.enforce(year.veto, actor=year.world.province, now=now)


def _try_barred(year: Year, now: datetime) -> None:
    """Try to let the barred site apply for more, which the veto forbids."""
    by, certificate = year.schools["A"].liaison, year.certificate(4)
    site = year.sites[year.vetoed].id
    year.is_refused(
        "the vetoed site applies",
        lambda: places.apply(site, certificate, LEVEL, TEXTS, actor=by, now=now),
    )
