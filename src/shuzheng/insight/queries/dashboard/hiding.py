"""Hide small groups from whoever does not own them, so that nothing gives them back.

Source: handbook 5 (groups under 5 persons). A group is small by its persons, not by its events: six
registrations of three persons are a group of three. What is hidden beside small groups, so that no
subtraction finds them, is decided by `rules.suppression`.

Where even a total would have to go to protect a group, the whole breakdown stays closed for that
measure instead: other breakdowns show the same total.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shuzheng.insight.rules import suppression
from shuzheng.insight.rules.suppression import LEAST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shuzheng.insight.queries.dashboard.values import Line, Totals

ALONGSIDE = {"registered": (), "sat": ("rate",), "issued": ("in_force",), "acquired": ()}
"""What is hidden together with a measure."""


def lines(found: Sequence[Line], persons: Mapping[str, Mapping[str, int]]) -> tuple[Line, ...]:
    """Return lines with small groups hidden; `persons` by measure ("registered" …) and key.

    What only its owner sees (completion of plans, certificates still in force) is taken out.
    """
    hidden = {
        "registered": _hidden_counts(found, "registered", persons.get("registered", {})),
        "issued": _hidden_counts(found, "issued", persons.get("issued", {})),
        "sat": _hidden_rates(found, "rate", persons.get("sat", {})),
        "acquired": _hidden_rates(found, "acquired", {}),
    }
    result = []
    for line in found:
        gone = [
            name
            for measure, keys in hidden.items()
            if line.key in keys
            for name in (measure, *ALONGSIDE[measure])
        ]
        result.append(replace(line, completed=None, in_force=None, link="").without(*gone))
    return tuple(result)


def totals(found: Totals, persons: Mapping[str, int], social_hidden: frozenset[str]) -> Totals:
    """Return totals with those of small groups hidden; `persons` by measure."""
    gone: set[str] = set()
    if 0 < persons.get("registered", 0) < LEAST:
        gone |= {"registered", "persons", "social", "social_share", "completed"}
    if 0 < persons.get("sat", 0) < LEAST:
        gone |= {"rate", "rate_of_accepted"}
    if found.rate_of_accepted and 0 < found.rate_of_accepted.denominator < LEAST:
        gone |= {"rate_of_accepted"}
    if 0 < persons.get("issued", 0) < LEAST:
        gone |= {"issued", "in_force"}
    if found.acquired and 0 < found.acquired.denominator < LEAST:
        gone |= {"acquired"}
    if social_hidden:
        gone |= {"social", "social_share"}
    gone |= {"awaiting"}
    nothing = dict.fromkeys(gone)
    return replace(found, **nothing, hidden=frozenset(gone))  # type: ignore[arg-type]  # each may be None


def _hidden_counts(found: Sequence[Line], measure: str, heads: Mapping[str, int]) -> frozenset[str]:
    values = {line.key: _count(line, measure, heads) for line in found}
    shown = suppression.hide_list(values)
    return _keys(shown.cells, closed=shown.total is None)


def _hidden_rates(found: Sequence[Line], measure: str, heads: Mapping[str, int]) -> frozenset[str]:
    values = {line.key: _share(line, measure, heads) for line in found}
    shown = suppression.hide_shares(values)
    return _keys(shown.cells, closed=shown.total is None)


def _keys(cells: Mapping[str, object], *, closed: bool) -> frozenset[str]:
    return frozenset(key for key, value in cells.items() if closed or value is None)


def _count(line: Line, measure: str, heads: Mapping[str, int]) -> int:
    """Return a count for the decision: one of few persons counts as small however large it is."""
    value: int = getattr(line, measure) or 0
    return min(value, LEAST - 1) if _is_small(heads.get(line.key)) else value


def _share(line: Line, measure: str, heads: Mapping[str, int]) -> tuple[int, int]:
    """Return a share for the decision.

    A share of few persons is made small: neither number, nor what lies between them, grows by it.
    """
    share = getattr(line, measure)
    if share is None:
        return 0, 0
    numerator, denominator = share.numerator, share.denominator
    if not _is_small(heads.get(line.key)) or denominator < LEAST:
        return numerator, denominator
    small = LEAST - 1
    if numerator == denominator:
        return small, small
    return min(numerator, small - 1), small


def _is_small(heads: int | None) -> bool:
    return heads is not None and 0 < heads < LEAST
