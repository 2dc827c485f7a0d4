"""Which notices an institution has had, and which reports they rest on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from shuzheng.foundation import bulk
from shuzheng.standing.models import Notice
from shuzheng.standing.rules.notices import State

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
    """Return the notices of these organisations that did not fall with their grounds."""
    if not organisation_ids:
        return {}
    rows = Notice.objects.filter(organisation__in=bulk.among(organisation_ids), fell=False)
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


def _days(texts: list[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(text) for text in texts)
