"""The ten checks, made on the code of a paper instead of the credential.

A code is a statement of its own, signed by the same key; it says less, so two checks are weaker.
The evidence log: a paper has no room for a proof, only for its entry and one checkpoint, which can
be laid beside what the log shows. Status: the code names lists by a hint; the lists themselves come
from the trust file or from whoever verifies. What a code says about itself is in `compact`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shuzheng.credentials.core import (
    achievement,
    compact,
    numbers,
    proof,
    reading,
    statuslist,
)
from shuzheng.credentials.core.verifying import report, steps
from shuzheng.credentials.core.verifying.report import Report, Step, Verdict
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.credentials.core.compact import Code, Place, Statement
    from shuzheng.credentials.core.trust import Issuer, Key, Trust
    from shuzheng.credentials.core.verifying.report import Check
    from shuzheng.credentials.core.verifying.shelf import Shelf

CLAUSES: Mapping[str, str] = {
    Step.FILE: "ISO/IEC 18004; RFC 3986, 3.5",
    Step.SHAPE: "paper code, bytes",
    Step.ISSUER: "paper code, key; trust file, issuers",
    Step.SIGNATURE: "paper code, signature; RFC 8032",
    Step.LOG: "paper code, checkpoint",
    Step.DATES: "paper code, dates",
}


def judge(digits: str, trust: Trust, lists: Shelf, now: datetime) -> Report:
    """Return the report on the digits of a code. Raises nothing, whatever they say."""
    try:
        code = compact.read(digits)
    except Refusal as refusal:
        return _unreadable(refusal, now, lists)
    issuer, key = _signer(code, trust)
    said = _said(code.statement, issuer, lists)
    not_revoked, revocation_known = steps.revocation(said, lists, now)
    not_suspended, suspension_known = steps.suspension(said, lists, now)
    known = [revocation_known or said.valid_from, suspension_known or said.valid_from]
    checks = (
        report.held(Step.FILE, N_("The code could be read.")),
        report.held(Step.SHAPE, N_("It has the form of the code of a certificate.")),
        steps.number(said),
        _issuer(code, issuer),
        steps.key(issuer, key, said.valid_from, None),
        _signature(code, key),
        _log(code, trust),
        not_revoked,
        not_suspended,
        steps.term(said.valid_from, said.valid_from, [said.valid_until], now),
    )
    return Report(
        checked_at=now,
        checks=tuple(map(_cited, checks)),
        certificate=said,
        status_known_at=min(known),
        set_aside=lists.set_aside,
    )


def _unreadable(refusal: Refusal, now: datetime, lists: Shelf) -> Report:
    """Return the report on what is no code (check 1), or a code that says nothing (check 2)."""
    first = report.held(Step.FILE, N_("The code could be read."))
    wrong = Step.SHAPE if isinstance(refusal, compact.BadCode) else Step.FILE
    failed = report.refused(wrong, Verdict.MALFORMED, refusal)
    begun = (first, failed) if wrong is Step.SHAPE else (failed,)
    rest = [report.not_reached(step, wrong) for step in report.ALWAYS][len(begun) :]
    return Report(now, tuple(map(_cited, (*begun, *rest))), set_aside=lists.set_aside)


def _cited(check: Check) -> Check:
    return replace(check, cites=CLAUSES.get(check.step, ""))


def _signer(code: Code, trust: Trust) -> tuple[Issuer | None, Key | None]:
    """Return whose key the hint means: the one that signed, or else the first that it fits."""
    fitting = [
        (issuer, key)
        for issuer in trust.issuers.values()
        for key in issuer.keys
        if compact.key_hint(key.public) == code.statement.key
    ]
    signed = [pair for pair in fitting if _fits(code, pair[1])]
    return next(iter([*signed, *fitting]), (None, None))


def _fits(code: Code, key: Key) -> bool:
    try:
        code.require_signature(key.public)
    except proof.SignatureRefused:
        return False
    return True


def _said(one: Statement, issuer: Issuer | None, lists: Shelf) -> reading.Certificate:
    """Return what the code says as a credential would say it, "" for what it leaves out."""
    parts = numbers.parse(one.number)
    level = numbers.LEVELS[parts.level]
    identifier = issuer.did if issuer else ""
    return reading.Certificate(
        id="",
        number=one.number,
        holder=one.holder,
        title=achievement.titled(one.certificate, level),
        code=parts.code,
        level=parts.level,
        level_name=level,
        module=one.module,
        standard="",
        standard_version="",
        issuer=identifier,
        issuer_name=issuer.name if issuer else "",
        valid_from=one.issued_at,
        valid_until=one.valid_until,
        status=(
            _entry(statuslist.REVOCATION, one.revocation, identifier, lists),
            _entry(statuslist.SUSPENSION, one.suspension, identifier, lists),
        ),
    )


def _entry(purpose: str, place: Place, issuer: str, lists: Shelf) -> statuslist.Entry:
    """Return the entry that a hint means; one that no list answers to where none, or two, fit."""
    fitting = [
        url
        for url in lists.lists
        if compact.list_hint(url) == place.hint
        and lists.about(statuslist.Entry(purpose, place.index, url), issuer)
    ]
    url = fitting[0] if len(fitting) == 1 else f"sha256:{place.hint.hex()}"
    return statuslist.Entry(purpose, place.index, url)


def _issuer(code: Code, issuer: Issuer | None) -> Check:
    if issuer is None:
        sentence = N_("The trust file names no key that begins with the digest {hint}.")
        hint = code.statement.key.hex()
        return report.failed(Step.ISSUER, Verdict.NOT_TRUSTED, sentence, hint=hint)
    sentence = N_("Issued by {name}, which the trust file names.")
    return report.held(Step.ISSUER, sentence, name=issuer.name)


def _signature(code: Code, key: Key | None) -> Check:
    if key is None:
        return report.not_reached(Step.SIGNATURE, Step.ISSUER)
    if not _fits(code, key):
        sentence = N_("The signature does not fit the code: something in it was changed.")
        return report.failed(Step.SIGNATURE, Verdict.ALTERED, sentence)
    sentence = N_("The signature fits; nothing was changed since it was made.")
    return report.held(Step.SIGNATURE, sentence)


def _log(code: Code, trust: Trust) -> Check:
    """Compare the checkpoint on the paper with the one in the trust file, where that is possible.

    The checkpoint is not signed on paper. A false one can only harm its bearer.
    """
    step = Step.LOG
    if trust.log is None:
        return report.undecidable(step, N_("The trust file names no evidence log."))
    seen, head = trust.checkpoint, code.head
    if head and seen and seen.size == head.size and seen.root != head.root:
        return report.refused(step, Verdict.NOT_TRUSTED, steps.ForkedLog(size=head.size))
    sentence = N_("Entry {entry} of the evidence log, as the code says; a paper holds no proof.")
    entry = f"{code.statement.entry + 1:,}"
    if trust.log.required or trust.log.quorum:
        return report.failed(step, Verdict.NOT_TRUSTED, sentence, entry=entry)
    return report.undecidable(step, sentence, entry=entry)
