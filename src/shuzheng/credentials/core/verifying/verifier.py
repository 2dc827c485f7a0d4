"""The verifier: opens what is handed in, makes every check that can be made, and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import envelope, presentations, records
from shuzheng.credentials.core.verifying import (
    compiled,
    disclosed,
    presented,
    printed,
    report,
    second,
    shelf,
    signatures,
    steps,
    tokens,
)
from shuzheng.credentials.core.verifying.report import Report, Step, Verdict
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from shuzheng.credentials.core.envelope import Envelope
    from shuzheng.credentials.core.trust import Trust


class Verifier:
    """Judges many certificates under one trust file at one instant.

    `status_lists` are status list credentials (parsed JSON) fresher than those of the trust file.
    Their signatures are judged once, here; those not believed are named in every report.
    """

    def __init__(
        self, trust: Trust, now: datetime, status_lists: Iterable[Mapping[str, Any]] = ()
    ) -> None:
        """Prepare; `now` is aware and may lie in the past to ask how things stood then."""
        self.trust = trust
        self.now = now
        self._shelf = shelf.gather(trust, [*trust.status_lists, *status_lists])

    def verify(self, data: bytes, *, evidence: str = "") -> Report:
        """Return the report on a file: a credential, bundle, token or PDF. Never raises on content.

        `evidence` is a proof from the log that lies beside the file; the file's own comes first.
        """
        try:
            opened = envelope.open_file(data)
        except Refusal as refusal:
            return self.unreadable(refusal)
        return self.judge(opened, evidence=evidence)

    def read_code(self, digits: str) -> Report:
        """Return the report on the digits of a paper's code. Never raises on content."""
        return printed.judge(digits, self.trust, self._shelf, self.now)

    def judge(self, opened: Envelope, *, evidence: str = "") -> Report:
        """Return the report on a file that was opened already."""
        if opened.disclosed is not None:
            return disclosed.judge(opened.disclosed, self.trust, self._shelf, self.now)
        if records.is_record(opened.document):
            return compiled.judge(opened, self.trust, self.now, self._certificate)
        if presentations.is_one(opened.document):
            return presented.judge(opened, self.trust, self.now, self._shown, self.unreadable)
        return self._certificate(opened, evidence=evidence)

    def _shown(self, opened: Envelope) -> Report:
        """Return the report on something in a presentation, which holds no other one."""
        if opened.disclosed is not None:
            return disclosed.judge(opened.disclosed, self.trust, self._shelf, self.now)
        return self._certificate(opened)

    def _certificate(self, opened: Envelope, *, evidence: str = "") -> Report:
        document, beside = signatures.parted(opened.document)
        lists, now = self._shelf, self.now
        if opened.status_lists:
            lists = shelf.add(lists, self.trust, opened.status_lists)
        token = opened.token
        form, certificate, proof = tokens.shape(token) if token else steps.shape(document)
        from_whom, issuer = steps.issuer(document, self.trust)
        key = issuer.key(proof.method) if issuer and proof else None
        if token:
            key = tokens.key(token, issuer)
        kept, logged = steps.log(opened.document, proof, opened.evidence or evidence, self.trust)
        signed_at = proof.created if proof else None
        if signed_at is None and certificate and proof:
            signed_at = certificate.valid_from
        not_revoked, revocation_known = steps.revocation(certificate, lists, now)
        not_suspended, suspension_known = steps.suspension(certificate, lists, now)
        issued = certificate.valid_from if certificate else None
        known = [revocation_known or issued, suspension_known or issued]
        obstacle = _obstacle(proof is None, issuer is None)
        also = () if beside is None else (second.judge(document, beside, issuer, issued, logged),)
        return Report(
            checked_at=now,
            checks=(
                report.held(Step.FILE, N_("The file could be opened and read.")),
                form,
                steps.number(certificate),
                from_whom,
                steps.key(issuer, key, signed_at, logged),
                tokens.signature(token, key, obstacle)
                if token
                else steps.signature(document, proof, key, obstacle),
                kept,
                not_revoked,
                not_suspended,
                steps.dates(certificate, proof, now),
                *also,
            ),
            certificate=certificate,
            logged=logged,
            status_known_at=min(filter(None, known), default=None),
            set_aside=lists.set_aside,
        )

    def unreadable(self, refusal: Refusal) -> Report:
        """Return the report on a file that could not be opened, for the reason `refusal`."""
        first = report.refused(Step.FILE, Verdict.MALFORMED, refusal)
        rest = (report.not_reached(step, Step.FILE) for step in report.ALWAYS[1:])
        return Report(self.now, (first, *rest), set_aside=self._shelf.set_aside)


def verify(
    document: bytes | Mapping[str, Any],
    trust: Trust,
    now: datetime,
    *,
    status_lists: Iterable[Mapping[str, Any]] = (),
    evidence: str = "",
) -> Report:
    """Return the report on one certificate: a file's bytes, or a parsed credential.

    `now` is aware; `status_lists` are parsed status list credentials; `evidence` is a C2SP
    tlog-proof. Bytes are judged more strictly: repeated keys are seen there only.
    """
    verifier = Verifier(trust, now, status_lists)
    if isinstance(document, bytes):
        return verifier.verify(document, evidence=evidence)
    return verifier.judge(envelope.Envelope(dict(document)), evidence=evidence)


def _obstacle(no_proof: bool, no_issuer: bool) -> Step:  # noqa: FBT001 - two facts of one case
    """Return the check without which there is no key to judge the signature by."""
    if no_proof:
        return Step.SHAPE
    return Step.ISSUER if no_issuer else Step.KEY
