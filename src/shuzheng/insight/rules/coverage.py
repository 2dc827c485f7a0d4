"""How far the pilot reaches: institutions on file, sites within reach, kinds and sizes by year.

Figure: K-07. Rules: R-042, R-093, R-235; source: handbook 5. Shares keep what they are made of;
nothing divided by nothing is no data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.insight.rules.figures import COORDINATION, REACHED, Share
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Reach:
    """Pilot institutions by what of their certificates has a site within reach.

    `partly` have one for some certificates only, `without` for none; keys as they were given.
    """

    share: Share
    partly: tuple[str, ...]
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """Of one kind in one year: institutions on file, and the learners enrolled with them."""

    kind: str
    year: int
    institutions: int
    learners: int


@dataclass(frozen=True, slots=True)
class Change:
    """One kind in one year beside the year before; a change is None where one is not known."""

    filed: Filed
    institutions_more: int | None
    learners_more: int | None


@applies("R-235")
def coordination(filed: int, eligible: int) -> Share:
    """Return K-07 from numbers of institutions."""
    return Share(COORDINATION, filed, eligible)


@applies("R-235")
def reaches_target(found: Share, today: date, book: Rulebook) -> bool | None:
    """Return whether K-07 is at least the target of the day (percent); None without data."""
    target = book.on(today, "R-235").integer("coverage_target")
    return None if found.value is None else found.value * 100 >= target


@applies("R-093")
def within_reach(used: Mapping[str, Collection[str]], near: Mapping[str, Collection[str]]) -> Reach:
    """Return how many pilot institutions have a site within reach, from certificates by key.

    `used` has the certificates in use by institution, `near` those with an active site in its own
    city. An institution counts when none of its students has to go further, for any certificate.
    """
    whole: list[str] = []
    partly: list[str] = []
    without: list[str] = []
    for key, certificates in sorted(used.items()):
        wanted = set(certificates)
        found = wanted & set(near.get(key, ()))
        if found == wanted:
            whole.append(key)
        else:
            (partly if found else without).append(key)
    return Reach(Share(REACHED, len(whole), len(used)), tuple(partly), tuple(without))


@applies("R-042")
def compare(filed: Iterable[Filed]) -> dict[tuple[str, int], Change]:
    """Return every kind and year beside the year before, by kind and year.

    No learners at institutions that are on file means that nobody has recorded them, not that there
    are none: nothing is compared with that.
    """
    known = {(one.kind, one.year): one for one in filed}
    return {
        (kind, year): Change(
            one,
            one.institutions - before.institutions if before else None,
            one.learners - before.learners
            if before and _is_recorded(before) and _is_recorded(one)
            else None,
        )
        for (kind, year), one in known.items()
        for before in (known.get((kind, year - 1)),)
    }


def _is_recorded(one: Filed) -> bool:
    return bool(one.learners) or not one.institutions
