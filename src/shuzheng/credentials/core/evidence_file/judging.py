"""Judging an evidence file: what it is packed in, its seal, its certificate, then its history.

Sections 1 to 6 of `docs/evidence-file.md` are here, 7 to 12 in `history`. Nothing raises on what a
stranger hands in. A file that cannot be read ends there; every other check is made whatever the
ones before it found, as far as it can be.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from shuzheng.credentials.core import envelope, proof
from shuzheng.credentials.core.evidence_file import archive, history, record
from shuzheng.credentials.core.evidence_file.report import SECTIONS, FileReport, Step
from shuzheng.credentials.core.verifying import Outcome, Verdict, report
from shuzheng.credentials.core.verifying.steps import ForkedLog, QuorumMissed
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_
from shuzheng.transparency.core import checkpoint as checkpoints
from shuzheng.transparency.core import cosignature, note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.envelope import Envelope
    from shuzheng.credentials.core.evidence_file.record import Record
    from shuzheng.credentials.core.jsontext import Object
    from shuzheng.credentials.core.trust import Trust
    from shuzheng.credentials.core.verifying import Check, Report, Verifier
    from shuzheng.transparency.core.checkpoint import Checkpoint


def judge(data: bytes, verifier: Verifier) -> FileReport:
    """Return the report on an evidence file, by the trust file and the day of `verifier`."""
    try:
        members = archive.unpack(data)
    except Refusal as refusal:
        return _ended([report.refused(Step.ARCHIVE, Verdict.MALFORMED, refusal)], verifier)
    unpacked = report.held(Step.ARCHIVE, N_("The file could be unpacked."))
    try:
        document, found = record.parse(members[archive.RECORD])
    except Refusal as refusal:
        failed = report.refused(Step.RECORD, Verdict.MALFORMED, refusal)
        return _ended([unpacked, failed], verifier)
    certificate, judged, opened = _certificate(found, members[archive.BUNDLE], verifier)
    head_check, head = _checkpoint(members[archive.CHECKPOINT], verifier.trust)
    told = history.Told(found, opened, judged, verifier.trust, head, _text(members))
    checks = (
        unpacked,
        report.held(Step.RECORD, N_("evidence.json has the form of an evidence file.")),
        _digests(found, members),
        _seal(document, judged, verifier.trust),
        certificate,
        head_check,
        *history.judge(told),
    )
    return FileReport(
        checked_at=verifier.now,
        checks=tuple(map(_cited, checks)),
        certificate=judged.certificate if judged else None,
        logged=judged.logged if judged else None,
        status_known_at=judged.status_known_at if judged else None,
        set_aside=judged.set_aside if judged else (),
        inner=judged,
    )


def _ended(made: list[Check], verifier: Verifier) -> FileReport:
    """Return the report on a file that could not be read any further."""
    last = made[-1].step
    rest = [report.not_reached(step, last) for step in Step][len(made) :]
    return FileReport(verifier.now, tuple(map(_cited, (*made, *rest))))


def _cited(check: Check) -> Check:
    return replace(check, cites=SECTIONS[check.step])


def _text(members: Mapping[str, bytes]) -> str:
    return members[archive.CHECKPOINT].decode("utf-8", "replace")


def _digests(found: Record, members: Mapping[str, bytes]) -> Check:
    """Check that the other members are those that were sealed."""
    for name, digest in found.files.items():
        if sha256(members[name]).hexdigest() != digest:
            sentence = N_("“{name}” is not the one that belongs to evidence.json.")
            return report.failed(Step.DIGESTS, Verdict.ALTERED, sentence, name=name)
    sentence = N_("The three other members are those that evidence.json names.")
    return report.held(Step.DIGESTS, sentence)


def _seal(document: Object, judged: Report | None, trust: Trust) -> Check:
    """Check that the certificate's organisation, or who succeeds it, sealed the file unchanged."""
    step = Step.SEAL
    try:
        seal = proof.read(document)
    except Refusal as refusal:
        return report.refused(step, Verdict.ALTERED, refusal)
    issuer = trust.issuers.get(seal.method.partition("#")[0])
    key = issuer.key(seal.method) if issuer else None
    if issuer is None or key is None:
        sentence = N_("The trust file does not name the key of the seal.")
        return report.failed(step, Verdict.NOT_TRUSTED, sentence)
    named = judged.certificate.issuer if judged and judged.certificate else ""
    if named not in (issuer.did, *issuer.succeeds):
        sentence = N_("The seal is that of another organisation than the certificate’s.")
        return report.failed(step, Verdict.NOT_TRUSTED, sentence)
    if seal.created is None or not key.covers(seal.created) or key.compromised_at is not None:
        sentence = N_("The key of the seal was not in use, or was stolen.")
        return report.failed(step, Verdict.NOT_TRUSTED, sentence)
    try:
        proof.verify_whole(document, key.public)
    except Refusal as refusal:
        return report.refused(step, Verdict.ALTERED, refusal)
    sentence = N_("Sealed with the key of {name}; nothing was changed since.")
    return report.held(step, sentence, name=issuer.name)


def _certificate(
    found: Record, data: bytes, verifier: Verifier
) -> tuple[Check, Report | None, Envelope | None]:
    """Make the checks on the certificate inside; it must be the one that the file is about."""
    step = Step.CERTIFICATE
    try:
        opened = envelope.open_file(data)
    except Refusal as refusal:
        return report.refused(step, Verdict.MALFORMED, refusal), None, None
    judged = verifier.judge(opened)
    said = judged.certificate
    if said is None or (said.id, said.number) != (found.certificate, found.number):
        sentence = N_("The certificate inside is another one than the evidence file is about.")
        return report.failed(step, Verdict.NOT_TRUSTED, sentence), judged, opened
    failing = [check.number for check in judged.checks if check.forces is not None]
    if not failing:
        return report.held(step, N_("The checks of a certificate hold.")), judged, opened
    sentence = N_("Of the checks of a certificate, {numbers} did not pass.")
    verdict = judged.verdict
    unknown = verdict is Verdict.STATUS_UNKNOWN
    outcome = Outcome.UNDECIDABLE if unknown else Outcome.FAILED
    numbers = ", ".join(map(str, failing))
    return report.Check(step, outcome, sentence, {"numbers": numbers}, verdict), judged, opened


def _checkpoint(data: bytes, trust: Trust) -> tuple[Check, Checkpoint | None]:
    """Check that the log signed the head under which everything here is proved; return it."""
    step = Step.CHECKPOINT
    if trust.log is None:
        return report.undecidable(step, N_("The trust file names no evidence log.")), None
    try:
        head = checkpoints.open(data, trust.log.key)
        seen = cosignature.sightings(note.parse(data), trust.log.witnesses)
        believed = trust.checkpoint
        if believed and believed.size == head.size and believed.root != head.root:
            raise ForkedLog(size=head.size)
        if len(seen) < trust.log.quorum:
            count, total = len(seen), len(trust.log.witnesses)
            raise QuorumMissed(count=count, all=total, quorum=trust.log.quorum)
    except Refusal as refusal:
        return report.refused(step, Verdict.NOT_TRUSTED, refusal), None
    sentence = N_("The head of {origin} at {size} entries, seen by {count} witnesses.")
    size = f"{head.size:,}"
    return report.held(step, sentence, origin=head.origin, size=size, count=len(seen)), head
