"""What a team hands in from its phones: forms of several persons in one, and where a phone was.

Rule: R-220. Two inspectors fill in one form on two phones, with or without a network. Each sends
what was changed since the form was shown to him or her; only where both have changed the same item
to different things does one of them have to look again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_
from shuzheng.quality.rules import form

if TYPE_CHECKING:
    from collections.abc import Mapping

Said = tuple[str, str]
"""What a form says of an item: the answer and the remark, each may be empty."""
NOTHING: Final[Said] = ("", "")
PLACE = re.compile(r"(-?\d{1,2}\.\d{1,7}),(-?\d{1,3}\.\d{1,7}),(\d{1,6})", re.ASCII)
LATITUDE, LONGITUDE = 90, 180


class AnsweredMeanwhile(Refusal):
    """Two persons have answered the same item differently."""

    code = "inspection-answered-meanwhile"
    status = 409
    template = (
        "Somebody of the team has answered “{item}” differently meanwhile ({count} items in all)."
        " Look at it and save again; what you save then counts."
    )
    rule = "R-220"


class PlaceUnreadable(Refusal):
    """A position is written as latitude, longitude and how far off it may be."""

    code = "place-unreadable"
    template = (
        "“{text}” is no position: latitude, longitude and metres, such as 31.86119,117.28304,12."
    )


class NotSigned(Refusal):
    """A record that both sides signed shows both signatures."""

    code = "inspection-not-signed"
    template = (
        "A record that the one inspected has signed comes with both signatures, or as a document."
    )
    rule = "R-210"


@dataclass(frozen=True, slots=True)
class Merged:
    """A form after somebody's changes: all that it says, and which items he or she changed."""

    said: Mapping[str, Said]
    changed: tuple[str, ...]


@applies("R-220")
def merge(held: Mapping[str, Said], shown: Mapping[str, Said], given: Mapping[str, Said]) -> Merged:
    """Return the form that is `held` with what was changed from `shown` to `given`.

    Refuses, by name, items that somebody else has changed since to something else. What `given`
    leaves out stays as it is.
    """
    said, changed, clashing = dict(held), [], []
    for item, mine in given.items():
        before, now = shown.get(item, NOTHING), held.get(item, NOTHING)
        if mine in (before, now):
            continue
        if now != before:
            clashing.append(item)
        said[item] = mine
        changed.append(item)
    if clashing:
        raise AnsweredMeanwhile(count=len(clashing), item=form.WORDS[clashing[0]])
    return Merged(said, tuple(changed))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phone was: degrees north and east, and within how many metres, by its own account."""

    latitude: str
    longitude: str
    within: int

    def __str__(self) -> str:
        return f"{self.latitude},{self.longitude},{self.within}"


def place(text: str) -> Place | None:
    """Read a position; None where there is none. Nobody has to give one."""
    if not text:
        return None
    found = PLACE.fullmatch(text)
    if not found or abs(float(found[1])) > LATITUDE or abs(float(found[2])) > LONGITUDE:
        raise PlaceUnreadable(text=text[:40])
    return Place(found[1], found[2], int(found[3]))


@applies("R-210")
def check_signed(*, signed: bool, both_signatures: bool, document: bool) -> None:
    """Refuse a record that is said to be signed and shows neither signatures nor a document."""
    if signed and not (both_signatures or document):
        raise NotSigned


WITHIN = N_("{latitude}, {longitude} (within {within} m)")
