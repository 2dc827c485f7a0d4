"""The checks of a whole record, and after them the ten checks of every certificate in it.

A record is a signature of the province around certificates that are signed already. So it is judged
twice: as a list, under a key of a publisher that the trust file names, and then each certificate as
if it had been handed in alone. What a newcomer gets wrong: an organisation that issues certificates
is no publisher, and a publisher issues none; whoever has the one key cannot do the other's work.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shuzheng.credentials.core import envelope, proof, records
from shuzheng.credentials.core.verifying import report, signed, steps
from shuzheng.credentials.core.verifying.report import (
    Outcome,
    RecordStep,
    Report,
    Verdict,
)
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from shuzheng.credentials.core.envelope import Envelope
    from shuzheng.credentials.core.records import Record
    from shuzheng.credentials.core.trust import Issuer, Key, Trust
    from shuzheng.credentials.core.verifying.report import Check

CLAUSES: Mapping[RecordStep, str] = {
    RecordStep.SHAPE: "W3C VC Data Model 2.0; 1EdTech Comprehensive Learner Record 2.0",
    RecordStep.PUBLISHER: "trust file, publishers",
    RecordStep.HOLDER: "1EdTech Comprehensive Learner Record 2.0, ClrSubject",
    RecordStep.CERTIFICATES: "trust file, whole records",
}

KEY_SENTENCES = signed.Sentences(
    in_use=N_("The key was in use on {date}, when the record was signed."),
    not_in_use=N_("The key was not in use on {date}, when the record was signed."),
    stolen=N_(
        "The key was reported stolen on {date}, and nothing proves that the record is older."
    ),
)


def judge(
    opened: Envelope, trust: Trust, now: datetime, judge_one: Callable[[Envelope], Report]
) -> Report:
    """Return the report on a record. Raises nothing, whatever it holds.

    `judge_one` judges a certificate; status lists that came with the record are handed on to it.
    """
    document = opened.document
    form, said, signature = _shape(document)
    publisher = trust.publishers.get(said.publisher) if said else None
    key = publisher.key(signature.method) if publisher and signature else None
    parts = tuple(
        judge_one(envelope.Envelope(one, status_lists=opened.status_lists))
        for one in (said.certificates if said else ())
    )
    signed_at = (signature.created or said.valid_from) if signature and said else None
    checks = (
        report.held(RecordStep.FILE, N_("The file could be opened and read.")),
        form,
        _publisher(said, publisher),
        _key(publisher, key, signed_at),
        _signature(document, key, publisher),
        _holder(said, parts),
        certificates(parts),
        _dates(said, signature, now),
    )
    known = [part.status_known_at for part in parts]
    return Report(
        checked_at=now,
        checks=tuple(_cited(check) for check in checks),
        status_known_at=min(filter(None, known), default=None),
        set_aside=parts[0].set_aside if parts else (),
        record=said,
        parts=parts,
    )


def _cited(check: Check) -> Check:
    step = RecordStep(check.step)
    return replace(check, step=step, cites=CLAUSES.get(step, ""))


def _shape(document: Mapping[str, object]) -> tuple[Check, Record | None, proof.Proof | None]:
    step, said, signature = RecordStep.SHAPE, None, None
    try:
        said = records.read(document)
        signature = proof.read(document)
    except Refusal as fault:
        return report.refused(step, Verdict.MALFORMED, fault), said, signature
    return report.held(step, N_("It has the form of a whole record.")), said, signature


def _publisher(said: Record | None, publisher: Issuer | None) -> Check:
    step = RecordStep.PUBLISHER
    if said is None:
        return report.not_reached(step, RecordStep.SHAPE)
    if publisher is None:
        sentence = N_("The trust file does not name the publisher ({publisher}).")
        return report.failed(step, Verdict.NOT_TRUSTED, sentence, publisher=said.publisher[:120])
    sentence = N_("Put together by {name}, which the trust file names as a publisher.")
    return report.held(step, sentence, name=publisher.name)


def _key(publisher: Issuer | None, key: Key | None, signed_at: datetime | None) -> Check:
    step = RecordStep.KEY
    if publisher is None:
        return report.not_reached(step, RecordStep.PUBLISHER)
    if signed_at is None:
        return report.not_reached(step, RecordStep.SHAPE)
    return signed.key_of(step, publisher, key, signed_at, KEY_SENTENCES)


def _signature(document: Mapping[str, object], key: Key | None, publisher: Issuer | None) -> Check:
    because = RecordStep.PUBLISHER if publisher is None else RecordStep.KEY
    return signed.signature(RecordStep.SIGNATURE, document, key, because)


def _holder(said: Record | None, parts: tuple[Report, ...]) -> Check:
    step = RecordStep.HOLDER
    if said is None:
        return report.not_reached(step, RecordStep.SHAPE)
    others = sum(
        part.certificate is not None and part.certificate.holder != said.holder for part in parts
    )
    if others:
        sentence = N_("{count} certificates in it are of somebody else than the record.")
        return report.failed(step, Verdict.NOT_TRUSTED, sentence, count=others)
    return report.held(step, N_("The record and its certificates name the same holder."))


def certificates(parts: tuple[Report, ...]) -> Check:
    """Return how many of the certificates hold; the gravest of their verdicts is forced."""
    step = RecordStep.CERTIFICATES
    if not parts:
        return report.not_reached(step, RecordStep.SHAPE)
    verdicts = [part.verdict for part in parts]
    valid = verdicts.count(Verdict.VALID)
    if valid == len(parts):
        sentence = N_("All {count} are genuine and in force, each judged by itself.")
        return report.held(step, sentence, count=valid)
    gravest = min(verdicts, key=list(Verdict).index)
    sentence = N_("{valid} of {count} are genuine and in force; see each of them.")
    check = report.failed(step, gravest, sentence, valid=valid, count=len(parts))
    if gravest is Verdict.STATUS_UNKNOWN:
        return replace(check, outcome=Outcome.UNDECIDABLE)
    return check


def _dates(said: Record | None, signature: proof.Proof | None, now: datetime) -> Check:
    step = RecordStep.DATES
    if said is None or signature is None:
        return report.not_reached(step, RecordStep.SHAPE)
    begins = max(said.valid_from, signature.created or said.valid_from)
    return steps.term(said.valid_from, begins, [said.valid_until, signature.expires], now)
