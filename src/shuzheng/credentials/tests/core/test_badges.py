"""The older token of Open Badges (RS256): what it says, and by which checks it is judged."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.core import achievement, did, instants, jsontext, rsa, trust, verifying
from shuzheng.credentials.core.forms import badge, jose
from shuzheng.credentials.core.verifying import Outcome, Step, Verdict
from shuzheng.credentials.tests.core import badging, cast
from shuzheng.credentials.tests.core.judging import said

if TYPE_CHECKING:
    from collections.abc import Callable

HELD, FAILED, UNDECIDABLE = Outcome.HELD, Outcome.FAILED, Outcome.UNDECIDABLE
SIGNATURE = badging.token().split(b".")[2]
"""What the key of these tests signs: the signature has no chance in it."""


def judge(data: bytes, **changed: object) -> verifying.Report:
    lists = changed.pop("lists", None) or cast.fresh_lists()
    within = changed.pop("within", None) or badging.trust_in()
    return verifying.verify(data, within, cast.TODAY, status_lists=lists)  # type: ignore[arg-type]


def part(data: bytes, place: int) -> dict[str, Any]:
    text = data.split(b".")[place]
    found: dict[str, Any] = json.loads(urlsafe_b64decode(text + b"=" * (-len(text) % 4)))
    return found


def test_it_is_written_as_open_badges_has_it() -> None:
    token, issued = badging.token(), cast.certificate()
    del issued["proof"]
    header, payload = part(token, 0), part(token, 1)

    assert header.keys() == {"alg", "typ", "jwk"}
    assert (header["alg"], header["typ"]) == ("RS256", "JWT")
    assert header["jwk"] == {"kty": "RSA", "e": "AQAB", "n": badging.MODULUS}
    assert payload.pop("iss") == cast.ORGANISATION_DID
    assert payload.pop("jti") == issued["id"]
    assert payload.pop("nbf") == 1_784_044_800
    assert payload.pop("sub") == payload["credentialSubject"].pop("id") == f"{issued['id']}#subject"
    assert payload.pop("iat") == 1_784_082_600
    assert payload == issued


def test_a_term_is_repeated_where_there_is_one() -> None:
    award = replace(cast.AWARD, valid_until=cast.ISSUED + timedelta(days=365))
    credential = cast.sign(achievement.credential(award, cast.MENG))

    token = badge.write(credential, badging.SIGNER)

    assert part(token, 1)["exp"] == 1_815_580_800
    assert judge(token).verdict is Verdict.VALID


@pytest.mark.rule("R-112")
def test_a_genuine_one_is_valid_and_the_log_proves_nothing_about_it() -> None:
    report = judge(badging.token())

    assert report.verdict is Verdict.VALID
    assert report.certificate is not None
    assert (report.certificate.holder, report.certificate.number) == (
        "孟晓棠",
        "X202601000420009173L",
    )
    assert [check.outcome for check in report.checks] == [*[HELD] * 6, UNDECIDABLE, *[HELD] * 3]
    assert said(report, Step.SHAPE)[1] == (
        "It has the form of a certificate of this programme, as a token of Open Badges (RS256)."
    )
    assert report.check(Step.SIGNATURE).clause == (
        "1EdTech Open Badges 3.0, 8.2; RFC 7515; RFC 7518, 3.3"
    )


def test_the_key_in_the_header_is_believed_only_if_the_trust_file_names_it() -> None:
    forged = judge(badging.token(badging.FORGER))
    unknown = judge(badging.token(), within=cast.trust_in())
    pretended = judge(badging.token(replace(badging.FORGER, modulus=badging.MODULUS)))

    assert forged.verdict is unknown.verdict is Verdict.NOT_TRUSTED
    assert said(forged, Step.KEY) == (
        FAILED,
        "The key is none of those that the trust file gives for 长照服务评价中心.",
    )
    assert pretended.verdict is Verdict.ALTERED


def test_a_stolen_or_ended_key_is_not_believed() -> None:
    stolen = badging.key(valid_until=cast.TODAY, compromised_at=cast.TODAY)
    ended = badging.key(valid_until=cast.SIGNED)

    assert judge(badging.token(), within=badging.trust_in(one=stolen)).verdict == "not_trusted"
    assert judge(badging.token(), within=badging.trust_in(one=ended)).verdict == "not_trusted"


def test_its_status_is_that_of_the_certificate() -> None:
    token = badging.token()

    assert judge(token, lists=cast.fresh_lists(revoked=[94_567])).verdict is Verdict.REVOKED
    stale = cast.fresh_lists(at=cast.TODAY - timedelta(days=30))
    assert judge(token, lists=stale).verdict is Verdict.STATUS_UNKNOWN


def test_the_key_for_the_one_form_does_not_serve_for_the_other() -> None:
    """An RSA key signs no `vc+jwt`, and the organisation's first key no token of Open Badges."""
    crossed = replace(badging.SIGNER, method=badging.METHOD, sign=cast.ORGANISATION.sign)
    other = jose.write(cast.certificate(), crossed)

    assert judge(other).verdict is Verdict.NOT_TRUSTED
    short = jose.signed(badging.HEADER, badging.claims(), cast.ORGANISATION.sign)
    assert said(judge(short), Step.FILE) == (FAILED, "The token is wrong in “signature”.")


def _claims(**changed: object) -> bytes:
    return badging.signed({**badging.claims(), **changed})


def _without(member: str) -> bytes:
    payload = badging.claims()
    del payload[member]
    return badging.signed(payload)


def _header(**changed: object) -> bytes:
    return badging.signed(badging.claims(), {**badging.HEADER, **changed})


def _nameless() -> bytes:
    payload = badging.claims()
    del payload["credentialSubject"]["id"]
    return badging.signed(payload)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (_header(kid="x"), "header"),
        (_header(typ="vc+jwt"), "header"),
        (_header(crit=["exp"]), "header"),
        (_header(jwk={**rsa.jwk(badging.MODULUS), "d": "AQAB"}), "jwk"),
        (_header(jwk={**rsa.jwk(badging.MODULUS), "e": "Aw"}), "jwk"),
        (_header(jwk=rsa.jwk(badging.MODULUS[:100])), "jwk"),
        (_header(jwk=None), "jwk"),
        (_claims(iss=cast.STRANGER_DID), "iss"),
        (_claims(jti="urn:uuid:00000000-0000-4000-8000-000000000001"), "jti"),
        (_claims(nbf=1_784_044_801), "nbf"),
        (_claims(nbf=True), "nbf"),
        (_claims(sub="did:example:1"), "sub"),
        (_claims(exp=1_815_580_800), "exp"),
        (_claims(iat="x"), "iat"),
        (_claims(aud="https://x.example"), "aud"),
        (_claims(vc={}), "vc"),
        (_claims(proof={}), "proof"),
        (_claims(cnf={}), "cnf"),
        (_claims(validFrom="x"), "validFrom"),
        (_claims(validUntil="x"), "validUntil"),
        (_without("jti"), "jti"),
        (_without("iat"), "iat"),
        (_without("id"), "id"),
        (_nameless(), "credentialSubject.id"),
        (badging.token() + b"=", "signature"),
        (badging.token()[:-4], "signature"),
    ],
)
def test_what_no_token_of_ours_has_is_refused_by_its_place(data: bytes, place: str) -> None:
    report = judge(data)

    assert report.verdict is Verdict.MALFORMED
    assert said(report, Step.FILE) == (FAILED, f"The token is wrong in “{place}”.")
    assert {check.outcome for check in report.checks[1:]} == {UNDECIDABLE}


def test_a_trust_file_tells_the_key_as_a_jwk_and_reads_it_again() -> None:
    written = trust.compose(badging.trust_in())

    assert written["issuers"][0]["rsa_keys"] == [
        {
            "id": badging.METHOD,
            "publicKeyJwk": {"kty": "RSA", "e": "AQAB", "n": badging.MODULUS},
            "valid_from": instants.write(badging.key().valid_from),
        }
    ]
    assert trust.read(jsontext.read(jsontext.canonical(written))) == badging.trust_in()
    assert "rsa_keys" not in trust.compose(cast.trust_in())["issuers"][0]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda i: i.update(rsa_keys={}), "issuers[0].rsa_keys"),
        (lambda i: i["rsa_keys"].append(i["rsa_keys"][0]), "issuers[0].rsa_keys[1].id"),
        (lambda i: i["rsa_keys"][0].update(id=cast.METHOD), "issuers[0].rsa_keys[0].id"),
        (
            lambda i: i["rsa_keys"][0]["publicKeyJwk"].update(d="AQAB"),
            "issuers[0].rsa_keys[0].publicKeyJwk",
        ),
        (
            lambda i: i["rsa_keys"][0].update(publicKeyMultibase=cast.MULTIKEY, publicKeyJwk=None),
            "issuers[0].rsa_keys[0].publicKeyJwk",
        ),
        (lambda i: i["rsa_keys"][0].pop("valid_from"), "issuers[0].rsa_keys[0].valid_from"),
    ],
)
def test_a_wrong_rsa_key_in_a_trust_file_is_named(
    change: Callable[[dict[str, Any]], object], place: str
) -> None:
    document = json.loads(jsontext.canonical(trust.compose(badging.trust_in())))
    change(document["issuers"][0])

    with pytest.raises(trust.BadTrust) as caught:
        trust.read(document)

    assert caught.value.params["place"] == place


def test_the_document_of_an_identifier_publishes_it_as_a_jwk() -> None:
    identifier = "did:web:sz.example:organisations:E1"
    name = rsa.thumbprint(badging.MODULUS)
    made = did.document(
        identifier,
        [
            did.Method(f"{identifier}#{cast.MULTIKEY}", cast.MULTIKEY),
            did.Method(f"{identifier}#{name}", badging.MODULUS, is_rsa=True),
        ],
    )

    assert made["@context"][-1] == "https://w3id.org/security/jwk/v1"
    assert made["verificationMethod"][1] == {
        "id": f"{identifier}#{name}",
        "controller": identifier,
        "type": "JsonWebKey",
        "publicKeyJwk": {"kty": "RSA", "e": "AQAB", "n": badging.MODULUS},
    }
    assert made["assertionMethod"] == [f"{identifier}#{cast.MULTIKEY}", f"{identifier}#{name}"]
    with pytest.raises(rsa.BadRsaKey):
        did.document(identifier, [did.Method(f"{identifier}#x", "AAAA", is_rsa=True)])


def test_a_thumbprint_is_that_of_the_published_example() -> None:
    """The key and its thumbprint are those of RFC 7638, 3.1."""
    modulus = (
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJ"
        "ECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2"
        "QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh"
        "6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
    )

    assert rsa.thumbprint(modulus) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    assert rsa.size(modulus) == 256


def test_a_signature_is_that_of_the_published_example() -> None:
    """Key, input and signature are those of RFC 7515, A.2."""
    modulus = (
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0B"
        "m4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5"
        "z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7"
        "aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
    )
    text = (
        b"eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxl"
        b"LmNvbS9pc19yb290Ijp0cnVlfQ"
    )
    signature = urlsafe_b64decode(
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5"
        "jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHl"
        "b1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9"
        "QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw=="
    )

    assert rsa.is_signed(modulus, signature, text)
    assert not rsa.is_signed(modulus, signature, text + b"A")


def test_a_new_key_has_3072_bits_and_signs() -> None:
    private = rsa.generate()
    modulus = rsa.modulus_of(private)

    assert rsa.size(modulus) * 8 == 3_072
    assert rsa.is_signed(modulus, rsa.signer(private)(b"x"), b"x")


def test_the_token_of_these_tests_never_changes() -> None:
    assert len(SIGNATURE) == 342
    assert (
        sha256(badging.token()).hexdigest()
        == "d70919a7ce42ac542d7f293224d0bb231336cab4a718e496f6c01f10f7b7b67f"
    )
