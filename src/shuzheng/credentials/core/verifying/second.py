"""The eleventh check, made only where a certificate carries a second proof, by SM2 and SM3.

Authority: `docs/sm2-suite.md`. The second proof covers what the first one covers, and stands beside
it: a verifier that does not know it loses nothing. What a newcomer gets wrong: leaving it out makes
another document, which the evidence log does not hold; and one that is there must hold.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shuzheng.credentials.core import did, instants, proof
from shuzheng.credentials.core.integrity.suite import SM2
from shuzheng.credentials.core.verifying import report, steps
from shuzheng.credentials.core.verifying.report import Outcome, Step, Verdict
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.credentials.core.evidence import Logged
    from shuzheng.credentials.core.trust import Issuer
    from shuzheng.credentials.core.verifying.report import Check


def judge(
    document: Mapping[str, object],
    given: Mapping[str, object],
    known: Issuer | None,
    issued: datetime | None,
    logged: Logged | None,
) -> Check:
    """Return the check on the proof `given` beside the one that `document` carries.

    `issued` is the instant in the certificate, for a proof that names none.
    """
    step = Step.SM2
    try:
        if "previousProof" in given:
            raise proof.ChainedProof
        made = proof.parse(given, suite=SM2.name, purpose=proof.PURPOSE)
    except proof.ProofRefused as refusal:
        return report.refused(step, Verdict.MALFORMED, refusal)
    if known is None:
        return report.not_reached(step, Step.ISSUER)
    used = known.sm2_key(made.method)
    if used is None:
        sentence = N_("The trust file gives no such key for SM2 of {name}.")
        return report.undecidable(step, sentence, name=known.name)
    try:
        _require(document, made, did.sm2_key(used.multikey))
    except Refusal as refusal:
        return report.refused(step, Verdict.ALTERED, refusal)
    signed_at = made.created or issued
    in_time = steps.key(known, used, signed_at, logged)
    if in_time.outcome is not Outcome.HELD or signed_at is None:
        return replace(in_time, step=step)
    sentence = N_("The SM2 signature fits as well; its key was in use on {date}.")
    return report.held(step, sentence, date=instants.day(signed_at))


def _require(document: Mapping[str, object], made: proof.Proof, public: bytes) -> None:
    """Refuse unless the SM2 key `public` (33 bytes) signed all of `document`."""
    unsigned = {member: value for member, value in document.items() if member != "proof"}
    covered = SM2.covered(unsigned, made.options)
    if covered.get("@context") != unsigned.get("@context"):
        raise proof.ContextNotCovered
    SM2.algorithm.require(public, made.signature, SM2.digest(covered, made.options))
