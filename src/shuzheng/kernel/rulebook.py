"""The rulebook: what a province's notices say, dated and cited.

A rule's logic is code in a room's `rules/`; its numbers are provisions here. So a province is a
file, a change of the law is an appended entry, and nobody edits the law in a page. A decision
replays under the entry of its own day, so never edit an entry that was in force: append one.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

F = TypeVar("F", bound="Callable[..., object]")


def applies(*rules: str) -> Callable[[F], F]:
    """Mark a function as a place where the platform applies `rules` (such as "R-034").

    The mark costs nothing at run time: the register of rules reads it from the source.
    """
    del rules

    def mark(function: F) -> F:
        return function

    return mark


@dataclass(frozen=True, slots=True)
class Provision:
    """One rule as it stood from `since` onwards, and where that is written."""

    rule: str
    since: date
    document: str
    quotation: str
    parameters: Mapping[str, object]

    def integer(self, name: str) -> int:
        """Return a whole-number parameter."""
        value = self.parameters[name]
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError(f"{self.rule} {name}: {value!r} is not a whole number")
        return value

    def boolean(self, name: str) -> bool:
        """Return a yes-or-no parameter."""
        value = self.parameters[name]
        if not isinstance(value, bool):
            raise TypeError(f"{self.rule} {name}: {value!r} is not true or false")
        return value

    def integers(self, name: str) -> frozenset[int]:
        """Return a parameter that lists whole numbers."""
        values = self.parameters[name]
        if not isinstance(values, list) or not all(isinstance(v, int) for v in values):
            raise TypeError(f"{self.rule} {name}: {values!r} is not a list of whole numbers")
        return frozenset(values)

    def words(self, name: str) -> tuple[str, ...]:
        """Return a parameter that lists words, in the order of the file."""
        values = self.parameters[name]
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise TypeError(f"{self.rule} {name}: {values!r} is not a list of words")
        return tuple(values)

    def table(self, name: str) -> Mapping[str, int]:
        """Return a parameter that maps words to whole numbers."""
        values = self.parameters[name]
        if not isinstance(values, dict) or not all(isinstance(v, int) for v in values.values()):
            raise TypeError(f"{self.rule} {name}: {values!r} is not a table of whole numbers")
        return values


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every provision of one province, oldest first within a rule."""

    provisions: Mapping[str, tuple[Provision, ...]]

    @classmethod
    def parse(cls, text: str) -> Rulebook:
        """Read a rulebook file's text; ValueError for two provisions of a rule since one day."""
        found: defaultdict[str, list[Provision]] = defaultdict(list)
        for entry in tomllib.loads(text)["provision"]:
            fixed = {name: entry.pop(name) for name in ("rule", "since", "document", "quotation")}
            if any(fixed["since"] == one.since for one in found[fixed["rule"]]):
                raise ValueError(f"{fixed['rule']}: two provisions since {fixed['since']}")
            found[fixed["rule"]].append(Provision(**fixed, parameters=entry))
        return cls({rule: tuple(sorted(found[rule], key=lambda p: p.since)) for rule in found})

    def on(self, day: date, rule: str) -> Provision:
        """Return the provision of `rule` in force on `day`; the oldest reaches back for ever."""
        oldest, *later = self.provisions[rule]
        return next((p for p in reversed(later) if p.since <= day), oldest)
