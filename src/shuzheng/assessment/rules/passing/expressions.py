"""A pass rule once it is read: sums, comparisons, and their joins."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from shuzheng.assessment.rules import marking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Sum:
    """A constant and a multiple of each part, in points."""

    constant: Fraction
    parts: tuple[tuple[str, Fraction], ...]

    def of(self, marks: Mapping[str, int | None]) -> Fraction | None:
        """Return its value in points, or None where a part has no mark."""
        value = self.constant
        for name, times in self.parts:
            mark = marks.get(name)
            if mark is None:
                return None
            value += times * Fraction(mark, marking.HUNDRED)
        return value


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison, with its text and where in the rule it begins (counted from 1)."""

    left: Sum
    comparison: str
    right: Sum
    text: str
    position: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds if every part of it holds."""

    of: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds if at least one part of it holds."""

    of: tuple[Node, ...]


Node: TypeAlias = Clause | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class PassRule:
    """A pass rule that was read and checked. `names` are the parts it looks at."""

    text: str
    root: Node
    names: frozenset[str]


def clauses(node: Node) -> Iterator[Clause]:
    """Yield every clause of a rule, in the order of its text."""
    if isinstance(node, Clause):
        yield node
    else:
        for inner in node.of:
            yield from clauses(inner)
