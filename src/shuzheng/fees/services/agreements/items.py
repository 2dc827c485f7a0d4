"""What a fee consists of: named items with amounts. Rule: R-120."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.fees.rules import agreement as rules
from shuzheng.kernel import money
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence


MOST_FEN = 10_000_000
MOST_ITEMS = 20


class NoItems(Refusal):
    """A fee says what it is for."""

    code = "no-fee-items"
    template = "Name what the fee consists of: each item once, with its amount."
    rule = "R-120"


class FeeTooLarge(Refusal):
    """An amount that can only be a slip of the pen."""

    code = "fee-too-large"
    template = "{price} yuan cannot be a fee; the most that can be entered is {most} yuan."
    rule = "R-120"


def total(items: Sequence[tuple[str, int]]) -> int:
    """Return the price in fen that the items (name, fen) make up; refuses items that cannot be."""
    names = [name.strip() for name, _ in items]
    if not names or len(names) > MOST_ITEMS or "" in names or len(set(names)) != len(names):
        raise NoItems
    if any(fen <= 0 for _, fen in items):
        raise rules.PriceNotPositive
    price = sum(fen for _, fen in items)
    if price > MOST_FEN:
        raise FeeTooLarge(price=money.yuan(price), most=money.yuan(MOST_FEN))
    return price
