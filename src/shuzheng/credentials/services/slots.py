"""Random places in status lists: a place tells nothing about when or in which order one got it.

A certificate gets one place in each list, drawn apart from the others, so that no place leads to
another. All lists are asked at once, however many there are.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Count, IntegerField, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from shuzheng.credentials.core import statuslist, statusmessage
from shuzheng.credentials.models import Certificate, StatusList
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models.expressions import Combinable

    Lists = Mapping[str, StatusList]

PURPOSES = (statuslist.REVOCATION, statuslist.SUSPENSION, statuslist.MESSAGE)
FULL_AT = 4, 5
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
    lists = _lists(organisation_id, count)
    columns = (
        [Slot(row.pk, url_of(row), index) for index in indexes]
        for row, indexes in zip(lists.values(), _free(lists, count).values(), strict=True)
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


def _lists(organisation_id: int, count: int) -> Lists:
    """Return a list of each purpose that has room, in the order of `PURPOSES`."""
    ours = StatusList.objects.filter(organisation_id=organisation_id)
    newest = ours.order_by().values("purpose").annotate(last=Max("pk")).values("last")
    found = {
        row.purpose: row
        for row in StatusList.objects.filter(pk__in=newest).annotate(held=_held()).defer("document")
        if _has_room(row.held, len(_places(row)), count)
    }
    return {purpose: found.get(purpose) or _new(organisation_id, purpose) for purpose in PURPOSES}


def _held() -> Combinable:
    """Return how many certificates have a place in a list, by its purpose."""
    return Case(*(When(purpose=one, then=_held_of(one)) for one in PURPOSES))


def _held_of(purpose: str) -> Combinable:
    rows = Certificate.objects.filter(**{f"{purpose}_list": OuterRef("pk")}).order_by()
    counted = rows.values(f"{purpose}_list").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def _new(organisation_id: int, purpose: str) -> StatusList:
    return StatusList.objects.create(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        organisation_id=organisation_id,
        purpose=purpose,
        size=statusmessage.ENTRIES if purpose == statuslist.MESSAGE else statuslist.SMALLEST,
    )


def _free(lists: Lists, count: int) -> Mapping[str, list[int]]:
    """Return free places of each list in the order in which chance named them."""
    found: dict[str, dict[int, None]] = {purpose: {} for purpose in lists}
    while missing := {one: count - len(held) for one, held in found.items() if len(held) < count}:
        drawn = {
            one: [secrets.choice(_places(lists[one])) for _ in range(n)]
            for one, n in missing.items()
        }
        taken = _taken(lists, drawn)
        for one, indexes in drawn.items():
            free = (index for index in indexes if (lists[one].pk, index) not in taken)
            found[one] |= dict.fromkeys(free)
    return {purpose: list(held) for purpose, held in found.items()}


def _taken(lists: Lists, drawn: Mapping[str, list[int]]) -> set[tuple[int, int]]:
    """Return which of these places are taken: only they are asked for, however full the lists."""
    asked, columns = Q(), []
    for purpose, indexes in drawn.items():
        asked |= Q(**{f"{purpose}_list": lists[purpose], f"{purpose}_index__in": indexes})
        columns += [f"{purpose}_list_id", f"{purpose}_index"]
    rows = Certificate.objects.filter(asked).values_list(*columns)
    return {pair for row in rows for pair in zip(row[::2], row[1::2], strict=True)}
