"""What a program may ask in an enterprise's name, and for how long.

Rule: R-112. A token stands for whoever made it: it asks no more than that person may, and no longer
than that person is the enterprise's verifier. It opens nothing but checks.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Scope(StrEnum):
    """How many certificates one request may name."""

    ONE = auto()
    MANY = auto()


LABELS: Final = {
    Scope.ONE: N_("One certificate in a request"),
    Scope.MANY: N_("Many certificates in a request"),
}
"""The English word of every scope; doors translate it."""


class BadToken(Refusal):
    """No token, or none that is in force; which of the two is not told."""

    code = "token-not-valid"
    status = 401
    template = "Send the token of an enterprise that is in force, as a bearer token."


class BeyondScope(Refusal):
    """More certificates in a request than the token is for."""

    code = "token-beyond-scope"
    status = 403
    template = (
        "With this token a request names at most {limit} certificates; this one names {count}."
    )
    rule = "R-112"


class TermTooLong(Refusal):
    """A token that would be in force longer than it may."""

    code = "token-term-too-long"
    template = "A token is in force for 1 to {limit} days."
    rule = "R-112"


@applies("R-112")
def check_term(days: int, today: date, book: Rulebook) -> timedelta:
    """Return how long a token is in force."""
    limit = book.on(today, "R-112").integer("token_days")
    if not 1 <= days <= limit:
        raise TermTooLong(limit=limit)
    return timedelta(days=days)


@applies("R-112")
def check_scope(scope: Scope, count: int, today: date, book: Rulebook) -> None:
    """Refuse a request of `count` pairs beyond what a token is for."""
    many = book.on(today, "R-112").integer("interface_at_once")
    limit = many if scope is Scope.MANY else 1
    if count > limit:
        raise BeyondScope(limit=limit, count=count)
