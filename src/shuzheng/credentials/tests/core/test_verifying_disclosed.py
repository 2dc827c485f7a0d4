"""A token of parts (dc+sd-jwt) is judged by the same checks; what is kept back is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.core import achievement, verifying
from shuzheng.credentials.core.forms import jose, sdjwt
from shuzheng.credentials.core.verifying import Outcome, Step, Verdict
from shuzheng.credentials.core.verifying.report import ShownStep
from shuzheng.credentials.tests.core import cast, showing
from shuzheng.credentials.tests.core.judging import said
from shuzheng.credentials.tests.core.showing import by, claims, disclosure, jwk, shown, signed

if TYPE_CHECKING:
    from collections.abc import Mapping

HELD, FAILED, UNDECIDABLE = Outcome.HELD, Outcome.FAILED, Outcome.UNDECIDABLE
ALL = tuple(showing.SAID)
BOUND = {"cnf": {"jwk": jwk(showing.WALLET)}}


def judge(data: bytes, **changed: object) -> verifying.Report:
    lists = changed.pop("lists", None) or cast.fresh_lists()
    within = changed.pop("within", None) or cast.trust_in()
    return verifying.verify(data, within, cast.TODAY, status_lists=lists)  # type: ignore[arg-type]


def bound(*names: str, show: object = None, cnf: Mapping[str, object] = BOUND["cnf"]) -> bytes:
    """Return a token that names a key of the holder."""
    return shown(*names, token=signed(claims(cnf=cnf)), show=show)  # type: ignore[arg-type]


@pytest.mark.rule("R-112")
@pytest.mark.parametrize("data", [showing.whole(), shown(), shown() + b"\n"])
def test_a_token_of_which_everything_is_shown_is_valid_like_the_original(data: bytes) -> None:
    report = judge(data)

    assert report.verdict is Verdict.VALID
    assert [check.outcome for check in report.checks] == [
        *[HELD] * 6,
        UNDECIDABLE,
        *[HELD] * 3,
    ]
    one = report.certificate
    assert one is not None
    assert (one.holder, one.title, one.level, one.level_name) == (
        "孟晓棠",
        "老年照护职业技能等级证书（中级）",
        2,
        "中级",
    )
    assert (one.number, one.code, one.module) == ("X202601000420009173L", "010004", "")
    assert (one.standard, one.standard_version) == ("老年照护职业技能等级标准", "2.0")
    assert (one.issuer_name, one.valid_from, one.hidden) == ("长照服务评价中心", cast.ISSUED, ())
    assert said(report, Step.SHAPE)[1] == (
        "It has the form of a certificate of this programme, as a token of parts (dc+sd-jwt); 8 of"
        " its 8 statements are shown."
    )
    assert said(report, Step.SIGNATURE)[1] == (
        "The signature fits; what is shown is as it was signed."
    )
    assert said(report, Step.DATES)[1] == "Valid since 2026-07-15, without a term."
    assert report.check(Step.SHAPE).clause == (
        "RFC 9901, 7.1; SD-JWT-based Verifiable Credentials, 3"
    )
    assert report.check(Step.REVOCATION).clause == (
        "W3C Bitstring Status List 1.0, Validate Algorithm"
    )


@pytest.mark.rule("R-112")
def test_level_and_certificate_alone_are_valid_and_the_rest_is_said_not_to_be_shown() -> None:
    report = judge(shown("certificate", "level"))

    assert report.verdict is Verdict.VALID
    one = report.certificate
    assert one is not None
    assert (one.title, one.level_name) == ("老年照护职业技能等级证书（中级）", "中级")
    assert one.hidden == ("name", "number", "organisation", "issued_on", "standard", "skills")
    assert (one.holder, one.number, one.standard, one.issuer_name) == ("", "", "", "")
    assert said(report, Step.SHAPE) == (
        HELD,
        "It has the form of a certificate of this programme, as a token of parts (dc+sd-jwt); 2 of"
        " its 8 statements are shown.",
    )
    assert said(report, Step.NUMBER) == (UNDECIDABLE, "The holder does not show the number.")
    assert said(report, Step.DATES) == (
        HELD,
        "Signed on 2026-11-20, without a term; the day of issue is not shown.",
    )
    assert "missing" not in " ".join(map(str, report.checks))


@pytest.mark.parametrize("name", ALL)
def test_whichever_statement_is_kept_back_the_signature_and_the_status_are_judged(
    name: str,
) -> None:
    report = judge(shown(*(one for one in ALL if one != name)))

    assert report.verdict is Verdict.VALID
    assert report.certificate is not None
    assert report.certificate.hidden == (name,)
    revoked = judge(shown(name), lists=cast.fresh_lists(revoked=[94_567]))
    assert revoked.verdict is Verdict.REVOKED
    assert judge(shown(name), lists=[{}]).verdict is Verdict.STATUS_UNKNOWN


def test_of_a_module_it_is_known_that_there_is_one_by_the_number_of_statements() -> None:
    more = {**showing.SAID, "module": "失智照护"}
    kept_back = judge(shown(*ALL, said=more))
    told = judge(shown(said=more))

    assert kept_back.certificate is not None
    assert kept_back.certificate.hidden == ("module",)
    assert told.certificate is not None
    assert (told.certificate.module, told.certificate.hidden) == ("失智照护", ())


def test_a_term_counts_whatever_is_shown() -> None:
    over = int((cast.TODAY - timedelta(days=1)).timestamp())
    ahead = int((cast.TODAY + timedelta(days=9)).timestamp())

    ended = judge(shown("level", token=signed(claims(exp=over))))
    assert ended.verdict is Verdict.EXPIRED
    assert said(ended, Step.DATES)[1] == "Its term ended on 2026-11-23."
    runs = judge(shown("level", token=signed(claims(exp=ahead))))
    assert said(runs, Step.DATES)[1] == (
        "Signed on 2026-11-20, valid to 2026-12-03; the day of issue is not shown."
    )
    award = replace(cast.AWARD, valid_until=cast.TODAY + timedelta(days=9))
    ours = sdjwt.write(cast.sign(achievement.credential(award, cast.MENG)), showing.SIGNER)
    assert said(judge(ours), Step.DATES)[1] == "Valid from 2026-07-15 to 2026-12-03."
    later = int((cast.TODAY + timedelta(days=1)).timestamp())
    assert judge(shown(token=signed(claims(iat=later)))).verdict is Verdict.NOT_YET_VALID


def test_a_statement_that_was_changed_added_or_signed_by_another_is_found() -> None:
    renamed = shown().replace(disclosure("name", "孟晓棠"), disclosure("name", "孟小棠"))
    resalted = shown("level").replace(
        disclosure("level", "中级"), disclosure("level", "中级", salt="other")
    )
    foreign = jose.compact(
        showing.HEADER, claims(), replace(showing.SIGNER, sign=cast.STRANGER.sign)
    )

    for data in (renamed, resalted):
        report = judge(data)
        assert report.verdict is Verdict.ALTERED
        assert said(report, Step.SIGNATURE) == (
            FAILED,
            "1 of the statements that are shown are none that were signed.",
        )
    assert said(judge(shown(token=foreign)), Step.SIGNATURE) == (
        FAILED,
        "The signature does not fit the document.",
    )
    unknown = replace(showing.SIGNER, method=f"{cast.STRANGER_DID}#x")
    other = shown(token=jose.compact(showing.HEADER, claims(), unknown))
    assert judge(other).verdict is Verdict.NOT_TRUSTED
    stranger = shown(token=signed(claims(iss=cast.STRANGER_DID)))
    assert said(judge(stranger), Step.ISSUER)[0] is FAILED


def test_who_requires_the_log_and_who_knows_of_a_theft_does_not_trust_it() -> None:
    assert judge(shown(), within=cast.trust_in(required=True)).verdict is Verdict.NOT_TRUSTED
    stolen = cast.organisation_key(
        valid_until=cast.TODAY, compromised_at=cast.TODAY, compromised_size=9_000
    )
    assert judge(shown(), within=cast.trust_in(key=stolen)).verdict is Verdict.NOT_TRUSTED


def test_a_number_of_another_level_is_found_where_both_are_shown() -> None:
    other = {**showing.SAID, "level": "高级"}

    report = judge(shown("number", "level", said=other))

    assert report.verdict is Verdict.MALFORMED
    assert said(report, Step.NUMBER)[1] == (
        "The number X202601000420009173L belongs to another certificate or level."
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("name", "孟\u202e"),
        ("level", "特级"),
        ("issued_on", "2026-02-30"),
        ("issued_on", "20260715"),
        ("issued_on", "9999-12-31"),
        ("standard", "没有版本"),
        ("skills", "1.1.1"),
        ("skills", [""]),
        ("skills", ["x"] * 501),
        ("certificate", ["x"]),
        ("organisation", "x" * 2_001),
    ],
)
def test_a_statement_that_no_certificate_makes_is_named(name: str, value: object) -> None:
    other = {**showing.SAID, name: value}

    report = judge(shown(name, said=other))

    assert report.verdict is Verdict.MALFORMED
    assert said(report, Step.SHAPE) == (
        FAILED,
        f"“{name}” is not as a certificate of this programme has it.",
    )


def test_a_statement_that_was_never_signed_is_no_statement_kept_back() -> None:
    few = {name: value for name, value in showing.SAID.items() if name != "name"}

    report = judge(shown(said=few))

    assert said(report, Step.SHAPE) == (
        FAILED,
        "“_sd” is not as a certificate of this programme has it.",
    )


@pytest.mark.parametrize(
    ("key", "named"),
    [(showing.WALLET, "EdDSA"), (showing.PHONE, "ES256")],
)
def test_who_shows_it_with_the_key_that_the_token_names_is_told(key: object, named: str) -> None:
    cnf = {"jwk": jwk(key)}  # type: ignore[arg-type]
    report = judge(bound("level", cnf=cnf, show=by(key)))  # type: ignore[arg-type]

    assert named in {"EdDSA", "ES256"}
    assert report.verdict is Verdict.VALID
    assert len(report.checks) == 11
    assert report.check(ShownStep.BINDING).number == 11
    assert said(report, ShownStep.BINDING) == (
        HELD,
        "Shown with the holder’s key on 2026-11-23, to https://hr.example.",
    )
    assert report.check(ShownStep.BINDING).clause == "RFC 9901, 7.3; RFC 7800"


def test_a_signature_that_does_not_fit_what_is_shown_is_found() -> None:
    fits = bound("level", show=by())
    more = fits.replace(b"~" + disclosure("level", "中级"), b"")
    stranger = bound("level", show=by(cast.STRANGER))
    other = bound("level", show=by(sd_hash="x"))

    for data in (more, stranger, other):
        report = judge(data)
        assert report.verdict is Verdict.ALTERED
        assert said(report, ShownStep.BINDING) == (
            FAILED,
            "The signature of the holder’s key does not fit what is shown.",
        )
    later = int((cast.TODAY + timedelta(days=1)).timestamp())
    ahead = judge(bound("level", show=by(iat=later)))
    assert ahead.verdict is Verdict.NOT_YET_VALID


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            bound("level"),
            "The token is bound to a key, and whoever shows it did not sign with it.",
        ),
        (
            shown("level", show=by()),
            "Whoever shows it has signed, but the token names no key of the holder.",
        ),
        (
            bound("level", cnf={"jwk": {"kty": "RSA"}}, show=by()),
            "A key of this kind is not judged here.",
        ),
        (
            bound("level", cnf={"jwk": {**jwk(showing.WALLET), "x": "!"}}, show=by()),
            "A key of this kind is not judged here.",
        ),
        (
            bound(
                "level", cnf={"jwk": {**jwk(showing.PHONE), "y": "A" * 43}}, show=by(showing.PHONE)
            ),
            "A key of this kind is not judged here.",
        ),
    ],
)
def test_what_says_nothing_of_the_holder_leaves_the_certificate_as_it_is(
    data: bytes, sentence: str
) -> None:
    report = judge(data)

    assert report.verdict is Verdict.VALID
    assert said(report, ShownStep.BINDING) == (UNDECIDABLE, sentence)


def without(*names: str) -> bytes:
    left_out: dict[str, Any] = dict.fromkeys(names)
    return shown(token=signed(claims(**left_out)))


TWICE = claims()["_sd"][:1] * 2


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (shown(token=signed(claims(), {"typ": "vc+sd-jwt"})), "header"),
        (shown(token=signed(claims(), {"typ": "dc+sd-jwt", "alg": "none"})), "header"),
        (shown(token=b"eyJ.eyJ"), "parts"),
        (shown(token=signed(claims())[:-4]), "signature"),
        (without("iss"), "iss"),
        (without("_sd"), "_sd"),
        (without("vct"), "vct"),
        (shown(token=signed(claims(name="孟晓棠"))), "name"),
        (shown(token=signed(claims(nbf=1))), "nbf"),
        (shown(token=signed(claims(iss=7))), "iss"),
        (shown(token=signed(claims(iat=True))), "iat"),
        (shown(token=signed(claims(exp="never"))), "exp"),
        (shown(token=signed(claims(vct="https://sz.example/types/certificate/v2"))), "vct"),
        (shown(token=signed(claims(_sd_alg="sha-1"))), "_sd_alg"),
        (shown(token=signed(claims(_sd=[]))), "_sd"),
        (shown(token=signed(claims(_sd=TWICE))), "_sd"),
        (shown(token=signed(claims(_sd=["short"]))), "_sd"),
        (shown(token=signed(claims(cnf={"kid": "x"}))), "cnf"),
        (shown(token=signed(claims(cnf={"jwk": None}))), "cnf"),
        (shown("level", "level"), "level"),
        (shown(*ALL, "level", "level"), "disclosures"),
        (shown().replace(disclosure("level", "中级"), disclosure("score", 90)), "disclosures"),
        (shown().replace(disclosure("level", "中级"), b"!"), "disclosures"),
        (shown().replace(disclosure("level", "中级"), jose.encoded(b'["s"]')), "disclosures"),
        (
            shown().replace(disclosure("level", "中级"), jose.encoded(b'["s","level",1],"x":2')),
            "disclosures",
        ),
        (bound(show=by(header={"typ": "jwt"})), "kb+jwt"),
        (bound(show=by(header={"crit": "x"})), "kb+jwt"),
        (bound(show=by(aud=None)), "aud"),
        (bound(show=by(nonce="")), "nonce"),
        (bound(show=by(iat=-1)), "iat"),
        (bound() + b"eyJ", "parts"),
    ],
)
def test_what_no_token_of_ours_has_is_refused_by_its_place(data: bytes, place: str) -> None:
    report = judge(data)

    assert report.verdict is Verdict.MALFORMED
    assert said(report, Step.FILE) == (FAILED, f"The token is wrong in “{place}”.")
    assert {check.outcome for check in report.checks[1:]} == {UNDECIDABLE}


def test_a_statement_in_which_a_member_stands_twice_cannot_be_read() -> None:
    twice = jose.encoded(b'["s","skills",{"a":1,"a":2}]')

    report = judge(shown().replace(disclosure("level", "中级"), twice))

    assert said(report, Step.FILE) == (
        FAILED,
        "The member “a” stands twice in the same object.",
    )
