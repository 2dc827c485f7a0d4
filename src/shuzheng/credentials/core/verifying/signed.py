"""The checks of a publisher's key and signature, shared by whole records and presentations.

Neither stands in an evidence log, so nothing shows that one is older than a theft of its key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.credentials.core import instants, proof
from shuzheng.credentials.core.verifying import report
from shuzheng.credentials.core.verifying.report import Verdict
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.credentials.core.trust import Issuer, Key
    from shuzheng.credentials.core.verifying.report import Check, Numbered


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said of a key, about the thing that it signed; each with the place `{date}`."""

    in_use: str
    not_in_use: str
    stolen: str


def key_of(
    step: Numbered, publisher: Issuer, key: Key | None, signed_at: datetime, sentences: Sentences
) -> Check:
    """Return whether the key is the publisher's, was in use when it signed, and is not stolen."""
    if key is None:
        sentence = N_("The key is none of those that the trust file gives for {name}.")
        return report.failed(step, Verdict.NOT_TRUSTED, sentence, name=publisher.name)
    date = instants.day(signed_at)
    if not key.covers(signed_at):
        return report.failed(step, Verdict.NOT_TRUSTED, sentences.not_in_use, date=date)
    if key.compromised_at is not None:
        lost = instants.day(key.compromised_at)
        return report.failed(step, Verdict.NOT_TRUSTED, sentences.stolen, date=lost)
    return report.held(step, sentences.in_use, date=date)


def signature(
    step: Numbered, document: Mapping[str, object], key: Key | None, because: Numbered
) -> Check:
    """Return whether the signature over the whole document fits; `because` is why no key is."""
    if key is None:
        return report.not_reached(step, because)
    try:
        proof.verify_whole(document, key.public)
    except Refusal as refusal:
        return report.refused(step, Verdict.ALTERED, refusal)
    return report.held(step, N_("The signature fits; nothing was changed since it was made."))
