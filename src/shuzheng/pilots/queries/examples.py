"""What of a report was taken up for the portal, and how far that has come (R-197)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.gazette.queries import documents
from shuzheng.gazette.rules.documents import OUT, Publicity, State
from shuzheng.pilots.models import Example
from shuzheng.pilots.rules.reporting import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.gazette.queries.documents import DocumentBrief


@dataclass(frozen=True, slots=True)
class Taken:
    """A part that was taken up; `is_public` once anybody can read the document."""

    part: Part
    document: DocumentBrief
    is_public: bool


def of_report(report_id: int) -> Mapping[Part, Taken]:
    """Return what was taken up, by part; a document that was discarded counts for nothing."""
    rows = dict(Example.objects.filter(report=report_id).values_list("part", "document_id"))
    found = documents.brief(rows.values())
    return {
        Part(part): Taken(Part(part), document, _is_public(document))
        for part, key in sorted(rows.items())
        if (document := found[key]).state is not State.DISCARDED
    }


def _is_public(document: DocumentBrief) -> bool:
    return document.state in OUT and document.publicity is Publicity.PUBLIC
