"""Have the newest checkpoint cosigned by the witnesses, and remember what they said.

Witnesses are asked after publishing and never before: a dead witness delays nothing. Asking records
no fact, as publishing does not. What a newcomer gets wrong: a witness that refuses is the reason to
have one, so its refusal is kept and shown until the same witness cosigns again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from shuzheng.transparency.adapters import witnesses as door
from shuzheng.transparency.core import asking, checkpoint, note
from shuzheng.transparency.core.asking import Outcome
from shuzheng.transparency.core.witnessing import Request
from shuzheng.transparency.models import Cosignature, Witness
from shuzheng.transparency.queries import evidence, heads
from shuzheng.transparency.services import export

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from shuzheng.transparency.queries.heads import Head


@dataclass(frozen=True, slots=True)
class Collected:
    """How many witnesses were asked, and how many of them have cosigned."""

    asked: int
    cosigned: int


def collect(*, now: datetime) -> Collected:
    """Ask every witness that has not cosigned the newest checkpoint; bring the files up to date.

    May run at any time, several at once. Waits some seconds for answers, outside any transaction.
    """
    head = heads.newest()
    if head is None:
        return Collected(0, 0)
    missing = [one for one in settings.WITNESSES if str(one.key) not in head.witnesses]
    rows = Witness.objects.filter(key__in=[str(one.key) for one in missing])
    sizes = dict(rows.values_list("key", "size"))
    heard = _hear(head, missing, sizes, now)
    again = {str(one.key): heard[one].size or 0 for one in missing if _asks_again(heard[one])}
    others = [one for one in missing if str(one.key) in again]
    heard.update(_hear(head, others, again, now))
    cosigned = [one for one in missing if _keep(one, heard[one], head, now)]
    if cosigned:
        export.export(settings.LOG_DIR)
    return Collected(len(missing), len(cosigned))


def _hear(
    head: Head, witnesses: Sequence[asking.Witness], sizes: Mapping[str, int], now: datetime
) -> dict[asking.Witness, asking.Heard]:
    """Show `head` to `witnesses`, each with the proof from the size that it is known to have."""
    ours = checkpoint.parse(note.parse(head.note).text)
    asked = [_request(head, sizes.get(str(one.key), 0)) for one in witnesses]
    pairs = [(one.url, str(what).encode()) for one, what in zip(witnesses, asked, strict=True)]
    return {
        one: asking.understand(answer, what, ours, one.key, now)
        for one, what, answer in zip(witnesses, asked, door.ask(pairs), strict=True)
    }


def _request(head: Head, old_size: int) -> Request:
    """Return what is asked of a witness that has seen `old_size` entries (0: nothing yet)."""
    # A witness may know more than this log (which is then behind); it says so when asked plainly.
    old = old_size if old_size <= head.size else 0
    proof = evidence.consistency(old, head) if 0 < old < head.size else ()
    return Request(old, proof, head.note)


def _asks_again(heard: asking.Heard) -> bool:
    return heard.outcome is Outcome.OTHER_SIZE


@transaction.atomic
def _keep(witness: asking.Witness, heard: asking.Heard, head: Head, now: datetime) -> bool:
    """Remember what a witness said about `head`; returns whether it has cosigned."""
    row, _ = Witness.objects.get_or_create(key=str(witness.key))
    mine = Witness.objects.filter(pk=row.pk)
    if heard.outcome is Outcome.COSIGNED and heard.sighting:
        Cosignature.objects.get_or_create(
            checkpoint_id=head.size,
            witness=row.key,
            defaults={
                "line": heard.line,
                "signed_at": heard.sighting.at,
                "received_at": now,
            },
        )
        mine.update(cosigned_at=now, silent_since=None)
        # Two may have asked at once: the size only rises.
        mine.filter(size__lt=head.size).update(size=head.size)
        return True
    if heard.outcome in asking.REFUSED and not _is_overtaken(heard):
        mine.update(
            refusal=heard.outcome,
            refused_size=head.size,
            known_size=heard.size,
            refused_at=now,
            silent_since=None,
        )
    elif heard.outcome in {Outcome.SILENT, Outcome.UNREADABLE}:
        mine.filter(silent_since=None).update(silent_since=now)
    return False


def _is_overtaken(heard: asking.Heard) -> bool:
    """Return whether a witness is ahead only because the log was published again meanwhile."""
    newest = heads.newest()
    behind = heard.size is not None and newest is not None and heard.size <= newest.size
    return heard.outcome is Outcome.AHEAD and behind
