"""Every check is made and named, and the gravest finding is the verdict."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.core import (
    achievement,
    jsontext,
    multibase,
    proof,
    verifying,
)
from shuzheng.credentials.core.verifying import Outcome, Step, Verdict
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core.judging import headline, judge, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.credentials.core.jsontext import Object

HELD, FAILED, UNDECIDABLE = Outcome.HELD, Outcome.FAILED, Outcome.UNDECIDABLE
DAY = timedelta(days=1)


@pytest.mark.rule("R-112")
def test_a_genuine_certificate_passes_ten_numbered_checks() -> None:
    report = judge()

    assert report.verdict is Verdict.VALID
    assert headline(report) == "The certificate is genuine and in force."
    assert [
        (check.number, check.step.value, check.outcome, str(check)) for check in report.checks
    ] == [
        (1, "file", HELD, "The file could be opened and read."),
        (2, "shape", HELD, "It has the form of a certificate of this programme."),
        (
            3,
            "number",
            HELD,
            "X 2026 010004 2 0009173 L has 20 characters, and the check character L fits.",
        ),
        (4, "issuer", HELD, "Issued by 长照服务评价中心, which the trust file names."),
        (5, "key", HELD, "The key was in use on 2026-07-15, when the certificate was signed."),
        (6, "signature", HELD, "The signature fits; nothing was changed since it was made."),
        (
            7,
            "log",
            HELD,
            "Entry 3 of the evidence log sz.example/log; unchanged since it was logged.",
        ),
        (8, "revocation", HELD, "Not revoked, according to the list of 2026-11-24."),
        (9, "suspension", HELD, "Not under enquiry, according to the list of 2026-11-24."),
        (10, "dates", HELD, "Valid since 2026-07-15, without a term."),
    ]
    assert report.certificate is not None
    assert report.certificate.holder == "孟晓棠"
    assert all(check.clause for check in report.checks)


def test_lists_may_lie_in_the_trust_file_beside_the_certificate_or_be_given() -> None:
    bare, lists = cast.signed_bytes(), cast.fresh_lists()
    text = cast.logged(jsontext.read(bare))
    in_trust = verifying.verify(bare, cast.trust_in(*lists), cast.TODAY, evidence=text)
    given = verifying.verify(bare, cast.trust_in(), cast.TODAY, status_lists=lists, evidence=text)

    assert (in_trust.verdict, given.verdict) == (Verdict.VALID, Verdict.VALID)


def test_a_parsed_credential_is_judged_as_its_file() -> None:
    report = verifying.verify(
        cast.certificate(), cast.trust_in(), cast.TODAY, status_lists=cast.fresh_lists()
    )

    assert report.verdict is Verdict.VALID


def test_a_term_that_is_over_is_told() -> None:
    award = replace(cast.AWARD, valid_until=cast.TODAY)

    report = judge(cast.certificate(award))
    assert report.verdict is Verdict.EXPIRED
    assert said(report, Step.DATES) == (FAILED, "Its term ended on 2026-11-24.")
    assert judge(cast.certificate(award), now=cast.TODAY - DAY / 24).verdict is Verdict.VALID


def test_a_term_that_runs_is_told_with_both_ends() -> None:
    award = replace(cast.AWARD, valid_until=datetime(2029, 7, 14, 16, tzinfo=UTC))

    assert said(judge(cast.certificate(award)), Step.DATES) == (
        HELD,
        "Valid from 2026-07-15 to 2029-07-15.",
    )


def test_a_certificate_dated_ahead_is_not_valid_yet() -> None:
    report = judge(cast.certificate(replace(cast.AWARD, valid_from=cast.TODAY + DAY)))

    assert report.verdict is Verdict.NOT_YET_VALID
    assert said(report, Step.DATES) == (
        FAILED,
        "It is dated 2026-11-25, which is still to come.",
    )


@pytest.mark.parametrize(("ahead", "verdict"), [(9, Verdict.VALID), (11, Verdict.NOT_YET_VALID)])
def test_clocks_may_differ_by_ten_minutes(ahead: int, verdict: Verdict) -> None:
    signed = cast.sign(
        achievement.credential(cast.AWARD, cast.MENG),
        at=cast.TODAY + timedelta(minutes=ahead),
    )

    assert judge(signed).verdict is verdict


def test_a_proof_made_to_expire_expires() -> None:
    unsigned = achievement.credential(cast.AWARD, cast.MENG)
    options = proof.configuration(unsigned, created=cast.SIGNED, method=cast.METHOD)
    options["expires"] = "2026-08-01T00:00:00Z"
    digest = b"".join(sha256(jsontext.canonical(part)).digest() for part in (options, unsigned))
    value = multibase.base58(cast.ORGANISATION.sign(digest))

    report = judge({**unsigned, "proof": {**options, "proofValue": value}})

    assert report.verdict is Verdict.EXPIRED


def signed_with(change: Callable[[dict[str, Any]], object]) -> Object:
    document = achievement.credential(cast.AWARD, cast.MENG)
    change(document)
    return cast.sign(document)


@pytest.mark.parametrize(
    ("change", "step", "sentence"),
    [
        (
            lambda d: d.update(id="https://sz.example/1"),
            Step.SHAPE,
            "“id” is not as a certificate of this programme has it.",
        ),
        (
            lambda d: d["credentialSubject"].update(licenseNumber="X202601000420009173M"),
            Step.NUMBER,
            "The check character M does not fit; one character was probably mistyped.",
        ),
        (
            lambda d: d["credentialSubject"].update(licenseNumber="X202601000430009173W"),
            Step.NUMBER,
            "The number X202601000430009173W belongs to another certificate or level.",
        ),
        (
            lambda d: d["credentialSubject"].update(licenseNumber="皖2021-7"),
            Step.NUMBER,
            "A certificate number has 20 characters; this one has 7.",
        ),
    ],
)
def test_a_signed_document_that_is_no_certificate_is_malformed(
    change: Callable[[dict[str, Any]], object], step: Step, sentence: str
) -> None:
    report = judge(signed_with(change))

    assert report.verdict is Verdict.MALFORMED
    assert said(report, step) == (FAILED, sentence)
    assert report.check(Step.SIGNATURE).outcome is HELD


def test_a_proof_of_another_kind_is_malformed_and_not_called_altered() -> None:
    document = copy.deepcopy(cast.certificate())
    document["proof"]["cryptosuite"] = "ecdsa-jcs-2019"

    report = judge(document)

    assert report.verdict is Verdict.MALFORMED
    assert said(report, Step.SHAPE) == (
        FAILED,
        "In the proof, “cryptosuite” is not as eddsa-jcs-2022 needs it.",
    )
    assert said(report, Step.SIGNATURE)[1] == "Cannot be judged because check 2 did not pass."


def test_a_file_that_cannot_be_read_fails_the_first_check_and_leaves_the_others() -> None:
    report = verifying.verify(b"%PDF-1.7 cut", cast.trust_in(), cast.TODAY)

    assert report.verdict is Verdict.MALFORMED
    assert [check.outcome for check in report.checks] == [FAILED] + [UNDECIDABLE] * 9
    assert str(report.checks[0]) == "The PDF is damaged or was not downloaded completely."
    assert str(report.checks[9]) == "Cannot be judged because check 1 did not pass."
    assert report.certificate is None


@pytest.mark.parametrize("document", [{}, {"issuer": []}, {"proof": {}}, {"credentialSubject": 1}])
def test_any_object_is_judged_without_a_fault_of_ours(document: Object) -> None:
    report = verifying.verify(document, cast.trust_in(), cast.TODAY)

    assert report.verdict is Verdict.MALFORMED
    assert len(report.checks) == 10


def test_the_gravest_finding_is_the_verdict() -> None:
    revoked = cast.fresh_lists(revoked=[94_567], suspended=[23_452])
    expired = cast.certificate(replace(cast.AWARD, valid_until=cast.SIGNED + DAY))

    assert judge(expired, lists=revoked).verdict is Verdict.REVOKED
    assert judge(expired, lists=cast.fresh_lists(suspended=[23_452])).verdict is Verdict.SUSPENDED
    assert judge(expired, lists=[]).verdict is Verdict.EXPIRED
    broken = copy.deepcopy(expired)
    broken["name"] = "x"
    assert judge(broken, lists=revoked).verdict is Verdict.ALTERED


def test_one_verifier_judges_many_and_keeps_nothing_between_them() -> None:
    verifier = verifying.Verifier(cast.trust_in(), cast.TODAY)
    with_lists = cast.bundle(cast.certificate(), lists=cast.fresh_lists())

    verdicts = [verifier.verify(data).verdict for data in (with_lists, cast.signed_bytes())]

    assert verdicts == [Verdict.VALID, Verdict.STATUS_UNKNOWN]
