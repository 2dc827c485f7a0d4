"""How things stand with the witnesses that are configured: who has seen what, and who refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from shuzheng.kernel.wording import N_
from shuzheng.transparency.core.asking import Outcome
from shuzheng.transparency.models import Witness
from shuzheng.transparency.queries import heads

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.transparency.queries.heads import Head

REASONS: Mapping[Outcome, str] = {
    Outcome.AHEAD: N_("It has seen more entries than this log has: entries are missing here."),
    Outcome.FORKED: N_("It has seen another content of the same number of entries."),
    Outcome.INCONSISTENT: N_("What it has seen is not the beginning of this log."),
    Outcome.NOT_SIGNED: N_("It knows this log under another key."),
    Outcome.UNKNOWN_LOG: N_("It does not follow this log."),
}
"""Why a witness refused, as English sentences that pages translate."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One witness. `has_newest`: it has cosigned the newest checkpoint.

    `size` and `cosigned_at` are of the newest checkpoint that it cosigned; `reason` is an English
    sentence, empty where it never refused; `refuses`: it has not cosigned since it last refused.
    """

    name: str
    key: str
    has_newest: bool
    size: int
    cosigned_at: datetime | None
    reason: str
    refused_size: int
    known_size: int | None
    refused_at: datetime | None
    refuses: bool
    silent_since: datetime | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The witnesses, and how many of them the newest checkpoint needs and has."""

    standings: tuple[Standing, ...]
    quorum: int
    seen: int

    @property
    def reached(self) -> bool:
        """Return whether the newest checkpoint has its quorum."""
        return self.seen >= self.quorum


def overview(head: Head | None) -> Overview:
    """Return how things stand with each configured witness, as to the newest checkpoint `head`."""
    keys = {str(one.key): one.key.name for one in settings.WITNESSES}
    rows = {row.key: row for row in Witness.objects.filter(key__in=keys)} if keys else {}
    seen = head.witnesses if head else ()
    standings = tuple(
        _standing(name, rows.get(key) or Witness(key=key), key in seen)
        for key, name in keys.items()
    )
    return Overview(standings, settings.WITNESS_QUORUM, len(seen))


def lagging() -> bool:
    """Return whether a configured witness has not cosigned the newest checkpoint."""
    if not settings.WITNESSES:
        return False
    head = heads.newest()
    return head is not None and len(head.witnesses) < len(settings.WITNESSES)


def refusing() -> int:
    """Return how many configured witnesses have not cosigned since they last refused."""
    if not settings.WITNESSES:
        return 0
    return sum(one.refuses for one in overview(None).standings)


def _standing(name: str, row: Witness, has_newest: bool) -> Standing:  # noqa: FBT001 - a column
    refused, cosigned = row.refused_at, row.cosigned_at
    return Standing(
        name=name,
        key=row.key,
        has_newest=has_newest,
        size=row.size,
        cosigned_at=cosigned,
        reason=REASONS[Outcome(row.refusal)] if row.refusal else "",
        refused_size=row.refused_size,
        known_size=row.known_size,
        refused_at=refused,
        refuses=refused is not None and (cosigned is None or cosigned < refused),
        silent_since=row.silent_since,
    )
