"""Keep what documents can be found by."""

from __future__ import annotations

from shuzheng.foundation import bulk
from shuzheng.gazette.models import Document, Gram
from shuzheng.gazette.rules import searching
from shuzheng.gazette.rules.documents import State

COLUMNS = ("gram", "document_id")


def read(row: Document) -> None:
    """Let a document be found by its number, title, issuer and text; withdrawn, without its text.

    What was withdrawn must not be guessed out of a search either.
    """
    said = [row.number, row.title, row.issuer_name]
    if row.state != State.WITHDRAWN:
        said.append(row.body)
    words = searching.normal(" ".join(said))
    Document.objects.filter(pk=row.pk).update(search_text=words)
    Gram.objects.filter(document=row).delete()
    bulk.insert(Gram, COLUMNS, ((gram, row.pk) for gram in sorted(searching.grams(words))))


def forget(row: Document) -> None:
    """Let a document be found no more: a newer version stands in its place."""
    Document.objects.filter(pk=row.pk).update(search_text="")
    Gram.objects.filter(document=row).delete()
