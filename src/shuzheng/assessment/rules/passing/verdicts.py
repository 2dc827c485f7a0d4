"""Decide by a pass rule, and say which clauses kept a candidate from passing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.assessment.rules import marking
from shuzheng.assessment.rules.passing import expressions
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Finding:
    """What one clause came to: printed points on both sides, "" where a mark is missing."""

    clause: str
    held: bool
    left: str
    right: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a candidate passed: every clause in the order of the rule, and those that failed.

    `failed` is empty after a pass; after a fail it has only clauses that would have to hold.
    """

    passed: bool
    findings: tuple[Finding, ...]
    failed: tuple[Finding, ...]


def _holds(left: Fraction, comparison: str, right: Fraction) -> bool:
    if comparison == ">=":
        return left >= right
    if comparison == ">":
        return left > right
    return left <= right if comparison == "<=" else left < right


def _finding(clause: expressions.Clause, marks: Mapping[str, int | None]) -> Finding:
    left, right = clause.left.of(marks), clause.right.of(marks)
    names = dict.fromkeys(n for side in (clause.left, clause.right) for n, _ in side.parts)
    if left is None or right is None:
        missing = tuple(name for name in names if marks.get(name) is None)
        return Finding(clause.text, held=False, left="", right="", missing=missing)
    printed = [_printed(value) for value in (left, right)]
    held = _holds(left, clause.comparison, right)
    return Finding(clause.text, held=held, left=printed[0], right=printed[1], missing=())


def _printed(value: Fraction) -> str:
    hundredths = marking.half_up(abs(value) * marking.HUNDRED)
    return f"{'-' if value < 0 and hundredths else ''}{marking.points(hundredths)}"


def _decide(
    node: expressions.Node, found: Mapping[int, Finding]
) -> tuple[bool, tuple[Finding, ...]]:
    """Return whether `node` holds, and if not, the findings that keep it from holding."""
    if isinstance(node, expressions.Clause):
        finding = found[node.position]
        return finding.held, () if finding.held else (finding,)
    inner = [_decide(child, found) for child in node.of]
    held = [holds for holds, _ in inner]
    if all(held) if isinstance(node, expressions.AllOf) else any(held):
        return True, ()
    return False, tuple(finding for _, failed in inner for finding in failed)


@applies("R-109")
def decide(rule: expressions.PassRule, marks: Mapping[str, int | None]) -> Verdict:
    """Return whether marks (hundredths by code, `total` among them) meet a rule, and why not.

    A part without a mark fails every clause that names it; nothing is ever refused here.
    """
    found = {clause.position: _finding(clause, marks) for clause in expressions.clauses(rule.root)}
    passed, failed = _decide(rule.root, found)
    return Verdict(passed, tuple(found.values()), failed)
