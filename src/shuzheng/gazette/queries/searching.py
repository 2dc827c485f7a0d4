"""Find documents by what they say: a word of two characters hits, on both databases alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.gazette.models import Gram
from shuzheng.gazette.rules import searching

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shuzheng.gazette.models import Document


def narrow(rows: QuerySet[Document], query: str) -> QuerySet[Document]:
    """Keep the documents in which every term of `query` stands as it was typed.

    The pairs of characters say which rows are worth reading; a query of signs only finds nothing.
    """
    asked = searching.terms(query)
    if not asked:
        return rows.none()
    for gram in searching.needed(asked):
        rows = rows.filter(pk__in=Gram.objects.filter(gram=gram).values("document_id"))
    for term in asked:
        rows = rows.filter(search_text__contains=term)
    return rows
