"""The ten checks, made on a token of which the holder shows a part (`dc+sd-jwt`), and an eleventh.

Nobody can demand that everything be shown, so a statement that is kept back fails no check: it is
named as not shown, and what rests on it cannot be judged. The issuer, the key, the signature over
all statements, the status and the term never depend on what a holder shows.

The eleventh check is made only where the token names a key of its holder, or was signed by whoever
showed it. It says who showed it, never whether the certificate is genuine; to whom it was meant and
which question it answers, only whoever asked can compare.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shuzheng.credentials.core import disclosed, instants, proof, reading
from shuzheng.credentials.core.verifying import report, steps
from shuzheng.credentials.core.verifying.report import Outcome, Report, ShownStep, Step, Verdict
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.credentials.core.disclosed import Disclosed, Showing
    from shuzheng.credentials.core.reading import Certificate
    from shuzheng.credentials.core.trust import Key, Trust
    from shuzheng.credentials.core.verifying.report import Check
    from shuzheng.credentials.core.verifying.shelf import Shelf

SUITE = "dc+sd-jwt"
CLAUSES: Mapping[str, str] = {
    ShownStep.FILE: "RFC 9901, 4; RFC 7515",
    ShownStep.SHAPE: "RFC 9901, 7.1; SD-JWT-based Verifiable Credentials, 3",
    ShownStep.SIGNATURE: "RFC 9901, 7.1; RFC 7515; RFC 8037",
    ShownStep.DATES: "RFC 7519, 4.1.4, 4.1.6",
    ShownStep.BINDING: "RFC 9901, 7.3; RFC 7800",
}


def judge(given: Disclosed, trust: Trust, lists: Shelf, now: datetime) -> Report:
    """Return the report on a token of parts. Raises nothing, whatever it holds."""
    token = given.token
    form, said = _shape(given)
    from_whom, issuer = steps.issuer({"issuer": given.issuer}, trust)
    key = issuer.key(token.method) if issuer else None
    made = proof.Proof(SUITE, token.method, token.signature, token.made_at, None, {})
    kept, _ = steps.log({}, made, "", trust)
    not_revoked, revocation_known = steps.revocation(said, lists, now)
    not_suspended, suspension_known = steps.suspension(said, lists, now)
    issued = said.valid_from if said else token.made_at
    checks = (
        report.held(Step.FILE, N_("The file could be opened and read.")),
        form,
        _number(said),
        from_whom,
        steps.key(issuer, key, token.made_at, None),
        _signature(given, key, Step.ISSUER if issuer is None else Step.KEY),
        kept,
        not_revoked,
        not_suspended,
        _dates(given, said, now),
        *_binding(given, now),
    )
    return Report(
        checked_at=now,
        checks=tuple(map(_cited, checks)),
        certificate=said,
        status_known_at=min(revocation_known or issued, suspension_known or issued),
        set_aside=lists.set_aside,
    )


def _cited(check: Check) -> Check:
    step = ShownStep(check.step)
    return replace(check, step=step, cites=CLAUSES.get(step, ""))


def _shape(given: Disclosed) -> tuple[Check, Certificate | None]:
    try:
        said = disclosed.certificate(given)
    except reading.NotACertificate as fault:
        return report.refused(Step.SHAPE, Verdict.MALFORMED, fault), None
    shown = len(given.said)
    sentence = N_(
        "It has the form of a certificate of this programme, as a token of parts (dc+sd-jwt);"
        " {shown} of its {all} statements are shown."
    )
    total = shown + len(said.hidden)
    return report.held(Step.SHAPE, sentence, shown=shown, all=total), said


def _number(said: Certificate | None) -> Check:
    if said is not None and "number" in said.hidden:
        return report.undecidable(Step.NUMBER, N_("The holder does not show the number."))
    return steps.number(said)


def _signature(given: Disclosed, key: Key | None, because: Step) -> Check:
    """Check the signature over all statements, and that each that is shown is one of them."""
    step = Step.SIGNATURE
    if key is None:
        return report.not_reached(step, because)
    try:
        proof.require_signature(key.public, given.token.signature, given.token.signed)
    except Refusal as refusal:
        return report.refused(step, Verdict.ALTERED, refusal)
    if given.strays:
        sentence = N_("{count} of the statements that are shown are none that were signed.")
        return report.failed(step, Verdict.ALTERED, sentence, count=len(given.strays))
    sentence = N_("The signature fits; what is shown is as it was signed.")
    return report.held(step, sentence)


def _dates(given: Disclosed, said: Certificate | None, now: datetime) -> Check:
    """Check the term; where the day of issue is not shown, it is that of the signature."""
    if said is None:
        return report.not_reached(Step.DATES, Step.SHAPE)
    begins = max(said.valid_from, given.token.made_at)
    check = steps.term(said.valid_from, begins, [said.valid_until], now)
    if check.outcome is not Outcome.HELD or "issued_on" not in said.hidden:
        return check
    if said.valid_until is None:
        sentence = N_("Signed on {date}, without a term; the day of issue is not shown.")
    else:
        sentence = N_("Signed on {date}, valid to {end}; the day of issue is not shown.")
    return replace(check, template=sentence)


def _binding(given: Disclosed, now: datetime) -> tuple[Check, ...]:
    """Return the check on who showed it, where there is anything to check."""
    key, showing = given.holder_key, given.showing
    if key is None and showing is None:
        return ()
    if showing is None:
        sentence = N_("The token is bound to a key, and whoever shows it did not sign with it.")
        return (report.undecidable(ShownStep.BINDING, sentence),)
    if key is None:
        sentence = N_("Whoever shows it has signed, but the token names no key of the holder.")
        return (report.undecidable(ShownStep.BINDING, sentence),)
    return (_shown_by(key, showing, given.digest, now),)


def _shown_by(key: Mapping[str, object], showing: Showing, digest: str, now: datetime) -> Check:
    step, date = ShownStep.BINDING, instants.day(showing.made_at)
    try:
        fits = disclosed.checker(key, showing.algorithm)
    except disclosed.KeyNotJudged:
        return report.undecidable(step, N_("A key of this kind is not judged here."))
    if showing.digest != digest or not fits(showing.signature, showing.signed):
        sentence = N_("The signature of the holder’s key does not fit what is shown.")
        return report.failed(step, Verdict.ALTERED, sentence)
    if showing.made_at > now + steps.SKEW:
        sentence = N_("It was shown on {date}, which is still to come.")
        return report.failed(step, Verdict.NOT_YET_VALID, sentence, date=date)
    sentence = N_("Shown with the holder’s key on {date}, to {audience}.")
    return report.held(step, sentence, date=date, audience=showing.audience)
