"""The frozen texts as a file for who may see a party's year; their check against the log."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from shuzheng.evaluation import access
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.models import FrozenHead, FrozenRow
from shuzheng.evaluation.rules import frozen
from shuzheng.transparency.core import leaves
from shuzheng.transparency.queries import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.kernel.actor import Actor

FORMAT = "shuzheng-evaluation/v1"


def of(subject_id: int, actor: Actor) -> dict[str, Any]:
    """Return a party's row, the head, and the entry of the log that names its digest."""
    row = access.subject(subject_id, actor, Permission.SUBJECT_VIEW)
    head = FrozenHead.objects.get(evaluation=row.evaluation)
    entry: dict[str, Any] = {
        "index": head.index,
        "kind": frozen.LOGGED,
        "words": frozen.words(row.evaluation.kind, row.evaluation.year, head.digest),
    }
    with suppress(evidence.NotYetPublished):
        entry["proof"] = str(evidence.inclusion(head.index).proof)
    return {
        "format": FORMAT,
        "entry": entry,
        "head": json.loads(head.text),
        "row": json.loads(FrozenRow.objects.get(subject=row).text),
    }


def faults() -> Iterator[str]:
    """Yield in words where a frozen text is not what the log or the head says of it."""
    for kept in FrozenHead.objects.select_related("evaluation").order_by("pk"):
        named = f"the evaluation of {kept.evaluation.kind} in {kept.evaluation.year}"
        said = json.loads(kept.text)
        words = frozen.words(kept.evaluation.kind, kept.evaluation.year, frozen.head_digest(said))
        leaf, _ = evidence.entries([kept.index]).get(kept.index, (b"", b""))
        if leaf != leaves.public(frozen.LOGGED, words).data:
            yield f"entry {kept.index} does not say the head of {named}"
        digests = dict(frozen.read_head(said).rows)
        rows = FrozenRow.objects.filter(subject__evaluation=kept.evaluation)
        for code, text in rows.order_by("pk").values_list("subject__code", "text"):
            if frozen.row_digest(json.loads(text)) != digests.get(code):
                yield f"the row of {code} is not the one in the head of {named}"
