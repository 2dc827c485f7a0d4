"""What of the ten checks is otherwise where a certificate came as a token: form and signature.

A token is made from a certificate when somebody asks for it; the evidence log holds the certificate
as it was issued, so of a token the log proves nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shuzheng.credentials.core import proof, reading, rsa
from shuzheng.credentials.core.verifying import report
from shuzheng.credentials.core.verifying.report import Step, Verdict
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from shuzheng.credentials.core.reading import Certificate
    from shuzheng.credentials.core.tokens import Token
    from shuzheng.credentials.core.trust import Issuer, Key
    from shuzheng.credentials.core.verifying.report import Check

SUITE = "vc+jwt"
CITES = "W3C VC JOSE and COSE 1.0; RFC 7515; RFC 8037"
CITES_RSA = "1EdTech Open Badges 3.0, 8.2; RFC 7515; RFC 7518, 3.3"


def shape(token: Token) -> tuple[Check, Certificate | None, proof.Proof]:
    """Check the form of the credential in a token; return it with the signature as a proof."""
    made = proof.Proof(SUITE, token.method, token.signature, token.made_at, None, {})
    try:
        certificate = reading.read(token.document)
    except reading.NotACertificate as fault:
        return report.refused(Step.SHAPE, Verdict.MALFORMED, fault), None, made
    sentence = N_("It has the form of a certificate of this programme, as a token (vc+jwt).")
    if token.modulus:
        sentence = N_(
            "It has the form of a certificate of this programme, as a token of Open Badges (RS256)."
        )
    return report.held(Step.SHAPE, sentence), certificate, made


def key(token: Token, issuer: Issuer | None) -> Key | None:
    """Return the issuer's key by which a token says it was signed; None where it has none such."""
    if issuer is None:
        return None
    return issuer.rsa_key(token.method) if token.modulus else issuer.key(token.method)


def signature(token: Token, key: Key | None, because: Step) -> Check:
    """Check the signature of a token under `key`; without one, say which check stood in the way."""
    step = Step.SIGNATURE
    if key is None:
        return report.not_reached(step, because)
    try:
        _require(token, key)
    except proof.SignatureRefused as refusal:
        check = report.refused(step, Verdict.ALTERED, refusal)
    else:
        check = report.held(step, N_("The signature fits; nothing was changed since it was made."))
    return replace(check, cites=CITES_RSA if token.modulus else CITES)


def _require(token: Token, key: Key) -> None:
    if not token.modulus:
        proof.require_signature(key.public, token.signature, token.signed)
    elif not rsa.is_signed(key.multikey, token.signature, token.signed):
        raise proof.SignatureRefused
