"""An evidence file leads from the registration to the present status, and a stranger checks it."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from shuzheng.assessment.models import LoggedStep, Registration
from shuzheng.assessment.services import reviews
from shuzheng.assessment.tests import cast_b
from shuzheng.credentials.access import NoSuchCertificate, Permission
from shuzheng.credentials.core import evidence_file, verifying
from shuzheng.credentials.core.evidence_file.report import Step
from shuzheng.credentials.models import Certificate, IssuerKey
from shuzheng.credentials.queries import trust
from shuzheng.credentials.rules.status import ReasonMissing
from shuzheng.credentials.services import evidence_files, issuing, keys, status
from shuzheng.credentials.tests import cast as stage
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast
from shuzheng.kernel.actor import NotPermitted
from shuzheng.transparency.models import Entry
from shuzheng.transparency.queries.evidence import NotYetPublished
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from shuzheng.assessment.tests.cast_b import Day
    from shuzheng.credentials.core.evidence_file.report import FileReport
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db

LATER = cast_b.PUBLISHING_DAY + timedelta(days=30)
OFFICE = cast.actor(Role.OFFICE_OFFICER, person_id=999_999)
NAMES = ("程雨霏", "葛怀瑾", "监考乙")
"""Whom the history meets, and the file never names."""


def issued(*practice: str) -> Day:
    """Return a plan whose certificates are issued, after a mark was corrected on review."""
    day = cast_b.published(*practice)
    uid = Registration.objects.get(pk=day.candidates[0]).uid
    now = cast_b.PUBLISHING_DAY
    review = reviews.ask(uid, "疑漏计", actor=day.learner(), now=now)
    reviews.accept(review, actor=day.staff(), now=now)
    reviews.recheck(review, {day.sheet().component_id: "82"}, "漏计2分", actor=day.staff(), now=now)
    reviews.close(review, actor=day.learner(), now=now)
    issuing.issue(day.plan, actor=issuer(day), now=LATER)
    return day


def issuer(day: Day) -> Actor:
    return cast.actor(Role.ORGANISATION_ISSUER, day.here.organisation, person_id=day.clerk)


def holder(day: Day, index: int = 0) -> Actor:
    person = Registration.objects.get(pk=day.candidates[index]).person_id
    return cast.actor(Role.STUDENT, 0, person_id=person)


def certificate(day: Day, index: int = 0) -> Certificate:
    return Certificate.objects.get(result__registration_id=day.candidates[index])


def settled(now: Any = LATER) -> None:  # noqa: ANN401 - an instant
    """Anchor, sign the lists and publish, as the clock does."""
    log.anchor_facts(now)
    status.publish(now=now)
    log.publish(now=now)


def opened(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def judged(body: bytes, now: Any = LATER) -> FileReport:  # noqa: ANN401 - as above
    return evidence_file.judge(body, verifying.Verifier(trust.current(now), now))


def outcomes(report: FileReport) -> list[str]:
    return [str(check.outcome) for check in report.checks]


def words(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.rule("R-110")
def test_the_holder_takes_out_a_file_that_a_stranger_finds_whole() -> None:
    day = issued("80", "55")
    settled()

    made = evidence_files.export(certificate(day).number, "", actor=holder(day), now=LATER)

    report = judged(made.body)
    assert made.name == f"evidence-{certificate(day).number}.zip"
    assert [str(check) for check in report.checks if check.outcome == "failed"] == []
    # The seat is recorded, and nothing proves it.
    assert outcomes(report) == ["held"] * 10 + ["undecidable", "held"]
    assert str(report.verdict) == "valid"
    assert sorted(opened(made.body)) == [
        "bundle.json",
        "checkpoint",
        "evidence.json",
        "evidence.pdf",
    ]


def test_it_tells_every_step_in_order_with_its_proof() -> None:
    day = issued("80", "55")
    settled()
    made = evidence_files.export(certificate(day).number, "", actor=holder(day), now=LATER)

    said = json.loads(opened(made.body)["evidence.json"])

    steps = said["steps"]
    assert [one["kind"] for one in steps if "entry" in one] == [
        "paper.handed-in",
        "paper.handed-in",
        "paper.passed-on",
        "paper.passed-on",
        "mark.locked",
        "mark.locked",
        "result.published",
        "mark.locked",
        "result.published",
        "certificate.issued",
    ]
    assert [one["kind"] for one in steps if "entry" not in one and "act" not in one] == [
        "seating.locked"
    ]
    assert sorted(one["at"] for one in steps) == [one["at"] for one in steps]
    assert {one["act"]["anchor"] is None for one in steps if "act" in one} == {False}
    newest = LoggedStep.objects.filter(registration_id=day.candidates[0], kind="result.published")
    assert said["grounds"]["result"] == newest.order_by("-version")[0].log_index
    assert said["registration"] == str(Registration.objects.get(pk=day.candidates[0]).uid)


def test_nobody_is_named_but_the_holder_and_nothing_is_of_another_candidate() -> None:
    day = issued("80", "75")
    settled()
    row, other = certificate(day), certificate(day, 1)
    made = evidence_files.export(row.number, "", actor=holder(day), now=LATER)

    files = opened(made.body)
    paper = words(files["evidence.pdf"])
    told = files["evidence.json"].decode()
    assert row.holder in paper
    theirs = Registration.objects.get(pk=day.candidates[1])
    salts = Entry.objects.filter(
        index__in=LoggedStep.objects.filter(registration=theirs).values("log_index")
    ).values_list("salt", flat=True)
    for word in (*NAMES, other.holder, other.number, str(other.uid), str(theirs.uid), *salts):
        assert word not in paper
        assert word not in told


def test_the_paper_says_in_chinese_what_happened_and_what_proves_it() -> None:
    day = issued("80", "55")
    settled()
    row = certificate(day)
    made = evidence_files.export(row.number, "", actor=holder(day), now=LATER)

    paper = words(opened(made.body)["evidence.pdf"])

    place = LoggedStep.objects.get(kind="mark.locked", part="practice", version=2).log_index
    for shown in (
        "证书存证档案",
        "第一阅卷人80.00，第二阅卷人80.00",
        "82.00分（第2版）",
        f"存证日志第{place + 1}条",
        "颁发证书，写入存证日志",
        "颁证依据",
        "有证明",
        "仅记录",
        "导出方持有人本人",
        "shuzhengverify",
    ):
        assert shown in paper, shown


@pytest.mark.rule("R-115")
def test_staff_say_why_and_the_reason_is_kept_sealed() -> None:
    day = issued("80", "55")
    settled()
    number = certificate(day).number

    with pytest.raises(ReasonMissing):
        evidence_files.export(number, " ", actor=issuer(day), now=LATER)
    evidence_files.export(number, "法院调取（2026）皖01民初1号", actor=OFFICE, now=LATER)

    fact = Fact.objects.get(verb="credentials.evidence.exported")
    assert fact.subject == f"credentials.certificate:{certificate(day).pk}"
    assert facts.personal_of(fact) == {"reason": "法院调取（2026）皖01民初1号"}
    assert "法院" not in json.dumps(fact.data, ensure_ascii=False)


def test_strangers_and_the_school_get_none() -> None:
    day = issued("80", "75")
    settled()
    number = certificate(day).number
    elsewhere = cast.organisation("E9", OrganisationKind.EVALUATION_ORGANISATION)

    with pytest.raises(NoSuchCertificate):
        evidence_files.export(number, "", actor=holder(day, 1), now=LATER)
    stranger = cast.actor(Role.ORGANISATION_ISSUER, elsewhere)
    with pytest.raises(NoSuchCertificate):
        evidence_files.export(number, "查", actor=stranger, now=LATER)
    school = cast.actor(Role.ORGANISATION_ISSUER, day.here.college)
    school = replace(school, permissions=frozenset({Permission.CERTIFICATE_EVIDENCE}))
    with pytest.raises(NoSuchCertificate):
        evidence_files.export(number, "查", actor=school, now=LATER)
    school = cast.actor(Role.LIAISON, day.here.college)
    with pytest.raises(NotPermitted):
        evidence_files.export(number, "查", actor=school, now=LATER)


def test_what_is_not_published_yet_is_waited_for() -> None:
    day = issued("80", "55")

    with pytest.raises(NotYetPublished):
        evidence_files.export(certificate(day).number, "", actor=holder(day), now=LATER)


@pytest.mark.rule("R-110")
def test_the_changes_of_status_lead_to_the_present_one() -> None:
    day = issued("80", "55")
    row = certificate(day)
    status.suspend(row.number, "核查", actor=OFFICE, now=LATER)
    status.clear(row.number, actor=OFFICE, now=LATER + timedelta(days=1))
    status.suspend(row.number, "再查", actor=OFFICE, now=LATER + timedelta(days=2))
    now = LATER + timedelta(days=3)
    settled(now)

    made = evidence_files.export(row.number, "", actor=holder(day), now=now)

    report = judged(made.body, now)
    assert [str(check) for check in report.checks if check.outcome == "failed"] == [
        "Of the checks of a certificate, 9 did not pass."
    ]
    assert report.check(Step.CHANGES).params == {"count": 3}
    assert str(report.verdict) == "suspended"
    assert words(opened(made.body)["evidence.pdf"]).count("证书状态变更为：正在核查") == 2


def test_a_certificate_from_before_such_entries_is_recorded_only() -> None:
    made = stage.issued_plan(["沈予安"])
    issuing.issue(made.plan, actor=made.issuer, now=stage.LATER)
    status.publish(now=stage.LATER)
    log.publish(now=stage.LATER)
    row = Certificate.objects.get()

    body = evidence_files.export(row.number, "争议", actor=OFFICE, now=stage.LATER).body

    report = judged(body, stage.LATER)
    assert outcomes(report) == ["held"] * 9 + ["undecidable", "undecidable", "held"]
    assert str(report.verdict) == "valid"
    assert json.loads(opened(body)["evidence.json"])["grounds"]["result"] is None


def test_what_was_erased_is_recorded_and_nothing_proves_it() -> None:
    day = issued("80", "55")
    settled()
    gone = LoggedStep.objects.get(
        registration_id=day.candidates[0], kind="paper.handed-in", part="theory"
    )
    LoggedStep.objects.filter(pk=gone.pk).update(payload="")
    Entry.objects.filter(index=gone.log_index).update(salt="")

    made = evidence_files.export(certificate(day).number, "", actor=holder(day), now=LATER)

    assert judged(made.body).check(Step.VERSIONS).outcome == "held"
    assert "内容已按规定清除" in words(opened(made.body)["evidence.pdf"])


def test_an_act_is_proved_as_the_document_says() -> None:
    day = issued("80", "55")
    settled()
    made = evidence_files.export(certificate(day).number, "", actor=holder(day), now=LATER)
    steps = json.loads(opened(made.body)["evidence.json"])["steps"]
    [act] = [one["act"] for one in steps if one["kind"] == "assessment.review.asked"]

    text = json.dumps(act["content"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = sha256(b"shuzheng/fact/v1\0" + text.encode())

    assert digest.hexdigest() == Fact.objects.get(verb="assessment.review.asked").hash
    node, index = sha256(b"\0" + digest.digest()).digest(), act["content"]["seq"] - 1
    count = Fact.objects.filter(seq__lt=Fact.objects.latest("seq").seq).count()
    last = count - 1
    for sibling in map(base64.b64decode, act["path"]):
        if index % 2 or index == last:
            node = sha256(b"\1" + sibling + node).digest()
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            node = sha256(b"\1" + node + sibling).digest()
        index, last = index // 2, last // 2
    said = Entry.objects.get(index=act["anchor"]).leaf.split()
    assert (said[-2], said[-1]) == (str(count), node.hex())


def test_a_certificate_with_a_second_proof_is_logged_and_proved_with_both() -> None:
    made = stage.issued_plan(["沈予安", "许文澜"])
    issuing.issue(made.plan, actor=made.issuer, now=stage.LATER, at_once=1)
    keys.ask_sm2(IssuerKey.objects.get().pk, actor=made.issuer, now=stage.LATER)
    issuing.issue(made.plan, actor=made.issuer, now=stage.LATER)
    status.publish(now=stage.LATER)
    log.publish(now=stage.LATER)
    row = Certificate.objects.order_by("-log_index")[0]
    assert len(json.loads(row.credential)["proof"]) == 2

    body = evidence_files.export(row.number, "争议", actor=OFFICE, now=stage.LATER).body

    assert outcomes(judged(body, stage.LATER)) == ["held"] * 9 + ["undecidable"] * 2 + ["held"]
