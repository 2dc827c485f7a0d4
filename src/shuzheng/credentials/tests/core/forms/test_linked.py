"""The form for wallets: the same certificate under another proof, judged as honestly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.core import jsontext
from shuzheng.credentials.core.forms import linked
from shuzheng.credentials.core.forms.signer import Signer
from shuzheng.credentials.core.integrity import checking, suites
from shuzheng.credentials.core.verifying import Outcome, Step, Verdict, signatures
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core.judging import judge, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shuzheng.credentials.core.jsontext import Object

HELD, FAILED, UNDECIDABLE = Outcome.HELD, Outcome.FAILED, Outcome.UNDECIDABLE
ASKED = cast.TODAY - timedelta(days=1)


def form() -> Object:
    """Return Meng's certificate as made for a wallet, four months after it was issued."""
    signer = Signer(cast.METHOD, ASKED, cast.ORGANISATION.sign, "https://sz.example")
    return jsontext.read(linked.write(cast.certificate(), signer))


FORM = form()


def lists_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401
    """Yield the path of every list inside `value`."""
    if isinstance(value, list):
        yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, part in inside:
        if isinstance(part, dict | list):
            yield from lists_in(part, (*path, name))


def at(document: Object, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401
    found: Any = document
    for name in path:
        found = found[name]
    return found


def test_it_says_what_was_issued_and_has_a_proof_of_the_day_on_which_it_was_asked_for() -> None:
    issued = cast.certificate()
    made = form()
    proof = made["proof"]

    assert {**made, "proof": None} == {**issued, "proof": None}
    assert len(proof.pop("proofValue")) in {87, 88, 89}
    assert proof == {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-11-23T02:32:08Z",
        "verificationMethod": cast.METHOD,
        "proofPurpose": "assertionMethod",
    }


def test_the_verifier_of_linked_data_proofs_knows_who_signed_it() -> None:
    expected = checking.Expectation("assertionMethod", cast.TODAY)

    [signer] = checking.require(form(), expected)

    assert signer.identifier == cast.ORGANISATION_DID
    assert suites.RDFC.name == signatures.RDFC


@pytest.mark.rule("R-112")
def test_it_is_valid_and_its_place_in_the_log_cannot_be_judged() -> None:
    report = judge(form(), evidence=cast.logged(cast.certificate()))

    assert report.verdict is Verdict.VALID
    assert said(report, Step.SHAPE) == (
        HELD,
        "It has the form of a certificate of this programme, as made for wallets"
        " (eddsa-rdfc-2022).",
    )
    assert said(report, Step.KEY) == (
        HELD,
        "The key was in use on 2026-11-23, when the certificate was signed.",
    )
    assert report.check(Step.SIGNATURE).outcome is HELD
    assert said(report, Step.LOG) == (
        UNDECIDABLE,
        "The evidence log holds the certificate as it was issued; this form was made from it"
        " later.",
    )


@pytest.mark.rule("R-112")
def test_status_lists_speak_of_it_as_of_the_issued_one() -> None:
    revoked = cast.fresh_lists(revoked=[94_567])

    assert judge(form(), lists=revoked).verdict is Verdict.REVOKED
    assert judge(form(), lists=[]).verdict is Verdict.STATUS_UNKNOWN


@pytest.mark.rule("R-112")
def test_who_demands_the_log_or_lost_a_key_does_not_trust_it() -> None:
    required = judge(form(), within=cast.trust_in(required=True))
    stolen = cast.organisation_key(compromised_at=cast.TODAY, compromised_size=5)
    retired = cast.organisation_key(valid_until=ASKED)

    assert required.verdict is Verdict.NOT_TRUSTED
    assert required.check(Step.LOG).outcome is FAILED
    assert judge(form(), within=cast.trust_in(key=stolen)).verdict is Verdict.NOT_TRUSTED
    assert judge(form(), within=cast.trust_in(key=retired)).verdict is Verdict.NOT_TRUSTED


@pytest.mark.rule("R-112")
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda d: d["credentialSubject"]["identifier"][0].update(identityHash="孟小棠"),
            "The signature does not fit the document.",
        ),
        (
            lambda d: d["proof"].update(created="2026-07-16T02:30:00Z"),
            "The signature does not fit the document.",
        ),
        (
            lambda d: d["credentialSubject"].update(grade="优秀"),
            "No context of the document defines “grade”.",
        ),
        (
            lambda d: d["credentialSubject"].update({"@context": {"grade": "urn:grade"}}),
            "“@context” is not as a certificate of this programme has it.",
        ),
        (
            lambda d: d["credentialSubject"]["achievement"].update(tag=["a"] * 501),
            "The credential has more than 4000 parts, or too long a list.",
        ),
        (
            lambda d: d["issuer"].update({"@included": []}),
            "“@included” is not as a certificate of this programme has it.",
        ),
    ],
)
def test_a_form_changed_anywhere_is_altered(
    change: Callable[[Object], None], sentence: str
) -> None:
    document = form()
    change(document)
    report = judge(document)

    assert report.verdict is Verdict.ALTERED
    assert said(report, Step.SIGNATURE) == (FAILED, sentence)


def test_the_proof_of_the_issued_one_does_not_pass_for_one_over_linked_data() -> None:
    document = cast.certificate()
    document["proof"]["cryptosuite"] = "eddsa-rdfc-2022"
    back = form()
    back["proof"]["cryptosuite"] = "eddsa-jcs-2022"

    assert judge(document).verdict is Verdict.ALTERED
    assert judge(back).verdict is Verdict.ALTERED


@pytest.mark.rule("R-112")
def test_no_order_of_any_list_makes_it_say_something_else() -> None:
    """A signature over RDF covers no order: what is read must not depend on it."""
    expected = judge(form()).certificate
    assert expected is not None

    verdicts = {}
    for path in lists_in(FORM):
        document = form()
        at(document, path).reverse()
        report = judge(document)
        found = report.certificate
        verdicts[".".join(map(str, path))] = report.verdict
        if report.verdict is Verdict.VALID:
            assert found is not None
            status = tuple(reversed(found.status))
            assert expected in (found, replace(found, status=status)), path

    assert verdicts["credentialSubject.achievement.alignment"] is Verdict.MALFORMED
    assert verdicts["@context"] is Verdict.MALFORMED
    assert verdicts["credentialStatus"] is Verdict.VALID


def test_every_value_is_covered() -> None:
    unchanged, noticed = [], 0
    for path, value in values_in(FORM):
        document = form()
        at(document, path[:-1])[path[-1]] = other(value)
        if judge(document).verdict is Verdict.VALID:
            unchanged.append(path)
        noticed += 1

    assert unchanged == []
    assert noticed == 84


def values_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    """Yield the path and value of every text and number."""
    if not isinstance(value, dict | list):
        yield path, value
        return
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, part in inside:
        yield from values_in(part, (*path, name))


def other(value: object) -> object:
    return (not value) if isinstance(value, bool) else f"{value}x"
