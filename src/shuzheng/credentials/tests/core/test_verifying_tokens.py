"""A certificate as a token (vc+jwt) is judged by the same checks, but for form and signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.core import jsontext, verifying
from shuzheng.credentials.core.forms import jose
from shuzheng.credentials.core.forms.signer import Signer
from shuzheng.credentials.core.verifying import Outcome, Step, Verdict
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core.judging import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.jsontext import Object

HELD, FAILED, UNDECIDABLE = Outcome.HELD, Outcome.FAILED, Outcome.UNDECIDABLE
MADE = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SIGNER = Signer(cast.METHOD, MADE, cast.ORGANISATION.sign, "https://sz.example")
HEADER = {"typ": "vc+jwt", "cty": "vc"}


def token() -> bytes:
    return jose.write(cast.certificate(), SIGNER)


def claims() -> Object:
    payload = {name: value for name, value in cast.certificate().items() if name != "proof"}
    return {**payload, "iss": cast.ORGANISATION_DID, "iat": int(MADE.timestamp())}


def made(payload: Mapping[str, object], header: Mapping[str, str] = HEADER) -> bytes:
    """Return a token that the organisation signed over whatever it is given."""
    return jose.compact(header, payload, SIGNER)


def judge(data: bytes, **changed: object) -> verifying.Report:
    lists = changed.pop("lists", None) or cast.fresh_lists()
    within = changed.pop("within", None) or cast.trust_in()
    return verifying.verify(data, within, cast.TODAY, status_lists=lists)  # type: ignore[arg-type]


@pytest.mark.rule("R-112")
def test_a_genuine_token_is_valid_and_the_log_proves_nothing_about_it() -> None:
    report = judge(token())

    assert report.verdict is Verdict.VALID
    assert report.certificate is not None
    assert report.certificate.holder == "孟晓棠"
    assert [check.outcome for check in report.checks] == [
        *[HELD] * 6,
        UNDECIDABLE,
        *[HELD] * 3,
    ]
    assert said(report, Step.SHAPE) == (
        HELD,
        "It has the form of a certificate of this programme, as a token (vc+jwt).",
    )
    assert said(report, Step.KEY) == (
        HELD,
        "The key was in use on 2026-11-20, when the certificate was signed.",
    )
    assert said(report, Step.LOG)[1] == (
        "The evidence log holds the certificate as it was issued; this form was made from it later."
    )
    assert report.check(Step.SIGNATURE).clause == "W3C VC JOSE and COSE 1.0; RFC 7515; RFC 8037"


def test_a_line_break_at_the_end_changes_nothing() -> None:
    assert judge(token() + b"\n").verdict is Verdict.VALID


def test_a_changed_token_and_one_signed_by_another_are_found() -> None:
    header, _, signature = token().split(b".")
    renamed = claims()
    renamed["credentialSubject"]["identifier"][0]["identityHash"] = "孟小棠"
    other = jose.encoded(jsontext.canonical(renamed))
    stranger = replace(SIGNER, sign=cast.STRANGER.sign)

    for data in (b".".join((header, other, signature)), jose.write(cast.certificate(), stranger)):
        report = judge(data)
        assert report.verdict is Verdict.ALTERED
        assert said(report, Step.SIGNATURE) == (FAILED, "The signature does not fit the document.")
    foreign = replace(SIGNER, method=f"{cast.STRANGER_DID}#x")
    assert judge(jose.write(cast.certificate(), foreign)).verdict is Verdict.NOT_TRUSTED


def test_its_status_is_that_of_the_certificate() -> None:
    assert judge(token(), lists=cast.fresh_lists(revoked=[94_567])).verdict is Verdict.REVOKED
    stale = cast.fresh_lists(at=cast.TODAY - timedelta(days=30))
    assert judge(token(), lists=stale).verdict is Verdict.STATUS_UNKNOWN


def test_who_requires_the_log_and_who_knows_of_a_theft_does_not_trust_it() -> None:
    assert judge(token(), within=cast.trust_in(required=True)).verdict is Verdict.NOT_TRUSTED
    stolen = cast.organisation_key(
        valid_until=cast.TODAY, compromised_at=cast.TODAY, compromised_size=9_000
    )
    assert judge(token(), within=cast.trust_in(key=stolen)).verdict is Verdict.NOT_TRUSTED


def test_a_token_whose_credential_is_none_says_where() -> None:
    payload = claims()
    del payload["credentialSubject"]["licenseNumber"]

    report = judge(made(payload))

    assert report.verdict is Verdict.MALFORMED
    assert said(report, Step.SHAPE) == (
        FAILED,
        "“credentialSubject.licenseNumber” is not as a certificate of this programme has it.",
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"eyJhbGciOiJFZERTQSJ9", "The token is wrong in “parts”."),
        (made(claims(), {"typ": "JWT", "cty": "vc"}), "The token is wrong in “header”."),
        (made(claims(), {**HEADER, "crit": "exp"}), "The token is wrong in “header”."),
        (made(claims(), {**HEADER, "alg": "none"}), "The token is wrong in “header”."),
        (made({**claims(), "iss": cast.STRANGER_DID}), "The token is wrong in “iss”."),
        (made({**claims(), "iat": True}), "The token is wrong in “iat”."),
        (made({**claims(), "iat": 1 << 50}), "The token is wrong in “iat”."),
        (made({**claims(), "iat": (1 << 40) - 1}), "The token is wrong in “iat”."),
        (made({**claims(), "exp": 1}), "The token is wrong in “exp”."),
        (made({**claims(), "nbf": 1}), "The token is wrong in “nbf”."),
        (made({**claims(), "proof": {}}), "The token is wrong in “proof”."),
        (made({"iat": 1}), "The token is wrong in “issuer”."),
        (token() + b"=", "The token is wrong in “signature”."),
        (token()[:-4], "The token is wrong in “signature”."),
        (token().replace(b".", b"!.", 1), "The token is wrong in “header”."),
        (b"eyJ" + b"x" * (600 << 10), "The file has 614403 bytes; at most 524288 are read."),
    ],
)
def test_what_no_token_of_ours_has_is_refused_by_its_place(data: bytes, sentence: str) -> None:
    report = judge(data)

    assert report.verdict is Verdict.MALFORMED
    assert said(report, Step.FILE) == (FAILED, sentence)
    assert {check.outcome for check in report.checks[1:]} == {UNDECIDABLE}
