"""What a person's whole record holds as of now: for the act that signs it, and for the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.catalogue.rules.levels import Level
from shuzheng.credentials.core import jsontext, numbers, reading, records
from shuzheng.credentials.rules import records as rules
from shuzheng.credentials.rules.records import Left
from shuzheng.credentials.rules.status import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from shuzheng.credentials.core.jsontext import Object
    from shuzheng.credentials.models import Certificate, IssuerKey, LearnerRecord


@dataclass(frozen=True, slots=True)
class Item:
    """A certificate that goes into a record, or is left out (`left` says why).

    `credential` is what was signed; it is for the act, and no page shows it.
    """

    number: str
    number_spaced: str
    certificate: str
    level: Level
    issued_on: date
    left: Left | None
    credential: Object


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything of one person, newest first."""

    held: tuple[Item, ...]
    left: tuple[Item, ...]

    @property
    def is_partial(self) -> bool:
        """Return whether something is left out that has not ended."""
        return rules.is_partial(item.left for item in self.left if item.left)


def contents(rows: Iterable[Certificate], name: str, now: datetime) -> Contents:
    """Return what of all a person's certificates goes into the record, as of `now`.

    `name` is the person's in the register; `rows` carry kind and key with them.
    """
    ordered = sorted(rows, key=lambda row: (row.issued_at, row.pk), reverse=True)
    held: list[Item] = []
    left: list[Item] = []
    for row in ordered:
        credential = jsontext.read(row.credential.encode())
        reason = _left(row, reading.read(credential), name, now)
        if reason is None and len(held) == records.MOST_CERTIFICATES:
            reason = Left.NO_ROOM
        item = Item(
            number=row.number,
            number_spaced=numbers.spaced(row.number),
            certificate=row.certificate_type.short_name,
            level=Level(row.level),
            issued_on=row.issued_on,
            left=reason,
            credential=credential,
        )
        (left if reason else held).append(item)
    return Contents(tuple(held), tuple(left))


def is_same(
    kept: LearnerRecord, found: Contents, name: str, key: IssuerKey, publisher: str
) -> bool:
    """Return whether a record as it was signed still says what one signed now would say."""
    said = records.read(jsontext.read(kept.document.encode()))
    return kept.key_id == key.pk and (
        said.holder,
        said.publisher_name,
        said.is_partial,
        list(said.certificates),
    ) == (name, publisher, found.is_partial, [item.credential for item in found.held])


def _left(row: Certificate, said: reading.Certificate, name: str, now: datetime) -> Left | None:
    return rules.left_out(
        State(row.state),
        is_expired=said.valid_until is not None and said.valid_until <= now,
        is_key_stolen=row.key.compromised_at is not None,
        is_other_name=row.holder != name,
    )
