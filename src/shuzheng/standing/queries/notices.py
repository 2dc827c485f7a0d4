"""Which notices an institution has had, and which reports they rest on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.foundation import bulk
from shuzheng.standing.models import Notice
from shuzheng.standing.rules import effort
from shuzheng.standing.rules.notices import PENDING, ROW_OF_MISSES, State

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True)
class NoticeBrief:
    """A notice as the room knows it that counts reports; days are due days of reports."""

    id: int
    organisation_id: int
    state: State
    grounds: frozenset[date]
    further: frozenset[date]
    issued_on: date | None


def standing(organisation_ids: Collection[int]) -> Mapping[int, list[NoticeBrief]]:
    """Return the notices for missed reports of these organisations, but those that fell."""
    if not organisation_ids:
        return {}
    rows = Notice.objects.filter(
        organisation__in=bulk.among(organisation_ids), rule=ROW_OF_MISSES, fell=False
    )
    found: defaultdict[int, list[NoticeBrief]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.organisation_id].append(
            NoticeBrief(
                row.pk,
                row.organisation_id,
                State(row.state),
                _days(row.grounds),
                _days(row.further),
                row.issued_on,
            )
        )
    return found


def on_effort(organisation_ids: Collection[int], today: date) -> Mapping[int, int]:
    """Return the notice on effort that keeps each of these from another one, by organisation.

    One that is under way does, and one that was issued in the year of `today` and stands.
    """
    if not organisation_ids:
        return {}
    rows = Notice.objects.filter(
        Q(state__in=PENDING) | Q(issued_on__year=today.year, revoked_on=None),
        organisation__in=bulk.among(organisation_ids),
        rule=effort.RULE,
    )
    return dict(rows.order_by("pk").values_list("organisation_id", "pk"))


def _days(texts: list[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(text) for text in texts)
