"""A record is worth what its own signature and every certificate in it are worth."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.core import jsontext, proof, verifying
from shuzheng.credentials.core.verifying import Outcome, RecordStep, Step, Verdict
from shuzheng.credentials.tests.core import cast, recording
from shuzheng.credentials.tests.core.judging import headline

if TYPE_CHECKING:
    from shuzheng.credentials.core.jsontext import Object

HELD, FAILED, UNDECIDABLE = Outcome.HELD, Outcome.FAILED, Outcome.UNDECIDABLE


def found(report: verifying.Report, step: RecordStep) -> tuple[Outcome, str]:
    check = report.check(step)
    return check.outcome, str(check)


@pytest.mark.rule("R-112")
def test_a_genuine_record_passes_eight_checks_and_each_certificate_ten() -> None:
    report = recording.judge(recording.signed())

    assert report.verdict is Verdict.VALID
    assert headline(report) == "The record is genuine, and every certificate in it is in force."
    assert [
        (check.number, check.step.value, check.outcome, str(check)) for check in report.checks
    ] == [
        (1, "file", HELD, "The file could be opened and read."),
        (2, "shape", HELD, "It has the form of a whole record."),
        (
            3,
            "publisher",
            HELD,
            "Put together by 江淮省教育厅, which the trust file names as a publisher.",
        ),
        (4, "key", HELD, "The key was in use on 2026-11-22, when the record was signed."),
        (5, "signature", HELD, "The signature fits; nothing was changed since it was made."),
        (6, "holder", HELD, "The record and its certificates name the same holder."),
        (7, "certificates", HELD, "All 2 are genuine and in force, each judged by itself."),
        (8, "dates", HELD, "Valid since 2026-11-22, without a term."),
    ]
    assert [
        (part.certificate.number if part.certificate else "", len(part.checks), part.verdict)
        for part in report.parts
    ] == [
        ("X202601000420009173L", 10, Verdict.VALID),
        ("X202601000430000017J", 10, Verdict.VALID),
    ]


def altered_outside(document: Object) -> None:
    document["partial"] = True


def altered_inside(document: Object) -> None:
    document["credentialSubject"]["verifiableCredential"][1]["validFrom"] = (
        "2026-07-14T00:00:00+08:00"
    )


def test_a_change_to_the_record_spoils_its_signature_alone() -> None:
    document = recording.signed()
    altered_outside(document)

    report = recording.judge(document)

    assert report.verdict is Verdict.ALTERED
    assert found(report, RecordStep.SIGNATURE)[0] is FAILED
    assert [part.verdict for part in report.parts] == [Verdict.VALID, Verdict.VALID]


def test_a_certificate_that_was_altered_before_the_record_was_signed_is_found() -> None:
    document = copy.deepcopy(recording.unsigned())
    altered_inside(document)

    report = recording.judge(recording.signed(document))

    assert report.verdict is Verdict.ALTERED
    assert found(report, RecordStep.SIGNATURE)[0] is HELD
    assert found(report, RecordStep.CERTIFICATES) == (
        FAILED,
        "1 of 2 are genuine and in force; see each of them.",
    )
    assert [part.verdict for part in report.parts] == [Verdict.VALID, Verdict.ALTERED]


def test_a_certificate_that_is_none_makes_the_record_one_that_cannot_be_checked() -> None:
    held = recording.certificates()
    bare = {member: value for member, value in held[1].items() if member != "proof"}
    del bare["credentialSubject"]["licenseNumber"]
    held[1] = cast.sign(bare)

    report = recording.judge(recording.signed(recording.unsigned(held)))

    assert report.verdict is Verdict.MALFORMED
    assert [part.verdict for part in report.parts] == [Verdict.VALID, Verdict.MALFORMED]


def test_of_somebody_whom_the_trust_file_does_not_name_a_record_proves_nothing() -> None:
    document = recording.signed(recording.unsigned(publisher=cast.STRANGER_DID), key=cast.STRANGER)

    report = recording.judge(document)

    assert report.verdict is Verdict.NOT_TRUSTED
    assert found(report, RecordStep.PUBLISHER) == (
        FAILED,
        f"The trust file does not name the publisher ({cast.STRANGER_DID}).",
    )
    assert found(report, RecordStep.SIGNATURE) == (
        UNDECIDABLE,
        "Cannot be judged because check 3 did not pass.",
    )


def test_an_organisation_publishes_no_records_and_the_province_issues_no_certificates() -> None:
    by_organisation = recording.signed(
        recording.unsigned(publisher=cast.ORGANISATION_DID), key=cast.ORGANISATION
    )
    award = replace(cast.AWARD, issuer=replace(cast.AWARD.issuer, did=recording.PROVINCE_DID))
    by_province = cast.sign(verifying_credential(award), recording.PROVINCE, cast.SIGNED)

    assert recording.judge(by_organisation).verdict is Verdict.NOT_TRUSTED
    report = verifying.verify(jsontext.canonical(by_province), recording.trusted(), cast.TODAY)
    assert report.check(Step.ISSUER).outcome is FAILED
    assert report.verdict is Verdict.NOT_TRUSTED


def verifying_credential(award: object) -> Object:
    from_award = cast.certificate(award)  # type: ignore[arg-type]
    return {member: value for member, value in from_award.items() if member != "proof"}


@pytest.mark.parametrize(
    ("lists", "verdict", "outcome", "sentence"),
    [
        (
            {"revoked": [recording.SENIOR.revocation[1]]},
            Verdict.REVOKED,
            FAILED,
            "A certificate in the record has been revoked or replaced.",
        ),
        (
            {"suspended": [recording.SENIOR.suspension[1]]},
            Verdict.SUSPENDED,
            FAILED,
            "The record is genuine; a certificate in it is under enquiry.",
        ),
        (
            {"at": cast.TODAY - timedelta(days=30)},
            Verdict.STATUS_UNKNOWN,
            UNDECIDABLE,
            "The signatures are good; the status has not been known since 2026-10-25.",
        ),
    ],
)
def test_the_gravest_certificate_decides(
    lists: dict[str, object], verdict: Verdict, outcome: Outcome, sentence: str
) -> None:
    report = recording.judge(recording.signed(), lists=cast.fresh_lists(**lists))  # type: ignore[arg-type]

    assert report.verdict is verdict
    assert headline(report) == sentence
    assert found(report, RecordStep.CERTIFICATES)[0] is outcome


def test_a_record_under_the_name_of_another_is_not_believed() -> None:
    document = recording.signed(recording.unsigned(holder="孟小棠"))

    report = recording.judge(document)

    assert report.verdict is Verdict.NOT_TRUSTED
    assert found(report, RecordStep.HOLDER) == (
        FAILED,
        "2 certificates in it are of somebody else than the record.",
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"valid_until": datetime(2026, 11, 1, tzinfo=UTC)},
            "The key was not in use on 2026-11-22, when the record was signed.",
        ),
        (
            {"compromised_at": datetime(2026, 11, 23, tzinfo=UTC), "compromised_size": 9_000},
            "The key was reported stolen on 2026-11-23, and nothing proves that the record is"
            " older.",
        ),
        (
            {"id": f"{recording.PROVINCE_DID}#other"},
            "The key is none of those that the trust file gives for 江淮省教育厅.",
        ),
    ],
)
def test_the_key_must_be_the_publishers_in_use_and_not_stolen(
    changed: dict[str, object], sentence: str
) -> None:
    key = replace(recording.PROVINCE_KEY, **changed)  # type: ignore[arg-type]

    report = recording.judge(recording.signed(), within=recording.trusted(key=key))

    assert report.verdict is Verdict.NOT_TRUSTED
    assert found(report, RecordStep.KEY) == (FAILED, sentence)


def test_a_record_dated_ahead_and_one_whose_proof_has_run_out_are_not_in_term() -> None:
    early = recording.judge(recording.signed(), now=recording.MADE - timedelta(hours=1))
    options = {**recording.unsigned(), "validUntil": "2026-11-23T00:00:00+08:00"}
    late = recording.judge(recording.signed(options))

    assert found(early, RecordStep.DATES)[1] == "It is dated 2026-11-22, which is still to come."
    assert early.verdict is Verdict.NOT_YET_VALID
    assert found(late, RecordStep.DATES)[1] == "Its term ended on 2026-11-23."
    assert late.verdict is Verdict.EXPIRED


def test_what_is_no_record_says_where_and_nothing_else_is_judged() -> None:
    document = recording.signed()
    del document["credentialSubject"]["achievement"]

    report = recording.judge(document)

    assert report.verdict is Verdict.MALFORMED
    assert headline(report) == "The file is not a certificate that can be checked."
    assert found(report, RecordStep.SHAPE) == (
        FAILED,
        "“credentialSubject.achievement” is not as a record of this programme has it.",
    )
    assert [check.outcome for check in report.checks] == [HELD, FAILED, *[UNDECIDABLE] * 6]
    assert report.parts == ()


def test_a_record_without_a_proof_is_judged_as_far_as_it_goes() -> None:
    report = recording.judge(recording.unsigned())

    assert report.verdict is Verdict.MALFORMED
    assert found(report, RecordStep.SHAPE)[1] == str(proof.NoProof())
    assert [part.verdict for part in report.parts] == [Verdict.VALID, Verdict.VALID]


def test_who_requires_the_evidence_log_believes_no_certificate_without_its_proof() -> None:
    report = recording.judge(recording.signed(), within=recording.trusted(required=True))

    assert report.verdict is Verdict.NOT_TRUSTED
    assert {part.check(Step.LOG).outcome for part in report.parts} == {FAILED}
