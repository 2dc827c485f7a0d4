"""Policies that encourage teachers, version by version, with what each orders (R-256)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.gazette.queries import documents
from shuzheng.gazette.rules.documents import State, Topic
from shuzheng.workforce import access
from shuzheng.workforce.models import PolicyOrders
from shuzheng.workforce.rules.policy import Orders

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.gazette.queries.documents import DocumentBrief
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of a policy; `orders` is None until somebody has recorded them.

    `revision` counts the records of this version, `recorded_at` is when the newest was made.
    """

    document: DocumentBrief
    orders: Orders | None
    revision: int
    recorded_at: datetime | None


def every() -> list[Policy]:
    """Return every published version of every policy on teachers, the newest first."""
    found = documents.policies(Topic.TEACHERS)
    newest: dict[int, PolicyOrders] = {}
    rows = PolicyOrders.objects.filter(document__in=[one.id for one in found])
    for row in rows.order_by("revision"):
        newest[row.document_id] = row
    return [_policy(one, newest.get(one.id)) for one in found]


def unrecorded() -> int:
    """Return how many policies that are in force nobody has recorded the orders of."""
    return sum(1 for one in every() if one.orders is None and one.document.state is State.PUBLISHED)


def one(document_id: int, actor: Actor) -> Policy:
    """Return a policy for whoever records what it orders."""
    document = access.policy(document_id, actor)
    rows = PolicyOrders.objects.filter(document_id=document_id)
    return _policy(document, rows.order_by("-revision").first())


def _policy(document: DocumentBrief, row: PolicyOrders | None) -> Policy:
    if row is None:
        return Policy(document, None, 0, None)
    orders = Orders(tuple(row.departments), row.in_force_on, row.workload, row.programmes)
    return Policy(document, orders, row.revision, row.recorded_at)
