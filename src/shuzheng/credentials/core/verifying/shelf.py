"""The status lists at hand: believed only when their issuer signed them, newest first.

A list speaks of the instant in its `validFrom` and until its `validUntil`. What a newcomer gets
wrong: silence of a list that has run out says nothing; a revocation, once stated, is true for ever,
however old the list. A list without `validUntil` never counts as current.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import instants, proof, statuslist
from shuzheng.credentials.core.verifying.report import SetAside
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from shuzheng.credentials.core import bitstring
    from shuzheng.credentials.core.statuslist import Entry, StatusList
    from shuzheng.credentials.core.trust import Issuer, Trust


class ForeignList(Refusal):
    """A list whose signer the trust file does not know, or who is not its issuer."""

    code = "status-list-foreign"
    template = "The trust file does not name the issuer of this status list."


class ListKeyNotInUse(Refusal):
    """Signed with a key that was not, or is no longer, good for lists."""

    code = "status-list-key"
    template = (
        "The status list of {date} was signed with a key that was not in use or is compromised."
    )


@dataclass(frozen=True, slots=True)
class Shelf:
    """Believed lists by address, newest first, and those that were set aside.

    `succeeds` says which identifiers an issuer of lists had before.
    """

    lists: Mapping[str, tuple[StatusList, ...]]
    set_aside: tuple[SetAside, ...] = ()
    succeeds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def about(self, entry: Entry | bitstring.Entry, issuer: str) -> tuple[StatusList, ...]:
        """Return the lists, newest first, in which `issuer` states the status behind `entry`.

        Whoever succeeds the issuer states it as well.
        """
        return tuple(
            listed
            for listed in self.lists.get(entry.url, ())
            if issuer in (listed.issuer, *self.succeeds.get(listed.issuer, ()))
            and entry.purpose in listed.purposes
        )


def gather(trust: Trust, documents: Iterable[Mapping[str, Any]]) -> Shelf:
    """Return a shelf with those of `documents` that an issuer of `trust` signed."""
    return add(Shelf({}), trust, documents)


def add(shelf: Shelf, trust: Trust, documents: Iterable[Mapping[str, Any]]) -> Shelf:
    """Return `shelf` with those of `documents` added that an issuer of `trust` signed."""
    found = {url: list(lists) for url, lists in shelf.lists.items()}
    aside = list(shelf.set_aside)
    for document in documents:
        try:
            listed = _believed(trust, document)
        except Refusal as refusal:
            aside.append(SetAside(_address(document), refusal.template, refusal.params))
        else:
            found.setdefault(listed.url, []).append(listed)
    lists = {
        url: tuple(sorted(group, key=lambda listed: listed.valid_from, reverse=True))
        for url, group in found.items()
    }
    succeeds = {one.did: one.succeeds for one in trust.issuers.values() if one.succeeds}
    return Shelf(lists, tuple(aside), succeeds)


def is_current(listed: StatusList, now: datetime) -> bool:
    """Return whether `listed` may be taken at its word at `now`."""
    return listed.valid_from <= now and listed.valid_until is not None and now < listed.valid_until


def _believed(trust: Trust, document: Mapping[str, Any]) -> StatusList:
    """Return a status list credential, read; refuse it unless its issuer signed it."""
    document = proof.alone(document)
    issuer = _issuer(trust, document)
    signature = proof.read(document)
    key = issuer.key(signature.method)
    if key is None:
        raise ForeignList
    proof.verify_whole(document, key.public)
    listed = statuslist.read(document)
    made_at = signature.created or listed.valid_from
    expired = signature.expires is not None and signature.expires <= listed.valid_from
    if key.compromised_at is not None or expired or not key.covers(made_at):
        raise ListKeyNotInUse(date=instants.day(made_at))
    return listed


def _issuer(trust: Trust, document: Mapping[str, Any]) -> Issuer:
    named = document.get("issuer")
    issuer = trust.issuers.get(named) if isinstance(named, str) else None
    if issuer is None:
        raise ForeignList
    return issuer


def _address(document: Mapping[str, Any]) -> str:
    address = document.get("id")
    return address[: statuslist.LONGEST_URL] if isinstance(address, str) else ""
