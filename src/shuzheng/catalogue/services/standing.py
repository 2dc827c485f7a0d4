"""Take a kind of certificate up in the province, watch it, phase it out, close it. Rule: R-233.

Parts of acts of the rooms above, which ask for the permission and for the grounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.catalogue.models import CertificateType
from shuzheng.catalogue.rules.standing import KIND, State, Verb
from shuzheng.foundation import bulk, facts
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

VERBS = {
    Verb.TAKE_UP: "catalogue.kinds.taken_up",
    Verb.WATCH: "catalogue.kinds.watched",
    Verb.RELEASE: "catalogue.kinds.released",
    Verb.RESTORE: "catalogue.kinds.restored",
    Verb.CLOSE: "catalogue.kinds.closed",
}


@transaction.atomic
def move(ids: Collection[int], verb: Verb, *, actor: Actor, now: datetime) -> list[int]:
    """Take along by `verb` every one of these kinds that it leads on from; returns which moved."""
    left = {"closing_on": None, "decision": ""} if verb is Verb.RESTORE else {}
    moved = _along(ids, verb, left)
    if moved:
        facts.record(
            VERBS[verb],
            CertificateType(pk=0),
            actor=actor,
            now=now,
            passages=_passages(moved),
            count=len(moved),
        )
    return [pk for pk, _, _ in moved]


@applies("R-233")
@transaction.atomic
def phase_out(
    ids: Collection[int], decision: str, closing_on: date, *, actor: Actor, now: datetime
) -> list[int]:
    """Begin to phase these kinds out by a decision; returns those that were in use."""
    moved = _along(ids, Verb.PHASE_OUT, {"closing_on": closing_on, "decision": decision})
    if moved:
        facts.record(
            "catalogue.kinds.phased_out",
            CertificateType(pk=0),
            actor=actor,
            now=now,
            passages=_passages(moved),
            count=len(moved),
            decision=decision,
            closing_on=closing_on.isoformat(),
        )
    return [pk for pk, _, _ in moved]


def _along(
    ids: Collection[int], verb: Verb, changes: Mapping[str, object]
) -> list[tuple[int, State, State]]:
    moved = []
    for source in [state for state in State if KIND.allows(state, verb)]:
        rows = CertificateType.objects.filter(pk__in=bulk.among(sorted(ids)), state=source)
        found = list(rows.order_by("pk").values_list("pk", flat=True))
        target = KIND.after(source, verb)
        same = CertificateType.objects.filter(pk__in=bulk.among(found), state=source)
        if found and same.update(state=target, **changes):
            moved += [(pk, source, target) for pk in found]
    return moved


def _passages(moved: list[tuple[int, State, State]]) -> list[facts.Passage]:
    return [
        facts.Passage(facts.name_of(CertificateType(pk=pk)), source, target)
        for pk, source, target in moved
    ]
