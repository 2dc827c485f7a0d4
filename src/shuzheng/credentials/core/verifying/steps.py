"""The ten checks, one function each; every function returns a check and raises nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from shuzheng.credentials.core import evidence, instants, numbers, proof, reading, statuslist
from shuzheng.credentials.core.verifying import messages, report, signatures
from shuzheng.credentials.core.verifying.report import Outcome, Step, Verdict
from shuzheng.credentials.core.verifying.shelf import is_current
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from shuzheng.credentials.core.evidence import Logged
    from shuzheng.credentials.core.reading import Certificate
    from shuzheng.credentials.core.statuslist import StatusList
    from shuzheng.credentials.core.trust import Issuer, Key, Log, Trust
    from shuzheng.credentials.core.verifying.report import Check
    from shuzheng.credentials.core.verifying.shelf import Shelf

SKEW = timedelta(minutes=10)
"""How far two honest clocks may differ."""


class NumberOfAnother(Refusal):
    """A sound number, but of another certificate or level than the credential states."""

    code = "certificate-number-of-another"
    template = "The number {number} belongs to another certificate or level."


class ForkedLog(Refusal):
    """Two heads of one size and different roots: the log told two stories."""

    code = "log-forked"
    template = "The evidence log has shown another content of the same size ({size} entries)."


class QuorumMissed(Refusal):
    """Fewer witnesses have seen the checkpoint than the trust file demands."""

    code = "log-quorum"
    template = (
        "{count} of {all} witnesses have seen this checkpoint of the evidence log; the trust file"
        " demands {quorum}."
    )


def shape(
    document: Mapping[str, object],
) -> tuple[Check, Certificate | None, proof.Proof | None]:
    """Check the form of the credential and of its proof; return what could be read of both."""
    step = Step.SHAPE
    certificate, signature, refusal = None, None, None
    try:
        signature = signatures.read(document)
    except proof.ProofRefused as fault:
        refusal = fault
    try:
        certificate = reading.read(document)
    except reading.NotACertificate as fault:
        return report.refused(step, Verdict.MALFORMED, fault), None, signature
    if refusal is not None:
        return report.refused(step, Verdict.MALFORMED, refusal), certificate, None
    sentence = N_("It has the form of a certificate of this programme.")
    if signature is not None and signature.suite == signatures.RDFC:
        sentence = N_(
            "It has the form of a certificate of this programme, as made for wallets"
            " (eddsa-rdfc-2022)."
        )
    return report.held(step, sentence), certificate, signature


def number(certificate: Certificate | None) -> Check:
    """Check the certificate number by itself, and against the certificate and level."""
    step = Step.NUMBER
    if certificate is None:
        return report.not_reached(step, Step.SHAPE)
    text = certificate.number
    try:
        parts = numbers.parse(text)
    except numbers.BadNumber as refusal:
        return report.refused(step, Verdict.MALFORMED, refusal)
    if (parts.code, parts.level) != (certificate.code, certificate.level):
        return report.refused(step, Verdict.MALFORMED, NumberOfAnother(number=text))
    sentence = N_("{number} has 20 characters, and the check character {check} fits.")
    return report.held(step, sentence, number=numbers.spaced(text), check=text[-1])


def issuer(document: Mapping[str, object], trust: Trust) -> tuple[Check, Issuer | None]:
    """Check that the trust file names the issuer; return it."""
    step = Step.ISSUER
    try:
        named = reading.issuer_of(document)
    except reading.NotACertificate as refusal:
        return report.refused(step, Verdict.NOT_TRUSTED, refusal), None
    known = trust.issuers.get(named)
    if known is None:
        sentence = N_("The trust file does not name the issuer ({issuer}).")
        return report.failed(step, Verdict.NOT_TRUSTED, sentence, issuer=named[:120]), None
    sentence = N_("Issued by {name}, which the trust file names.")
    return report.held(step, sentence, name=known.name), known


def signature(
    document: Mapping[str, object], given: proof.Proof | None, key: Key | None, because: Step
) -> Check:
    """Check the signature under `key`; without one, say which check stood in the way."""
    step = Step.SIGNATURE
    if key is None or given is None:
        return report.not_reached(step, because)
    try:
        signatures.require(document, given, key.public)
    except Refusal as refusal:
        return report.refused(step, Verdict.ALTERED, refusal)
    return report.held(step, N_("The signature fits; nothing was changed since it was made."))


def log(
    document: Mapping[str, object], given: proof.Proof | None, text: str, trust: Trust
) -> tuple[Check, Logged | None]:
    """Check that the evidence log holds the certificate; return where.

    What was logged is the certificate as it was issued: of a form made later nothing is known.
    """
    step = Step.LOG
    if trust.log is None:
        return report.undecidable(step, N_("The trust file names no evidence log.")), None
    is_later = given is not None and given.suite != proof.CRYPTOSUITE
    if is_later or not text:
        sentence = N_("The file brings no proof from the evidence log.")
        if is_later:
            sentence = N_(
                "The evidence log holds the certificate as it was issued; this form was made from"
                " it later."
            )
        if trust.log.required or trust.log.quorum:
            return report.failed(step, Verdict.NOT_TRUSTED, sentence), None
        return report.undecidable(step, sentence), None
    try:
        logged = evidence.verify(document, text, trust.log.key, trust.log.witnesses)
        seen = trust.checkpoint
        if seen is not None and seen.size == logged.head.size and seen.root != logged.head.root:
            raise ForkedLog(size=seen.size)
        if len(logged.sightings) < trust.log.quorum:
            raise _quorum_missed(logged, trust.log)
    except Refusal as refusal:
        return report.refused(step, Verdict.NOT_TRUSTED, refusal), None
    return _in_log(logged, trust.log), logged


def _in_log(logged: Logged, believed: Log) -> Check:
    """Return the check that held, with the witnesses where the trust file names any."""
    entry, origin = f"{logged.index + 1:,}", logged.head.origin
    if not believed.witnesses:
        sentence = N_("Entry {entry} of the evidence log {origin}; unchanged since it was logged.")
        return report.held(Step.LOG, sentence, entry=entry, origin=origin)
    total = len(believed.witnesses)
    if not logged.sightings:
        sentence = N_(
            "Entry {entry} of the evidence log {origin}; unchanged since it was logged. None of the"
            " {all} witnesses has seen this checkpoint."
        )
        return report.held(Step.LOG, sentence, entry=entry, origin=origin, all=total)
    sentence = N_(
        "Entry {entry} of the evidence log {origin}; unchanged since it was logged. Seen by {count}"
        " of {all} witnesses: {names}."
    )
    names = " ".join(one.witness for one in logged.sightings)
    count = len(logged.sightings)
    return report.held(
        Step.LOG, sentence, entry=entry, origin=origin, count=count, all=total, names=names
    )


def _quorum_missed(logged: Logged, believed: Log) -> QuorumMissed:
    return QuorumMissed(
        count=len(logged.sightings), all=len(believed.witnesses), quorum=believed.quorum
    )


def key(
    known: Issuer | None,
    used: Key | None,
    signed_at: datetime | None,
    logged: Logged | None,
) -> Check:
    """Check that the key was the issuer's when the certificate was signed."""
    step = Step.KEY
    if known is None:
        return report.not_reached(step, Step.ISSUER)
    if signed_at is None:
        return report.not_reached(step, Step.SHAPE)
    if used is None:
        sentence = N_("The key is none of those that the trust file gives for {name}.")
        return report.failed(step, Verdict.NOT_TRUSTED, sentence, name=known.name)
    date = instants.day(signed_at)
    if not used.covers(signed_at):
        sentence = N_("The key was not in use on {date}, when the certificate was signed.")
        return report.failed(step, Verdict.NOT_TRUSTED, sentence, date=date)
    if used.compromised_at is not None and not _logged_before(used, logged):
        sentence = N_(
            "The key was reported stolen on {date}, and nothing proves that the certificate "
            "was logged before."
        )
        lost = instants.day(used.compromised_at)
        return report.failed(step, Verdict.NOT_TRUSTED, sentence, date=lost)
    sentence = N_("The key was in use on {date}, when the certificate was signed.")
    return report.held(step, sentence, date=date)


def _logged_before(used: Key, logged: Logged | None) -> bool:
    return logged is not None and logged.index < used.compromised_size


def revocation(
    certificate: Certificate | None, shelf: Shelf, now: datetime
) -> tuple[Check, datetime | None]:
    """Check that no list revokes the certificate; return the instant that this is known for."""
    step = Step.REVOCATION
    if certificate is None:
        return report.not_reached(step, Step.SHAPE), None
    found = _lists(step, certificate, statuslist.REVOCATION, shelf)
    if not isinstance(found, tuple):
        return found, None
    word, told_at = messages.told(certificate, shelf) or ("", None)
    stating = [listed for listed, is_set in found if is_set]
    if stating:
        # Revocation is final, so any list ever signed is enough; the oldest one dates it best.
        sentence, verdict = messages.ended(word)
        date = instants.day(stating[-1].valid_from)
        return report.failed(step, verdict, sentence, date=date), stating[-1].valid_from
    check, known = _silence(step, messages.NOT_REVOKED, found, now)
    if told_at is not None and check.outcome is Outcome.HELD:
        other = instants.day(told_at)
        check = report.held(step, messages.DIFFERS, **check.params, other=other)
    return check, known


def suspension(
    certificate: Certificate | None, shelf: Shelf, now: datetime
) -> tuple[Check, datetime | None]:
    """Check that the newest list does not suspend it; return the instant this is known for."""
    step = Step.SUSPENSION
    if certificate is None:
        return report.not_reached(step, Step.SHAPE), None
    found = _lists(step, certificate, statuslist.SUSPENSION, shelf)
    if not isinstance(found, tuple):
        return found, None
    newest, is_set = found[0]
    if is_set:
        sentence = N_("Under enquiry, according to the list of {date}.")
        date = instants.day(newest.valid_from)
        return report.failed(step, Verdict.SUSPENDED, sentence, date=date), newest.valid_from
    sentence = N_("Not under enquiry, according to the list of {date}.")
    return _silence(step, sentence, found, now)


def _lists(
    step: Step, certificate: Certificate, purpose: str, shelf: Shelf
) -> Check | tuple[tuple[StatusList, bool], ...]:
    """Return the lists that speak of the certificate and what they say, or why there are none."""
    entry = certificate.entry(purpose)
    unknown = Verdict.STATUS_UNKNOWN
    if entry is None:
        sentence = N_("The certificate does not say where its status is published.")
        return report.undecidable(step, sentence, forces=unknown)
    lists = shelf.about(entry, certificate.issuer)
    if not lists:
        sentence = N_("No signed status list is at hand ({url}).")
        return report.undecidable(step, sentence, forces=unknown, url=entry.url)
    try:
        return tuple((listed, listed.is_set(entry)) for listed in lists)
    except statuslist.OutsideTheList as refusal:
        return report.undecidable(step, refusal.template, forces=unknown, **refusal.params)


def _silence(
    step: Step, sentence: str, found: tuple[tuple[StatusList, bool], ...], now: datetime
) -> tuple[Check, datetime | None]:
    """Return what lists are worth in which the certificate is not marked."""
    past = [listed for listed, _ in found if listed.valid_from <= now]
    current = [listed for listed in past if is_current(listed, now)]
    if current:
        date = instants.day(current[0].valid_from)
        return report.held(step, sentence, date=date), current[0].valid_from
    if past:
        sentence = N_("The newest status list at hand, of {date}, has run out.")
        date, known = instants.day(past[0].valid_from), past[0].valid_from
        forces = Verdict.STATUS_UNKNOWN
        return report.undecidable(step, sentence, forces=forces, date=date), known
    sentence = N_("The status lists at hand are dated later than the day asked about.")
    return report.undecidable(step, sentence, forces=Verdict.STATUS_UNKNOWN), None


def dates(certificate: Certificate | None, signature: proof.Proof | None, now: datetime) -> Check:
    """Check that `now` lies within the term of the certificate and of its proof."""
    step = Step.DATES
    if certificate is None or signature is None:
        return report.not_reached(step, Step.SHAPE)
    begins = max(certificate.valid_from, signature.created or certificate.valid_from)
    ends = [certificate.valid_until, signature.expires]
    return term(certificate.valid_from, begins, ends, now)


def term(
    valid_from: datetime, begins: datetime, limits: Sequence[datetime | None], now: datetime
) -> Check:
    """Check that `now` lies between `begins` and the first of `limits`, where there is one."""
    step = Step.DATES
    if begins > now + SKEW:
        sentence = N_("It is dated {date}, which is still to come.")
        return report.failed(step, Verdict.NOT_YET_VALID, sentence, date=instants.day(begins))
    ends = [end for end in limits if end is not None]
    if ends and min(ends) <= now:
        sentence = N_("Its term ended on {date}.")
        return report.failed(step, Verdict.EXPIRED, sentence, date=instants.day(min(ends)))
    date = instants.day(valid_from)
    if ends:
        sentence = N_("Valid from {date} to {end}.")
        return report.held(step, sentence, date=date, end=instants.day(min(ends)))
    return report.held(step, N_("Valid since {date}, without a term."), date=date)
