"""The eleventh check: a second proof by SM2 must hold where there is one, and replaces nothing."""

from __future__ import annotations

import copy
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.core import did, jsontext, multibase, trust, verifying
from shuzheng.credentials.core.sm2 import openssl, plain, signing
from shuzheng.credentials.core.verifying import Outcome, Step, Verdict
from shuzheng.credentials.tests.core import cast, recording
from shuzheng.credentials.tests.core.judging import judge, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.credentials.core.jsontext import Object
    from shuzheng.credentials.core.sm2.signing import Arithmetic

OTHER = bytes([6]) * 32
OTHER_METHOD = did.method_id(cast.ORGANISATION_DID, did.sm2_multikey(signing.public_of(OTHER)))


def twofold(**more: Any) -> Object:  # noqa: ANN401 - whatever `with_sm2` takes
    return cast.with_sm2(cast.certificate(), **more)


def within(*keys: trust.Key) -> trust.Trust:
    return cast.trust_in(sm2_keys=keys or (cast.sm2_key(),))


@pytest.mark.parametrize("arithmetic", [openssl, plain], ids=["openssl", "plain"])
def test_both_proofs_hold_and_the_second_has_a_check_of_its_own(
    arithmetic: Arithmetic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "arithmetic", lambda: arithmetic)

    report = judge(twofold(), within=within())

    assert report.verdict is Verdict.VALID
    assert [check.number for check in report.checks] == list(range(1, 12))
    assert {check.outcome for check in report.checks} == {Outcome.HELD}
    assert said(report, Step.SM2) == (
        Outcome.HELD,
        "The SM2 signature fits as well; its key was in use on 2026-07-15.",
    )
    assert report.check(Step.SM2).clause.startswith("SM2 suite, verifying; GB/T 32918.2")


def test_a_certificate_of_one_proof_has_ten_checks_also_where_there_is_a_key() -> None:
    report = judge(within=within())

    assert report.verdict is Verdict.VALID
    assert [check.step for check in report.checks] == list(Step)[:10]


def test_the_order_of_the_two_does_not_matter() -> None:
    document = twofold()
    document["proof"].reverse()

    assert judge(document, within=within()).verdict is Verdict.VALID


def test_a_key_that_the_trust_file_does_not_give_is_never_a_good_one_and_harms_nothing() -> None:
    for known in (cast.trust_in(), within(cast.sm2_key())):
        document = twofold(private=OTHER, method=OTHER_METHOD)

        report = judge(document, within=known)

        assert report.verdict is Verdict.VALID
        assert said(report, Step.SM2) == (
            Outcome.UNDECIDABLE,
            "The trust file gives no such key for SM2 of 长照服务评价中心.",
        )


def test_who_is_not_known_gets_no_answer_on_the_second_proof_either() -> None:
    known = within()
    nobody = trust.Trust(known.generated_at, {}, known.log)

    report = judge(twofold(), within=nobody)

    assert report.verdict is Verdict.NOT_TRUSTED
    assert said(report, Step.SM2) == (
        Outcome.UNDECIDABLE,
        "Cannot be judged because check 4 did not pass.",
    )


def in_second(member: str, value: object) -> Callable[[Object], object]:
    return lambda d: d["proof"][1].update({member: value})


ALTERED, MALFORMED = Verdict.ALTERED, Verdict.MALFORMED


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (lambda d: d["credentialSubject"].update(licenseNumber="X202601000420009174"), ALTERED),
        (in_second("created", "2026-07-15T02:30:01Z"), ALTERED),
        (in_second("created", "yesterday"), MALFORMED),
        (in_second("expires", "2036-07-15T02:30:01Z"), ALTERED),
        (in_second("domain", "sz.example"), ALTERED),
        (in_second("@context", cast.certificate()["@context"][:1]), ALTERED),
        (in_second("proofValue", multibase.base58(bytes(64))), ALTERED),
        (in_second("proofValue", multibase.base58(b"\xff" * 64)), ALTERED),
        (in_second("proofValue", multibase.base58(bytes(63))), MALFORMED),
        (in_second("proofValue", multibase.base58(bytes(65))), MALFORMED),
        (in_second("proofValue", None), MALFORMED),
        (in_second("proofPurpose", "authentication"), MALFORMED),
        (in_second("type", "Sm2Signature2020"), MALFORMED),
        (in_second("previousProof", "urn:uuid:1"), MALFORMED),
        (in_second("verificationMethod", ""), MALFORMED),
        (in_second("verificationMethod", [cast.SM2_METHOD]), MALFORMED),
        (lambda d: d["proof"][1].pop("@context"), ALTERED),
        (lambda d: d["proof"][1].pop("created"), ALTERED),
        (lambda d: d["proof"][1].pop("proofValue"), MALFORMED),
    ],
)
def test_a_second_proof_that_does_not_hold_spoils_the_certificate(
    change: Callable[[Object], object], verdict: Verdict
) -> None:
    document = twofold()
    change(document)
    evidence = cast.logged(document)

    report = judge(document, within=within(), evidence=evidence)

    assert report.check(Step.SM2).outcome is Outcome.FAILED
    assert report.check(Step.SM2).forces is verdict


def test_only_the_second_proof_may_be_wrong_and_then_the_first_does_not_save_it() -> None:
    document = twofold(private=OTHER)

    report = judge(document, within=within())

    assert report.verdict is Verdict.ALTERED
    assert [c.step for c in report.checks if c.outcome is not Outcome.HELD] == [Step.SM2]
    assert str(report.check(Step.SM2)) == "The signature does not fit the document."


FIRST, TWO = twofold()["proof"]


@pytest.mark.parametrize(
    "proofs",
    [
        [FIRST],
        [TWO],
        [FIRST, FIRST],
        [TWO, TWO],
        [FIRST, TWO, TWO],
        [FIRST, TWO, {**TWO, "cryptosuite": "none"}],
        [FIRST, {**TWO, "cryptosuite": ["sm2-sm3-jcs-2026"]}],
        [FIRST, {**TWO, "cryptosuite": "eddsa-rdfc-2022"}],
        [FIRST, None],
        TWO,
    ],
)
def test_any_other_list_of_proofs_is_refused(proofs: object) -> None:
    report = judge({**cast.certificate(), "proof": proofs}, within=within())

    assert report.verdict is Verdict.MALFORMED
    assert report.check(Step.SHAPE).outcome is Outcome.FAILED
    assert len(report.checks) == 10


def test_without_its_second_proof_it_still_verifies_but_the_log_holds_another() -> None:
    document = twofold()
    evidence = cast.logged(document)
    alone = {**document, "proof": document["proof"][0]}

    assert judge(alone, within=within(), evidence="").verdict is Verdict.VALID
    report = judge(alone, within=within(), evidence=evidence)
    assert report.verdict is Verdict.NOT_TRUSTED
    assert [c.step for c in report.checks if c.outcome is Outcome.FAILED] == [Step.LOG]


JULY = datetime(2026, 7, 15, 2, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("key", "outcome", "sentence"),
    [
        (cast.sm2_key(valid_from=JULY), Outcome.HELD, "The SM2 signature fits as well"),
        (cast.sm2_key(valid_from=JULY + SECOND), Outcome.FAILED, "The key was not in use on"),
        (cast.sm2_key(valid_until=JULY), Outcome.FAILED, "The key was not in use on"),
        (cast.sm2_key(valid_until=JULY + SECOND), Outcome.HELD, "The SM2 signature fits as well"),
        (
            cast.sm2_key(compromised_at=JULY, compromised_size=2),
            Outcome.FAILED,
            "The key was reported stolen on 2026-07-15",
        ),
        (
            cast.sm2_key(compromised_at=JULY, compromised_size=3),
            Outcome.HELD,
            "The SM2 signature fits as well",
        ),
    ],
)
def test_the_key_must_have_been_in_use_and_not_in_strange_hands(
    key: trust.Key, outcome: Outcome, sentence: str
) -> None:
    report = judge(twofold(), within=within(key))

    assert said(report, Step.SM2)[0] is outcome
    assert said(report, Step.SM2)[1].startswith(sentence)
    expected = Verdict.VALID if outcome is Outcome.HELD else Verdict.NOT_TRUSTED
    assert report.verdict is expected


def test_a_trust_file_carries_the_keys_there_and_back() -> None:
    given = within(cast.sm2_key(valid_until=JULY, compromised_at=JULY, compromised_size=7))

    written = trust.compose(given)

    assert written["issuers"][0]["sm2_keys"] == [
        {
            "id": cast.SM2_METHOD,
            "publicKeyMultibase": cast.SM2_MULTIKEY,
            "valid_from": "2026-01-01T00:00:00Z",
            "valid_until": "2026-07-15T02:30:00Z",
            "compromised_at": "2026-07-15T02:30:00Z",
            "compromised_size": 7,
        }
    ]
    assert trust.read(written).issuers == given.issuers
    assert "sm2_keys" not in trust.compose(cast.trust_in())["issuers"][0]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda i: i.update(sm2_keys={}), "issuers[0].sm2_keys"),
        (lambda i: i["sm2_keys"].append(i["sm2_keys"][0]), "issuers[0].sm2_keys[1].id"),
        (lambda i: i["sm2_keys"][0].update(id="did:x#y"), "issuers[0].sm2_keys[0].id"),
        (
            lambda i: i["sm2_keys"][0].update(publicKeyMultibase=cast.MULTIKEY),
            "issuers[0].sm2_keys[0].publicKeyMultibase",
        ),
        (
            lambda i: i["keys"][0].update(publicKeyMultibase=cast.SM2_MULTIKEY),
            "issuers[0].keys[0].publicKeyMultibase",
        ),
        (lambda i: i["sm2_keys"][0].pop("valid_from"), "issuers[0].sm2_keys[0].valid_from"),
    ],
)
def test_a_trust_file_with_wrong_keys_is_refused(
    change: Callable[[Object], object], place: str
) -> None:
    document = copy.deepcopy(trust.compose(within()))
    change(document["issuers"][0])

    with pytest.raises(trust.BadTrust) as refused:
        trust.read(document)

    assert refused.value.params["place"] == place


def test_the_verifier_does_not_wait_for_the_linked_data_library() -> None:
    program = (
        "import sys\n"
        "sys.modules['pyld'] = None\n"
        "from shuzheng.credentials.core import jsontext, verifying, trust\n"
        "from datetime import datetime, UTC\n"
        "data, known = sys.stdin.buffer.read().split(b'\\0')\n"
        "now = datetime(2026, 11, 24, 2, 32, 8, tzinfo=UTC)\n"
        "report = verifying.verify(data, trust.parse(known), now)\n"
        "print(report.checks[10].outcome, 'gmalg' in sys.modules)\n"
    )
    given = jsontext.canonical(twofold()) + b"\0" + jsontext.canonical(trust.compose(within()))

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], input=given, capture_output=True, check=False
    )

    assert done.stdout.decode().split() == ["held", "False"], done.stderr.decode()


def test_bytes_and_parsed_credentials_are_judged_alike() -> None:
    known, lists = within(), cast.fresh_lists()

    parsed = verifying.verify(twofold(), known, cast.TODAY, status_lists=lists)

    assert parsed.check(Step.SM2).outcome is Outcome.HELD


def test_in_a_whole_record_each_second_proof_is_judged_with_its_certificate() -> None:
    good = [cast.with_sm2(one) for one in recording.certificates()]
    known = replace(within(), publishers=recording.trusted().publishers)

    report = recording.judge(recording.signed(recording.unsigned(good)), within=known)

    assert report.verdict is Verdict.VALID
    assert [len(part.checks) for part in report.parts] == [11, 11]
    bad = [good[0], cast.with_sm2(recording.certificates()[1], private=OTHER)]
    spoilt = recording.judge(recording.signed(recording.unsigned(bad)), within=known)
    assert [part.verdict for part in spoilt.parts] == [Verdict.VALID, Verdict.ALTERED]
    assert spoilt.verdict is Verdict.ALTERED
