"""The frozen cut of a review and its ranking, as values and as the document for anybody."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.adjustment import access
from shuzheng.adjustment.models import FrozenCut
from shuzheng.adjustment.rules import cut as cuts
from shuzheng.adjustment.rules import document, ranking
from shuzheng.transparency.core import leaves
from shuzheng.transparency.queries import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from shuzheng.adjustment.models import Review
    from shuzheng.adjustment.rules.cut import Cut
    from shuzheng.adjustment.rules.ranking import Ranking


@dataclass(frozen=True, slots=True)
class Frozen:
    """A cut, what it comes to, and where it stands in the log."""

    cut: Cut
    ranking: Ranking
    digest: str
    index: int
    figures_at: datetime
    frozen_at: datetime


def frozen(row: Review) -> Frozen | None:
    """Return the cut of a review with its ranking, computed anew; None before the freezing."""
    kept = FrozenCut.objects.filter(review=row).first()
    if kept is None:
        return None
    cut = cuts.read(json.loads(kept.text))
    return Frozen(cut, ranking.rank(cut), kept.digest, kept.index, kept.figures_at, kept.frozen_at)


def public(uid: UUID) -> dict[str, Any]:
    """Return the document of a review that anybody may see (docs/catalogue-review.md)."""
    row = access.open_review(uid)
    kept = FrozenCut.objects.get(review=row)
    plain = json.loads(kept.text)
    entry: dict[str, Any] = {
        "index": kept.index,
        "kind": document.KIND,
        "words": document.words(row.year, kept.digest),
    }
    with suppress(evidence.NotYetPublished):
        entry["proof"] = str(evidence.inclusion(kept.index).proof)
    return {
        "format": document.FORMAT,
        "entry": entry,
        "cut": plain,
        "ranking": document.outcome(cuts.read(plain)),
    }


def faults() -> Iterator[str]:
    """Yield every place where a cut is not what the log says of it, in words."""
    for kept in FrozenCut.objects.select_related("review").order_by("pk"):
        digest = document.digest(json.loads(kept.text))
        leaf, _ = evidence.entries([kept.index]).get(kept.index, (b"", b""))
        if leaf != leaves.public(document.KIND, document.words(kept.review.year, digest)).data:
            yield f"entry {kept.index} does not say the cut of the review of {kept.review.year}"
