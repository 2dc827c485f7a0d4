"""What a program may ask with a token, and for how long.

Rules: R-110, R-112. A token stands for whoever made it: it asks no more than that person may, and
no longer than that person holds the capacity in which it was made. One made for checks opens
nothing but checks, one made for evidence files nothing but those.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Scope(StrEnum):
    """What a token is for: checks of one or of many certificates in a request, evidence files."""

    ONE = auto()
    MANY = auto()
    EVIDENCE = auto()


LABELS: Final = {
    Scope.ONE: N_("One certificate in a request"),
    Scope.MANY: N_("Many certificates in a request"),
    Scope.EVIDENCE: N_("Evidence files of certificates"),
}
"""The English word of every scope; doors translate it."""

CHECKS: Final = (Scope.ONE, Scope.MANY)
"""The scopes with which an enterprise's programs check certificates."""


class BadToken(Refusal):
    """No token, or none that is in force; which of the two is not told."""

    code = "token-not-valid"
    status = 401
    template = "Send a token that is in force, as a bearer token."


class OtherPurpose(Refusal):
    """A token of one purpose used for another, or made for what its maker may not do."""

    code = "token-other-purpose"
    status = 403
    template = "A token for this purpose is needed, and whoever makes it must be allowed to do it."


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


@applies("R-110", "R-112")
def check_term(days: int, scope: Scope, today: date, book: Rulebook) -> timedelta:
    """Return how long a token is in force; one for evidence files the shorter."""
    limit = book.on(today, "R-112").integer("token_days")
    if scope is Scope.EVIDENCE:
        limit = book.on(today, "R-110").integer("evidence_token_days")
    if not 1 <= days <= limit:
        raise TermTooLong(limit=limit)
    return timedelta(days=days)


@applies("R-112")
def check_scope(scope: Scope, count: int, today: date, book: Rulebook) -> None:
    """Refuse a request of `count` pairs beyond what a token is for."""
    require(scope, CHECKS)
    many = book.on(today, "R-112").integer("interface_at_once")
    limit = many if scope is Scope.MANY else 1
    if count > limit:
        raise BeyondScope(limit=limit, count=count)


def require(scope: Scope, wanted: Collection[Scope]) -> None:
    """Refuse a token whose purpose is none of the `wanted` ones."""
    if scope not in wanted:
        raise OtherPurpose
