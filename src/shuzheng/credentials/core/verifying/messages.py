"""What the list of messages adds to the check on revocation: why a certificate ended.

Authority: W3C Bitstring Status List 1.0, purpose `message`; trust file, section 5. Every message
but the first states an end, which is final, so the newest list that states one is enough, however
old. What a newcomer gets wrong: a message alone revokes nothing. Where it says more than the list
of revocations, that list is right, and the check says that the other one differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.credentials.core import bitstring, statuslist
from shuzheng.credentials.core.statusmessage import Message
from shuzheng.credentials.core.verifying.report import Verdict
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.credentials.core.reading import Certificate
    from shuzheng.credentials.core.verifying.shelf import Shelf

UNSAID = N_("Revoked or replaced, according to the list of {date}.")
ENDED: Mapping[str, str] = {
    Message.REPLACED: N_("Replaced by a corrected certificate, according to the list of {date}."),
    Message.FRAUD_OR_MISCONDUCT: N_(
        "Revoked for fraud or misconduct, according to the list of {date}."
    ),
    Message.ISSUED_IN_ERROR: N_(
        "Revoked because it was issued in error, according to the list of {date}."
    ),
}
"""By the word of a message; one that is not known here leaves it unsaid."""

NOT_REVOKED = N_("Not revoked, according to the list of {date}.")
DIFFERS = N_(
    "Not revoked, according to the list of {date}. The list of messages of {other} says otherwise; "
    "alone it does not count."
)


def told(certificate: Certificate, shelf: Shelf) -> tuple[str, datetime] | None:
    """Return the word of the newest message that states an end, and the instant of its list."""
    entry = certificate.message
    if entry is None:
        return None
    for listed in shelf.about(entry, certificate.issuer):
        try:
            value = bitstring.value_of(listed.bits, entry)
        except statuslist.StatusRefused:
            continue
        if value:
            return entry.messages.get(value, ""), listed.valid_from
    return None


def ended(word: str) -> tuple[str, Verdict]:
    """Return the sentence on a certificate that a list revokes, and the verdict, by its message."""
    verdict = Verdict.REPLACED if word == Message.REPLACED else Verdict.REVOKED
    return ENDED.get(word, UNSAID), verdict
