"""A paper's code is judged by the ten checks; what it cannot prove is never called valid."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shuzheng.credentials.core import compact, numbers, trust
from shuzheng.credentials.core.verifying import Outcome, Report, Step, Verdict, Verifier
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core.judging import headline, said
from shuzheng.credentials.tests.core.test_compact import HEAD, SAID, SIGNED
from shuzheng.transparency.core import checkpoint


def judge(
    signed: bytes = SIGNED,
    *,
    within: trust.Trust | None = None,
    head: compact.Head | None = HEAD,
    now: datetime = cast.TODAY,
) -> Report:
    """Judge a code with fresh status lists at hand, but for what is given."""
    believed = within or cast.trust_in(*cast.fresh_lists())
    return Verifier(believed, now).read_code(compact.text(signed, head))


def test_a_good_code_with_fresh_lists_is_valid_and_only_the_log_stays_open() -> None:
    report = judge()

    assert report.verdict is Verdict.VALID
    assert [check.step for check in report.checks if check.outcome is not Outcome.HELD] == [
        Step.LOG
    ]
    assert said(report, Step.LOG)[1] == (
        "Entry 3 of the evidence log, as the code says; a paper holds no proof."
    )
    assert report.certificate is not None
    assert report.certificate.holder == "孟晓棠"
    assert report.certificate.title == "老年照护职业技能等级证书（中级）"
    assert report.certificate.issuer_name == "长照服务评价中心"


def test_without_lists_the_status_is_not_known_since_the_day_of_issue() -> None:
    report = judge(within=cast.trust_in())

    assert report.verdict is Verdict.STATUS_UNKNOWN
    assert headline(report) == (
        "The signature is good; the status has not been known since 2026-07-15."
    )
    assert said(report, Step.REVOCATION) == (
        Outcome.UNDECIDABLE,
        "No signed status list is at hand (sha256:cc5b3a31139d).",
    )


def test_lists_that_ran_out_leave_the_status_unknown_since_their_day() -> None:
    old = cast.fresh_lists(at=cast.TODAY - 3 * cast.WEEK)
    report = judge(within=cast.trust_in(*old))

    assert report.verdict is Verdict.STATUS_UNKNOWN
    assert headline(report).endswith("since 2026-11-03.")


@pytest.mark.parametrize(
    ("lists", "verdict"),
    [
        (cast.fresh_lists(revoked=[94_567]), Verdict.REVOKED),
        (cast.fresh_lists(revoked=[94_567], at=cast.TODAY - 9 * cast.WEEK), Verdict.REVOKED),
        (cast.fresh_lists(suspended=[23_452]), Verdict.SUSPENDED),
        (cast.fresh_lists(revoked=[94_568], suspended=[23_451]), Verdict.VALID),
    ],
    ids=["revoked", "revoked by an old list", "under enquiry", "neighbours only"],
)
def test_what_a_cached_list_says_is_said(lists: list[dict[str, object]], verdict: Verdict) -> None:
    assert judge(within=cast.trust_in(*lists)).verdict is verdict


def test_lists_of_another_issuer_say_nothing() -> None:
    other = trust.Issuer(
        cast.STRANGER_DID,
        "别家",
        (
            trust.Key(
                f"{cast.STRANGER_DID}#{cast.STRANGER_DID.removeprefix('did:key:')}",
                cast.STRANGER_DID.removeprefix("did:key:"),
                datetime(2026, 1, 1, tzinfo=UTC),
            ),
        ),
    )
    believed = cast.trust_in(*cast.fresh_lists(revoked=[94_567], key=cast.STRANGER))
    believed = replace(believed, issuers={**believed.issuers, cast.STRANGER_DID: other})

    assert judge(within=believed).verdict is Verdict.STATUS_UNKNOWN


@pytest.mark.parametrize(
    "change",
    [
        {"holder": "孟小棠"},
        {"number": numbers.compose(2026, "010004", 3, 9_173)},
        {"issued_at": datetime(2025, 7, 14, 16, tzinfo=UTC)},
        {"revocation": replace(SAID.revocation, index=1)},
        {"entry": 1},
        {"module": "认知症照护"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_statement_is_altered(change: dict[str, object]) -> None:
    blank = compact.sign(replace(SAID, **change), lambda _: SIGNED[-64:])  # type: ignore[arg-type]
    report = judge(blank)

    assert report.verdict is Verdict.ALTERED
    assert said(report, Step.SIGNATURE) == (
        Outcome.FAILED,
        "The signature does not fit the code: something in it was changed.",
    )


def test_a_key_that_the_trust_file_does_not_name_proves_nothing() -> None:
    public = cast.STRANGER.public_key().public_bytes_raw()
    own = replace(SAID, key=compact.key_hint(public))
    report = judge(compact.sign(own, cast.STRANGER.sign))

    assert report.verdict is Verdict.NOT_TRUSTED
    assert said(report, Step.SIGNATURE)[0] is Outcome.UNDECIDABLE


def test_a_stranger_who_borrows_the_hint_has_altered_it() -> None:
    assert judge(compact.sign(SAID, cast.STRANGER.sign)).verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    "key",
    [
        cast.organisation_key(valid_from=datetime(2026, 7, 16, tzinfo=UTC)),
        cast.organisation_key(valid_until=datetime(2026, 7, 14, 16, tzinfo=UTC)),
        cast.organisation_key(compromised_at=cast.TODAY, compromised_size=1_000_000),
    ],
    ids=["made later", "retired before", "stolen: no proof that it was logged before"],
)
def test_a_key_out_of_its_time_proves_nothing(key: trust.Key) -> None:
    believed = cast.trust_in(*cast.fresh_lists(), key=key)
    assert judge(within=believed).verdict is Verdict.NOT_TRUSTED


def test_a_trust_file_that_demands_the_logs_proof_trusts_no_paper() -> None:
    believed = cast.trust_in(*cast.fresh_lists(), required=True)
    assert judge(within=believed).verdict is Verdict.NOT_TRUSTED


def test_a_checkpoint_of_the_same_size_with_another_root_convicts_the_log_or_the_bearer() -> None:
    head = checkpoint.Checkpoint("sz.example/log", 5, bytes(32))
    report = judge(within=cast.trust_in(*cast.fresh_lists(), head=head))

    assert report.verdict is Verdict.NOT_TRUSTED
    assert "another content of the same size (5 entries)" in said(report, Step.LOG)[1]
    assert judge(within=cast.trust_in(*cast.fresh_lists(), head=head), head=None).verdict is (
        Verdict.VALID
    )


def test_a_term_that_is_over_and_a_date_to_come_are_told() -> None:
    over = compact.sign(replace(SAID, valid_until=cast.TODAY), cast.ORGANISATION.sign)
    later = compact.sign(replace(SAID, issued_at=cast.TODAY), cast.ORGANISATION.sign)

    assert judge(over).verdict is Verdict.EXPIRED
    assert judge(over, now=cast.TODAY - timedelta(hours=1)).verdict is Verdict.VALID
    assert judge(later, now=cast.TODAY - timedelta(hours=1)).verdict is Verdict.NOT_YET_VALID


@pytest.mark.parametrize(
    ("digits", "failed"), [("77", Step.FILE), ("1", Step.SHAPE), ("x", Step.FILE)]
)
def test_what_is_no_code_fails_at_the_first_check_that_can_tell(digits: str, failed: Step) -> None:
    report = Verifier(cast.trust_in(), cast.TODAY).read_code(digits)

    assert report.verdict is Verdict.MALFORMED
    assert [check.step for check in report.checks] == list(Step)[:10]
    assert [c.step for c in report.checks if c.outcome is Outcome.FAILED] == [failed]
    assert report.certificate is None


def test_the_checks_cite_the_specification_of_the_code() -> None:
    clauses = [check.clause for check in judge().checks]

    assert clauses[Step.SIGNATURE.number - 1] == "paper code, signature; RFC 8032"
    assert clauses[Step.REVOCATION.number - 1].startswith("W3C Bitstring Status List")
