"""Documents as other rooms see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.gazette.models import Document
from shuzheng.gazette.rules.documents import Kind, Publicity, State, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DocumentBrief:
    """One version of a document, without its text."""

    id: int
    kind: Kind
    publicity: Publicity
    title: str
    number: str
    issuer: str
    dated_on: date | None
    version: int
    state: State
    published_at: datetime | None
    is_demonstration: bool


def brief(ids: Iterable[int]) -> dict[int, DocumentBrief]:
    """Return the documents with these ids."""
    rows = Document.objects.filter(pk__in=set(ids)).defer("body", "search_text")
    return {row.pk: of(row) for row in rows}


def policies(topic: Topic) -> list[DocumentBrief]:
    """Return the policies on a topic that anybody may see, every version, the newest first."""
    rows = Document.objects.openly().filter(kind=Kind.POLICY, topic=topic)
    rows = rows.order_by("-dated_on", "-number", "-version", "-pk")
    return [of(row) for row in rows.defer("body", "search_text")]


def of(row: Document) -> DocumentBrief:
    """Return a row as others see it."""
    return DocumentBrief(
        row.pk,
        Kind(row.kind),
        Publicity(row.publicity),
        row.title,
        row.number,
        row.issuer_name,
        row.dated_on,
        row.version,
        State(row.state),
        row.published_at,
        row.is_demonstration,
    )
