"""A presentation says for whom and until when; each certificate in it is judged by itself."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.core import did, jsontext, trust, verifying
from shuzheng.credentials.core.integrity import checking
from shuzheng.credentials.core.model import credential
from shuzheng.credentials.core.model import presentation as model
from shuzheng.credentials.core.verifying import Outcome, PresentedStep, Verdict
from shuzheng.credentials.tests.core import cast, presenting, recording
from shuzheng.credentials.tests.core.judging import said

if TYPE_CHECKING:
    from collections.abc import Callable

HELD, FAILED, UNDECIDABLE = Outcome.HELD, Outcome.FAILED, Outcome.UNDECIDABLE


@pytest.mark.rule("R-179")
def test_a_presentation_of_two_certificates_is_valid_and_says_for_whom() -> None:
    report = presenting.judge(presenting.made())

    assert report.verdict is Verdict.VALID
    assert [check.outcome for check in report.checks] == [HELD] * 8
    assert report.presentation is not None
    assert (report.presentation.recipient, report.presentation.purpose) == (
        "演示企业",
        "应聘测试员",
    )
    assert report.presentation.until == presenting.UNTIL
    assert [part.certificate.number for part in report.parts if part.certificate] == [
        "X202601000420009173L",
        "X202601000430000017J",
    ]
    assert said(report, PresentedStep.SHAPE)[1] == (
        "It has the form of a presentation, made for “演示企业”."
    )
    assert said(report, PresentedStep.MAKER)[1] == (
        "Signed for its holder by 江淮省教育厅, which the trust file names as a publisher."
    )
    assert said(report, PresentedStep.HOLDER)[1] == (
        "The certificates name one holder. That whoever hands the file over is this person, it"
        " does not prove."
    )
    assert str(report.headline[0]) == (
        "The presentation is genuine, and every certificate in it is in force."
    )


@pytest.mark.rule("R-179")
def test_a_part_shows_neither_name_nor_number_and_is_judged_all_the_same() -> None:
    document = presenting.made([presenting.part()])
    report = presenting.judge(document)

    assert report.verdict is Verdict.VALID
    assert "孟晓棠" not in jsontext.canonical(document).decode()
    assert "X2026" not in jsontext.canonical(document).decode()
    [part] = report.parts
    assert part.certificate is not None
    assert part.certificate.hidden == ("name", "number", "standard", "skills")
    assert (part.certificate.title, part.certificate.level_name) == (
        "老年照护职业技能等级证书（中级）",
        "中级",
    )
    assert said(report, PresentedStep.HOLDER) == (
        UNDECIDABLE,
        "The holder shows no name. Who hands the file over, it does not prove.",
    )
    revoked = presenting.judge(document, lists=cast.fresh_lists(revoked=[94_567]))
    assert revoked.verdict is Verdict.REVOKED


def test_it_conforms_to_the_data_model_and_its_proof_is_good_for_its_recipient_alone() -> None:
    """By what the door for the public suites judges presentations with."""
    document = presenting.made()
    expected = checking.Expectation("assertionMethod", cast.TODAY, "演示企业")

    assert [one["id"] for one in model.require(document)] == [
        one["id"] for one in recording.certificates()
    ]
    [signer] = checking.require(document, expected)
    assert signer.identifier == recording.PROVINCE_DID
    with pytest.raises(checking.OtherDomain):
        checking.require(document, replace(expected, domain="别的企业"))
    with pytest.raises(credential.SealedElsewhere):
        model.require(presenting.made([presenting.part()]))


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (lambda d: d["proof"].update(domain="别的企业"), "altered"),
        (lambda d: d["proof"].update(expires="2036-11-22T01:30:00Z"), "altered"),
        (lambda d: d.update(description="贷款"), "altered"),
        (lambda d: d["verifiableCredential"].pop(), "altered"),
        (lambda d: d.update(id="urn:uuid:00000000-0000-4000-8000-000000000001"), "altered"),
        (
            lambda d: d["verifiableCredential"][0]["credentialSubject"].update(licenseNumber="X"),
            "altered",
        ),
        (lambda d: d.update(holder="did:example:x"), "malformed"),
        (lambda d: d.update(name="别的"), "malformed"),
        (lambda d: d.update(type=["VerifiablePresentation", "Other"]), "malformed"),
        (lambda d: d["proof"].pop("domain"), "malformed"),
        (lambda d: d["proof"].pop("expires"), "malformed"),
        (lambda d: d.update(verifiableCredential=[]), "malformed"),
        (lambda d: d["verifiableCredential"].append(d["verifiableCredential"][0]), "malformed"),
        (lambda d: d.pop("proof"), "malformed"),
    ],
)
def test_what_was_changed_is_found(change: Callable[[Any], object], verdict: str) -> None:
    document = copy.deepcopy(presenting.made())
    change(document)

    assert presenting.judge(document).verdict == verdict


def test_an_envelope_of_another_kind_is_refused_and_a_bad_token_named() -> None:
    document = presenting.made([presenting.part()])
    [item] = document["verifiableCredential"]

    other = {**item, "id": item["id"].replace("dc+sd-jwt", "vc+jwt")}
    assert presenting.judge({**document, "verifiableCredential": [other]}).verdict == "malformed"
    cut = presenting.made([presenting.part()[:-3]])
    report = presenting.judge(cut)
    assert (report.verdict, report.parts[0].verdict) == ("malformed", "malformed")


def test_a_statement_put_in_afterwards_is_found() -> None:
    """The holder cannot show what was not signed, even with the province's signature around it."""
    strays = presenting.part().replace(b"~", b"~WyJzYWx0IiwibW9kdWxlIiwi5Yir55qEIl0~", 1)

    assert presenting.judge(presenting.made([strays])).parts[0].verdict is Verdict.ALTERED


def test_only_a_publisher_signs_presentations() -> None:
    stranger = recording.trusted()
    nobody = replace(stranger, publishers={})
    report = presenting.judge(presenting.made(), within=nobody)

    assert report.verdict is Verdict.NOT_TRUSTED
    assert said(report, PresentedStep.MAKER)[0] is FAILED
    assert report.parts[0].verdict is Verdict.VALID
    elsewhere = trust.Key(presenting.METHOD, did.key_of(cast.STRANGER_DID), cast.SIGNED)
    other = presenting.judge(presenting.made(), within=recording.trusted(key=elsewhere))
    assert other.verdict is Verdict.ALTERED


def test_a_stolen_or_ended_key_is_not_believed() -> None:
    key = recording.PROVINCE_KEY
    stolen = replace(key, valid_until=cast.TODAY, compromised_at=cast.TODAY)
    ended = replace(key, valid_until=presenting.MADE)

    for one in (stolen, ended):
        report = presenting.judge(presenting.made(), within=recording.trusted(key=one))
        assert report.verdict is Verdict.NOT_TRUSTED


def test_it_ends_on_its_day_and_begins_when_it_was_made() -> None:
    after = presenting.judge(
        presenting.made(until=cast.TODAY), lists=cast.fresh_lists(), now=cast.TODAY
    )
    ahead = presenting.judge(presenting.made(at=cast.TODAY + timedelta(hours=1)))

    assert after.verdict is Verdict.EXPIRED
    assert said(after, PresentedStep.DATES)[1] == "Its term ended on 2026-11-24."
    assert ahead.verdict is Verdict.NOT_YET_VALID


def test_certificates_of_two_persons_are_no_presentation_of_one() -> None:
    other = cast.certificate(recording.SENIOR_AWARD, replace(recording.SENIOR, holder="孟小棠"))

    report = presenting.judge(presenting.made([cast.certificate(), other]))

    assert report.verdict is Verdict.NOT_TRUSTED
    assert said(report, PresentedStep.HOLDER) == (
        FAILED,
        "The certificates in it are of different holders.",
    )


def test_the_gravest_of_its_certificates_is_told() -> None:
    report = presenting.judge(presenting.made(), lists=cast.fresh_lists(suspended=[88_004]))

    assert report.verdict is Verdict.SUSPENDED
    assert [part.verdict for part in report.parts] == ["valid", "suspended"]
    assert isinstance(report, verifying.Report)
