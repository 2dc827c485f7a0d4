"""What holds after every act: each row stands where its facts left it, and came there by them."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from django.apps import apps

from shuzheng.foundation.models import Fact, FactSubject

if TYPE_CHECKING:
    from collections.abc import Iterator

Step = tuple[int, str, str]

MACHINERY = {"foundation.job", "foundation.upload"}
"""Workers move these too, without a fact: nobody does it."""


def faults() -> list[str]:
    """Return every fault, in words: of a way through the states, of where a row stands."""
    found: list[str] = []
    stands: dict[str, dict[int, str]] = defaultdict(dict)
    for subject, steps in _ways().items():
        label, _, key = subject.partition(":")
        for (_, _, was), (seq, source, _) in pairwise(steps):
            if source != was and label not in MACHINERY:
                found.append(f"{subject} was {was!r}, but fact {seq} took it from {source!r}")
        stands[label][int(key)] = steps[-1][2]
    for label, wanted in stands.items():
        found += _rows(label, wanted)
    return found


def _rows(label: str, wanted: dict[int, str]) -> Iterator[str]:
    model = apps.get_model(label)
    if label in MACHINERY or "state" not in {field.name for field in model._meta.fields}:
        return
    states = dict(model._default_manager.filter(pk__in=wanted).values_list("pk", "state"))
    for key, state in wanted.items():
        if states.get(key) != state:
            yield f"{label}:{key} is {states.get(key)!r}, its facts left it as {state!r}"


def _ways() -> dict[str, list[Step]]:
    """Return the steps of every subject that moved, in order; of one fact, its own comes last."""
    alone = Fact.objects.exclude(to_state="").values_list("pk", "subject", "from_state", "to_state")
    bulk = FactSubject.objects.exclude(to_state="")
    together = bulk.order_by("pk").values_list("fact_id", "subject", "from_state", "to_state")
    ways: dict[str, list[Step]] = defaultdict(list)
    for seq, subject, source, target in sorted([*together, *alone], key=itemgetter(0)):
        ways[subject].append((seq, source, target))
    return ways
