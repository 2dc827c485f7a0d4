"""Each party's score, computed from what was frozen and from what an upheld objection put right."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.evaluation.models import Correction, FrozenHead, FrozenRow
from shuzheng.evaluation.rules import frozen, scoring
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.insight.rules.weighing import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from shuzheng.evaluation.models import Evaluation
    from shuzheng.evaluation.rules.frozen import Head, Row
    from shuzheng.evaluation.rules.scoring import Score


@dataclass(frozen=True, slots=True)
class Kept:
    """The head of an evaluation, and where it stands in the log."""

    head: Head
    digest: str
    index: int
    figures_at: datetime
    frozen_at: datetime


@dataclass(frozen=True, slots=True)
class Year:
    """One party's frozen row, the inputs that count, which of them were put right, the score."""

    row: Row
    inputs: Mapping[Input, Told]
    corrected: frozenset[Input]
    score: Score


def kept(evaluation: Evaluation) -> Kept | None:
    """Return the head of an evaluation, None before its data are frozen."""
    row = FrozenHead.objects.filter(evaluation=evaluation).first()
    if row is None:
        return None
    head = frozen.read_head(json.loads(row.text))
    return Kept(head, row.digest, row.index, row.figures_at, row.frozen_at)


def years(head: Head, subject_ids: Iterable[int]) -> dict[int, Year]:
    """Return the years of these parties by id."""
    ids = list(subject_ids)
    corrected: defaultdict[int, dict[Input, Told]] = defaultdict(dict)
    for one in Correction.objects.filter(subject__in=ids):
        corrected[one.subject_id][Input(one.what)] = Told(
            one.count, one.of, one.source, one.made_on
        )
    rows = FrozenRow.objects.filter(subject__in=ids).values_list("subject_id", "text")
    return {key: _year(head, json.loads(text), corrected[key]) for key, text in rows}


def _year(head: Head, said: Mapping[str, object], corrected: Mapping[Input, Told]) -> Year:
    row = frozen.read_row(said)
    inputs = {**row.inputs, **corrected}
    score = scoring.score(Kind(head.kind), inputs, head.terms)
    return Year(row, inputs, frozenset(corrected), score)
