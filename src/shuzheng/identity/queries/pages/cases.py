"""Identity cases: a known document handed in under another name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation.ui import listing
from shuzheng.identity.access import Permission
from shuzheng.identity.models import IdentityCase
from shuzheng.identity.queries import feed
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from shuzheng.foundation.ui.listing import Found, Wish
    from shuzheng.foundation.ui.parts import Line
    from shuzheng.kernel.actor import Actor

VIEWS = ("open", "closed")
ORDER = {"opened": "opened_at", "closed": "closed_at", "organisation": "organisation__name"}


class NoSuchIdentityCase(Refusal):
    """There never was one."""

    code = "no-such-identity-case"
    status = 404
    template = "There is no such case."


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case: what is registered, what was handed in, by whom, and what came of it."""

    id: int
    person_id: int
    name: str
    given_name: str
    document_kind: str
    document_masked: str
    organisation: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with what happened in it."""

    line: CaseLine
    facts: list[Line]


def listed(actor: Actor, wish: Wish) -> Found[CaseLine]:
    """Return one page of the cases of the province."""
    rows = _rows(actor).filter(closed_at__isnull=wish.view == "open")
    found = listing.cut(rows.order_by(*wish.order(ORDER)), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def counts(actor: Actor) -> Mapping[str, int]:
    """Return how many cases are open and closed."""
    rows = _rows(actor)
    waiting = rows.filter(closed_at=None).count()
    return {"open": waiting, "closed": rows.count() - waiting}


def waiting(actor: Actor) -> int:
    """Return how many cases wait for the actor; 0 for whom they do not concern."""
    if not actor.may(Permission.CASE_CLOSE):
        return 0
    return IdentityCase.objects.filter(closed_at=None).count()


def case(case_id: int, actor: Actor) -> CasePage:
    """Return one case."""
    row = _rows(actor).filter(pk=case_id).first()
    if row is None:
        raise NoSuchIdentityCase
    return CasePage(_line(row), feed.lines([f"identity.identitycase:{row.pk}"]))


def _rows(actor: Actor) -> QuerySet[IdentityCase]:
    actor.require(Permission.CASE_CLOSE)
    return IdentityCase.objects.select_related("person", "organisation")


def _line(row: IdentityCase) -> CaseLine:
    return CaseLine(
        row.pk,
        row.person_id,
        row.person.name,
        row.given_name,
        row.person.document_kind,
        row.person.document_masked,
        row.organisation.name,
        row.opened_at,
        row.closed_at,
        row.outcome,
        row.reason,
    )
