"""Random places in status lists: a place tells nothing about when or in which order one got it.

A certificate gets one place in each list, drawn apart from the others, so that no place leads to
another. Each list holds the bits of the places that were given, so that drawing costs the same
however many certificates there are.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from shuzheng.credentials.core import statuslist, statusmessage
from shuzheng.credentials.models import StatusList
from shuzheng.kernel.refusals import Refusal

PURPOSES = (statuslist.REVOCATION, statuslist.SUSPENSION, statuslist.MESSAGE)
FULL_AT = 4, 5
BYTE = 8
TOKEN_BYTES = 16


class BatchTooLarge(Refusal):
    """More certificates in one act than a status list has free places."""

    code = "status-batch-too-large"
    template = "At most {most} certificates are issued in one go."


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a list: the list's id and address, and the index."""

    list_id: int
    url: str
    index: int

    @property
    def address(self) -> tuple[str, int]:
        """Return the place as a certificate names it."""
        return self.url, self.index


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one certificate, one in a list of each purpose."""

    revocation: Slot
    suspension: Slot
    message: Slot


@transaction.atomic
def draw(organisation_id: int, count: int) -> list[Places]:
    """Return free random places for `count` certificates in an organisation's newest lists.

    A list without enough room is followed by a new one. Part of an act that holds the lock of the
    fact chain, so two batches never draw at once; the unique constraints are what makes sure.
    """
    if not _has_room(0, statuslist.SMALLEST, count):
        raise BatchTooLarge(most=statuslist.SMALLEST * FULL_AT[0] // FULL_AT[1])
    columns = (
        [Slot(row.pk, url_of(row), index) for index in _take(row, count)]
        for row in _lists(organisation_id, count)
    )
    return [Places(*places) for places in zip(*columns, strict=True)]


def url_of(row: StatusList) -> str:
    """Return the address under which a status list is published for ever."""
    return f"{settings.PUBLIC_URL}/status/{row.token}"


def _has_room(held: int, places: int, count: int) -> bool:
    return (held + count) * FULL_AT[1] <= places * FULL_AT[0]


def _places(row: StatusList) -> range:
    """Return the indexes of a list that certificates may have."""
    if row.purpose == statuslist.MESSAGE:
        return statusmessage.given_out(row.size)
    return range(row.size)


def _lists(organisation_id: int, count: int) -> list[StatusList]:
    """Return a list of each purpose that has room, in the order of `PURPOSES`."""
    ours = StatusList.objects.filter(organisation_id=organisation_id)
    newest = ours.order_by().values("purpose").annotate(last=Max("pk")).values("last")
    found = {
        row.purpose: row
        for row in StatusList.objects.filter(pk__in=newest).defer("document")
        if _has_room(_given(row), len(_places(row)), count)
    }
    return [found.get(purpose) or _new(organisation_id, purpose) for purpose in PURPOSES]


def _given(row: StatusList) -> int:
    """Return how many places of a list were given."""
    return int.from_bytes(row.given).bit_count()


def _new(organisation_id: int, purpose: str) -> StatusList:
    return StatusList.objects.create(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        organisation_id=organisation_id,
        purpose=purpose,
        size=statusmessage.ENTRIES if purpose == statuslist.MESSAGE else statuslist.SMALLEST,
    )


def _take(row: StatusList, count: int) -> list[int]:
    """Return free places of a list in the order in which chance named them; they are given now."""
    places = _places(row)
    given = bytearray(bytes(row.given).ljust(-(-row.size // BYTE), b"\0"))
    found: dict[int, None] = {}
    while len(found) < count:
        index = secrets.choice(places)
        if not given[index // BYTE] & 1 << index % BYTE:
            found[index] = None
    for index in found:
        given[index // BYTE] |= 1 << index % BYTE
    StatusList.objects.filter(pk=row.pk).update(given=bytes(given))
    return list(found)
