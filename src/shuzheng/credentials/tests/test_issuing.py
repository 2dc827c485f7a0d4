"""Certificates are issued once per passed result, batch by batch, and stand in the log."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from shuzheng.assessment.models import Attendance, Plan, PlanSession, ScoreReview
from shuzheng.credentials.access import NoSuchCertificate
from shuzheng.credentials.core import envelope, numbers, verifying
from shuzheng.credentials.models import Certificate, IssuerKey, NumberSeries
from shuzheng.credentials.queries import papers, trust, verification
from shuzheng.credentials.rules.status import Ground, NotHeard, SameParty, State
from shuzheng.credentials.services import issuing, status
from shuzheng.credentials.tests.cast import LATER, issued_plan, moment
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.standing.queries.restrictions import Barred
from shuzheng.standing.rules.restrictions import Kind
from shuzheng.standing.services import restrictions
from shuzheng.transparency.models import Entry
from shuzheng.transparency.queries import checking
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from shuzheng.credentials.tests.cast import Cast

OFFICE = actor(Role.OFFICE_OFFICER, person_id=999_999)


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 - it needs the database
    return issued_plan(["沈予安", "许文澜", "阿依古丽·买买提", "王小明"], failed=1)


def issue(cast: Cast) -> list[Certificate]:
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
    return list(Certificate.objects.order_by("number"))


def verdict(row: Certificate, now: object = LATER) -> verifying.Verdict:
    return verification.by_number(row.number, row.holder, now).report.verdict  # type: ignore[arg-type]


@pytest.mark.rule("R-109")
@pytest.mark.rule("R-114")
def test_every_passed_result_earns_one_certificate_and_no_other_does(cast: Cast) -> None:
    rows = issue(cast)

    assert [row.holder for row in rows] == ["沈予安", "许文澜", "阿依古丽·买买提"]
    assert [numbers.parse(row.number).serial for row in rows] == [1, 2, 3]
    assert rows[0].number.startswith("X2026D1000120000001")
    assert Plan.objects.get().state == "certified"
    assert issuing.issue(cast.plan, actor=cast.issuer, now=LATER) == issuing.Issued(0, 0)
    assert Certificate.objects.count() == 3
    fact = Fact.objects.get(verb="credentials.certificates.issued")
    assert (fact.data, fact.subjects_count) == ({"count": 3}, 3)
    assert facts.check_chain() == []


def test_what_is_issued_in_the_second_in_which_the_key_is_made_is_valid(cast: Cast) -> None:
    now = LATER.replace(microsecond=600_000)
    issuing.issue(cast.plan, actor=cast.issuer, now=now)
    status.publish(now=now)
    log.publish(now=now)

    assert {str(verdict(row, now)) for row in Certificate.objects.all()} == {"valid"}


@pytest.mark.rule("R-109")
def test_nothing_is_issued_before_the_review_window_is_over(cast: Cast) -> None:
    Plan.objects.update(review_until=LATER.date())

    assert issuing.issue(cast.plan, actor=cast.issuer, now=LATER) == issuing.Issued(0, 0)
    tomorrow = LATER + timedelta(days=1)
    assert issuing.issue(cast.plan, actor=cast.issuer, now=tomorrow).count == 3


@pytest.mark.rule("R-109")
def test_an_open_review_or_misconduct_of_ones_own_holds_the_certificate_back(cast: Cast) -> None:
    plan = Plan.objects.get()
    first, second = plan.registrations.order_by("pk")[:2]
    ScoreReview.objects.create(
        registration=first, state="accepted", reason="合分有误", requested_on=NOON.date()
    )
    session = PlanSession.objects.create(
        plan=plan, component_code="theory", starts_at=NOON, ends_at=NOON + timedelta(hours=1)
    )
    Attendance.objects.create(registration=second, session=session, state="misconduct_open")

    assert [row.holder for row in issue(cast)] == ["阿依古丽·买买提"]


@pytest.mark.rule("R-109")
def test_the_database_itself_refuses_a_second_live_certificate(cast: Cast) -> None:
    row = issue(cast)[0]
    row.pk = None
    row.number, row.token, row.log_index = "X", "t", 10_000
    row.uid = "12345678-1234-5678-1234-567812345678"
    row.revocation_index, row.suspension_index, row.message_index = 1, 1, 1

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_stopped_run_goes_on_with_the_rest(cast: Cast) -> None:
    seen: list[tuple[int, int]] = []
    first = issuing.issue(cast.plan, actor=cast.issuer, now=LATER, at_once=2)
    assert first == issuing.Issued(2, 1)
    assert Plan.objects.get().state == "results_published"

    done = issuing.issue_all(
        cast.plan, actor=cast.issuer, clock=lambda: LATER, progress=lambda *n: seen.append(n)
    )

    assert (done, seen) == (1, [(1, 1)])
    assert len(set(Certificate.objects.values_list("number", flat=True))) == 3
    assert Plan.objects.get().state == "certified"


def test_a_batch_that_fails_leaves_nothing_and_its_numbers_are_drawn_anew(cast: Cast) -> None:
    with transaction.atomic():
        issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
        transaction.set_rollback(True)

    assert (Certificate.objects.count(), Entry.objects.count()) == (0, 0)
    assert IssuerKey.objects.count() == 0
    assert len(issue(cast)) == 3


def test_each_certificate_has_a_place_of_its_own_in_the_log_and_the_lists(cast: Cast) -> None:
    rows = issue(cast)
    log.publish(now=LATER)

    assert sorted(row.log_index for row in rows) == [0, 1, 2]
    assert checking.check_log() == []
    assert len({row.revocation_index for row in rows}) == 3
    assert len({row.token for row in rows}) == 3
    stored = json.loads(rows[0].credential)
    assert stored["credentialSubject"]["licenseNumber"] == rows[0].number
    said = json.dumps(stored, ensure_ascii=False)
    assert "349900" not in said
    assert "score" not in said.lower()


def test_the_signed_text_says_which_standard_and_which_skills(cast: Cast) -> None:
    achievement = json.loads(issue(cast)[0].credential)["credentialSubject"]["achievement"]

    assert achievement["name"] == "演示软件测试职业技能等级证书（中级）"
    assert [one.get("targetCode") for one in achievement["alignment"]] == [None, "1.1.1"]


@pytest.mark.rule("R-112")
def test_anybody_verifies_it_by_number_and_name_code_and_file(cast: Cast) -> None:
    row = issue(cast)[2]
    assert verdict(row) is verifying.Verdict.STATUS_UNKNOWN
    status.publish(now=LATER)
    log.publish(now=LATER)

    found = verification.by_number(f" {row.number.lower()} ", "阿依古丽 ·买买提", LATER)
    assert found.report.verdict is verifying.Verdict.VALID
    assert all(check.outcome is verifying.Outcome.HELD for check in found.report.checks)
    assert found.certificate is not None
    assert found.certificate.organisation == "演示评价中心"
    by_code = verification.by_token(row.token, LATER)
    assert by_code.report.verdict is verifying.Verdict.VALID
    by_file = verification.by_file(row.credential.encode(), LATER)
    assert by_file.certificate == found.certificate


@pytest.mark.rule("R-112")
def test_a_wrong_name_looks_like_an_absent_certificate(cast: Cast) -> None:
    row = issue(cast)[0]
    absent = numbers.compose(2026, "D10001", 2, 999)

    for number, name in ((row.number, "沈予宁"), (absent, "沈予安"), (row.number, "")):
        with pytest.raises(verification.NotFound) as refusal:
            verification.by_number(number, name, LATER)
        assert str(refusal.value) == (
            "No certificate with this number and this name is registered here."
        )
    with pytest.raises(verification.NumberMistyped):
        verification.by_number(row.number[:-1] + "?", "沈予安", LATER)
    with pytest.raises(verification.UnknownCode):
        verification.by_token("x" * 22, LATER)


@pytest.mark.rule("R-109")
def test_a_revocation_is_proposed_after_a_hearing_and_confirmed_by_somebody_else(
    cast: Cast,
) -> None:
    row = issue(cast)[0]
    status.publish(now=LATER)
    with pytest.raises(NotHeard):
        status.propose_revocation(
            row.number, Ground.FRAUD, "替考", None, actor=cast.issuer, now=LATER
        )
    proposal = status.propose_revocation(
        row.number, Ground.FRAUD, "替考", LATER.date(), actor=cast.issuer, now=LATER
    )
    with pytest.raises(status.ProposedAlready):
        status.propose_revocation(
            row.number, Ground.FRAUD, "替考", LATER.date(), actor=cast.issuer, now=LATER
        )
    with pytest.raises(NotPermitted):
        status.confirm_revocation(proposal, actor=cast.issuer, now=LATER)
    oneself = actor(Role.OFFICE_OFFICER, person_id=cast.issuer.person_id)
    with pytest.raises(SameParty):
        status.confirm_revocation(proposal, actor=oneself, now=LATER)

    status.confirm_revocation(proposal, actor=OFFICE, now=LATER)
    row.refresh_from_db()
    assert (row.state, row.decision_number) == (State.REVOKED, f"CX2026{proposal:05d}")
    assert status.publish(now=moment(1)) == 3
    assert verdict(row, moment(1)) is verifying.Verdict.REVOKED
    assert facts.check_chain() == []


@pytest.mark.rule("R-109")
def test_a_revoked_result_may_earn_a_new_certificate_under_a_new_number(cast: Cast) -> None:
    row = issue(cast)[0]
    proposal = status.propose_revocation(
        row.number, Ground.ISSUING_ERROR, "印错等级", LATER.date(), actor=cast.issuer, now=LATER
    )
    status.confirm_revocation(proposal, actor=OFFICE, now=LATER)

    assert issuing.issue(cast.plan, actor=cast.issuer, now=LATER).count == 1
    assert NumberSeries.objects.get().last == 4
    assert Certificate.objects.filter(holder="沈予安").count() == 2


def test_an_enquiry_shows_and_can_be_cleared(cast: Cast) -> None:
    row = issue(cast)[0]
    status.suspend(row.number, "有人举报", actor=cast.issuer, now=LATER)
    status.publish(now=LATER)
    assert verdict(row) is verifying.Verdict.SUSPENDED

    status.clear(row.number, actor=OFFICE, now=LATER)
    status.publish(now=moment(1))
    assert verdict(row, moment(1)) is verifying.Verdict.VALID


def test_an_old_list_is_not_taken_for_not_revoked(cast: Cast) -> None:
    row = issue(cast)[0]
    status.publish(now=LATER)

    assert verdict(row, moment(8)) is verifying.Verdict.STATUS_UNKNOWN
    assert status.publish(now=moment(1)) == 0
    assert status.publish(now=moment(2)) == 3


def test_strangers_neither_issue_nor_see(cast: Cast) -> None:
    other = organisation("E2", OrganisationKind.EVALUATION_ORGANISATION)
    stranger = actor(Role.ORGANISATION_ISSUER, other)
    assert issuing.issue(cast.plan, actor=stranger, now=LATER) == issuing.Issued(0, 0)
    with pytest.raises(NotPermitted):
        issuing.issue(cast.plan, actor=actor(Role.ORGANISATION_STAFF, cast.holder), now=LATER)

    row = issue(cast)[0]
    for one in (
        stranger,
        actor(Role.LIAISON, organisation("S2")),
        actor(Role.STUDENT, person_id=cast.people[1]),
    ):
        with pytest.raises(NoSuchCertificate):
            papers.credential(row.number, one)
    assert papers.credential(row.number, actor(Role.STUDENT, person_id=cast.people[0]))
    with pytest.raises(NoSuchCertificate):
        status.suspend(row.number, "x", actor=stranger, now=LATER)
    school = actor(Role.LIAISON, cast.school)
    with pytest.raises(NotPermitted):
        status.suspend(row.number, "x", actor=school, now=LATER)


def test_the_paper_carries_the_signed_bytes_and_the_proof_and_verifies_offline(
    cast: Cast,
) -> None:
    row = issue(cast)[0]
    status.publish(now=LATER)
    log.publish(now=LATER)

    paper = papers.certificate(row.number, cast.issuer)

    opened = envelope.open_file(paper)
    assert opened.document == json.loads(row.credential)
    assert opened.evidence
    report = verifying.verify(paper, trust.current(LATER), LATER)
    assert report.verdict is verifying.Verdict.VALID
    forged = row.credential.replace("沈予安", "沈予宁").encode()
    assert verifying.verify(forged, trust.current(LATER), LATER).verdict is (
        verifying.Verdict.ALTERED
    )


def test_a_batch_costs_a_bounded_number_of_queries(cast: Cast) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        issuing.issue(cast.plan, actor=cast.issuer, now=LATER)

    assert len(queries) < 64


@pytest.mark.rule("R-109")
def test_a_stop_of_issuing_holds_certificates_back_until_its_last_day(cast: Cast) -> None:
    last_day = LATER.date()
    decided: dict[str, Any] = {
        "since": last_day,
        "ground": "R-212",
        "reason": "查实未考先发",
        "decision_number": "演示罚〔2026〕4号",
        "actor": actor(Role.PROVINCIAL_ADMIN),
        "now": LATER,
    }
    here = cast.issuer.organisation_id
    restrictions.impose(here, Kind.ISSUING_STOP, until=last_day, **decided)
    restrictions.impose(here, Kind.SUSPENSION, **decided)

    with pytest.raises(Barred, match="演示罚〔2026〕4号"):
        issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
    with pytest.raises(Barred):
        issuing.issue_all(
            cast.plan, actor=cast.issuer, clock=lambda: LATER, progress=lambda _done, _all: None
        )
    assert not Certificate.objects.exists()
    tomorrow = LATER + timedelta(days=1)
    assert issuing.issue(cast.plan, actor=cast.issuer, now=tomorrow).count == 3
