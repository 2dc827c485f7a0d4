"""The readable paper of an evidence file: the same history in the words of an official document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from shuzheng.assessment.rules import result as results
from shuzheng.catalogue.rules.levels import PRINTED, Level
from shuzheng.credentials.core import evidence, numbers
from shuzheng.credentials.queries import logged
from shuzheng.credentials.queries.evidence_file import SEATED
from shuzheng.credentials.queries.pages_register import STATES
from shuzheng.credentials.rules.status import State
from shuzheng.foundation.documents import dates
from shuzheng.foundation.documents.papers import histories as paper
from shuzheng.identity.queries import feed
from shuzheng.transparency.core import checkpoint, note
from shuzheng.transparency.core import proof as log_proof

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.evidence_file.record import Step
    from shuzheng.credentials.models import Certificate
    from shuzheng.credentials.queries.evidence_file import History

LANGUAGE = "zh-hans"
MARKERS = {0: "机器评阅", 1: "第一阅卷人", 2: "第二阅卷人", 3: "仲裁阅卷人"}
REGISTERED, MARKED, CERTIFIED = "报名与考试", "成绩", "证书"
CHAPTERS: Mapping[str, str] = {
    "mark.locked": MARKED,
    "result.published": MARKED,
    "assessment.review": MARKED,
    "assessment.result": MARKED,
    "certificate": CERTIFIED,
    "credentials": CERTIFIED,
}
"""In which chapter a step stands, by how its kind begins; the others were before."""

PLAIN: Mapping[str, str] = {
    "paper.handed-in": "交卷：{part}",
    "paper.passed-on": "试卷移交阅卷：{part}",
    "mark.locked": "锁定成绩：{part}",
    "result.published": "公布结果",
    "certificate.status": "证书状态变更",
    evidence.KIND: "颁发证书，写入存证日志",
}
"""What an entry is called whose payload says no more, or was erased."""


def paper_of(row: Certificate, history: History, made_for: str) -> bytes:
    """Return the paper of a certificate's history as a PDF, in Chinese."""
    with translation.override(LANGUAGE):
        steps = [(_chapter(step.kind), _step(step, history)) for step in history.record.steps]
        if history.record.grounds:
            steps.append((CERTIFIED, _grounds(row, history)))
    chapters = tuple(
        (title, tuple(sorted((one for named, one in steps if named == title), key=_when)))
        for title in (REGISTERED, MARKED, CERTIFIED)
    )
    return paper.evidence(
        paper.EvidencePaper(
            number=row.number,
            fields=_fields(row, history),
            chapters=tuple((title, held) for title, held in chapters if held),
            log=_log(history),
            made_at=history.record.made_at,
            made_for=made_for,
            demo=row.certificate_type.is_demonstration,
        )
    )


def _when(step: paper.EvidenceStep) -> Any:  # noqa: ANN401 - an instant, to sort by
    return step.at


def _chapter(kind: str) -> str:
    return next(
        (title for begins, title in CHAPTERS.items() if kind.startswith(begins)), REGISTERED
    )


def _fields(row: Certificate, history: History) -> tuple[tuple[str, str], ...]:
    kind = row.certificate_type.short_name
    level = PRINTED[Level(row.level)]
    return (
        ("持有人", row.holder),
        ("证书", f"{kind}　{level}"),
        ("证书编号", numbers.spaced(row.number)),
        ("评价组织", row.organisation.name),
        ("报名院校", history.candidate.institution or "社会学习者"),
        ("考核计划", f"{row.plan.name}（{row.plan.number}）"),
        ("颁发日期", dates.day(row.issued_on)),
        ("现状", f"{STATES[State(row.state)]}，{dates.instant(row.state_since)}起"),
        ("报名标识", history.record.registration),
    )


def _log(history: History) -> tuple[tuple[str, str], ...]:
    signed = note.parse(history.checkpoint)
    head = checkpoint.parse(signed.text)
    others = [one.name for one in signed.signatures if one.name != head.origin]
    return (
        ("日志", head.origin),
        ("条目数", f"{head.size:,}"),
        ("日志头", signed.text.split("\n")[2]),
        ("见证方", "、".join(others) or "没有配置见证方"),
    )


def _step(step: Step, history: History) -> paper.EvidenceStep:
    if step.act:
        return _act(step, history)
    if step.kind == SEATED:
        what = f"编排座位：{step.notes['site']}，{step.notes['room']}，{step.notes['seat']}号"
        drawn = step.notes.get("draw", "")
        return paper.EvidenceStep(
            at=step.at,
            what=what,
            party=step.party,
            details=(f"座位由抽签产生，可公开重算：{drawn}",) if drawn else (),
            proof="平台记录；抽签另有公开存证" if drawn else "平台记录",
            proved=False,
        )
    said = json.loads(step.entry.said) if step.entry and step.entry.said else {}
    what, details = _told(step, said)
    place = log_proof.parse(step.entry.proof).index + 1 if step.entry else 0
    return paper.EvidenceStep(
        at=step.at,
        what=what,
        party=step.party,
        details=details,
        proof=f"存证日志第{place:,}条" if place else "内容已按规定清除，日志条目不再能说明",
        proved=bool(place),
    )


def _told(step: Step, said: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return what an entry says in words, and further words under it."""
    part = step.notes.get("part", "")
    match step.kind:
        case "mark.locked" if said:
            return _mark(part, said)
        case "result.published" if said:
            return _result(said)
        case logged.STATUS_KIND if said:
            return f"证书状态变更为：{STATES[State(said['state'])]}", ()
    return PLAIN.get(step.kind, step.kind).format(part=part), ()


def _mark(part: str, said: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    marks = "，".join(
        f"{MARKERS.get(number, number)} {results.score_text(points)}"
        for number, points in said["marks"]
    )
    what = f"锁定成绩：{part}，{results.score_text(said['points'])}分（第{said['version']}版）"
    return what, (marks, *_reason(said))


def _result(said: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    outcome = _(results.OUTCOME_LABELS[results.Outcome(said["outcome"])])
    score = results.score_text(said["score"])
    marks = "、".join(f"第{place + 1:,}条" for place in said["marks"])
    what = f"公布结果：{outcome}{'，' if score else ''}{score}（第{said['version']}版）"
    return what, (*([f"依据存证日志{marks}的成绩"] if marks else []), *_reason(said))


def _reason(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the digest of the reason, which people wrote and which may name somebody."""
    return (f"更改理由的SHA-256：{said['reason']}",) if said["reason"] else ()


def _act(step: Step, history: History) -> paper.EvidenceStep:
    assert step.act is not None  # noqa: S101 - asked before
    seq, anchor = step.act.content["seq"], step.act.anchor
    proof = f"办理记录第{seq:,}号，"
    proof += "尚待日志锚定" if anchor is None else f"日志第{anchor + 1:,}条锚定"
    among = step.act.content["count"] > 0 and step.act.content["subject"] not in (
        history.record.subjects
    )
    return paper.EvidenceStep(
        at=step.at,
        what=feed.sentence(history.facts[seq]),
        party=step.party,
        proof=proof,
        proved=anchor is not None,
        among=among,
    )


def _grounds(row: Certificate, history: History) -> paper.EvidenceStep:
    rest = history.record.grounds
    assert rest is not None  # noqa: S101 - asked before
    place = log_proof.parse(rest.entry.proof).index + 1
    known = rest.result is not None
    return paper.EvidenceStep(
        at=row.issued_at,
        what=f"颁证依据：存证日志第{(rest.result or 0) + 1:,}条的结果" if known else "颁证依据",
        party=row.organisation.name,
        details=() if known else ("结果公布时尚无此类存证",),
        proof=f"存证日志第{place:,}条",
        proved=known,
    )
