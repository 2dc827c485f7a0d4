"""What anybody sees: the list of public documents, what it can be narrowed by, the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from shuzheng.foundation.ui import listing
from shuzheng.gazette.models import Document
from shuzheng.gazette.queries import documents, searching
from shuzheng.gazette.rules.documents import LISTED, State
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from shuzheng.gazette.queries.documents import DocumentBrief
    from shuzheng.gazette.rules.documents import Kind

FIELDS = {"dated": "dated_on", "title": "title", "number": "number"}
FEED = 30


def lines(
    wish: listing.Wish, *, q: str = "", kind: str = "", year: str = "", issuer: str = ""
) -> listing.Found[DocumentBrief]:
    """Return one page of the public documents, each in its newest version."""
    rows = _chosen(q, kind, year, issuer).defer("body", "search_text")
    found = listing.cut(rows.order_by(*wish.order(FIELDS)), wish)
    return listing.Found([documents.of(row) for row in found.rows], found.total, found.page)


def total(*, q: str = "", kind: str = "", year: str = "", issuer: str = "") -> int:
    """Return how many documents the list would show."""
    return _chosen(q, kind, year, issuer).count()


def years() -> list[int]:
    """Return the years of the public documents, newest first."""
    days = _all().dates("dated_on", "year", order="DESC")
    return [day.year for day in days]


def issuers() -> list[str]:
    """Return who issued public documents, by name."""
    return list(_all().order_by("issuer_name").values_list("issuer_name", flat=True).distinct())


def newest() -> list[DocumentBrief]:
    """Return the documents that were published last, newest first, for the feed."""
    rows = Document.objects.openly().filter(state=State.PUBLISHED).defer("body", "search_text")
    return [documents.of(row) for row in rows.order_by("-published_at", "-pk")[:FEED]]


def latest(kinds: Iterable[Kind] = (), q: str = "") -> date | None:
    """Return the day on which a public document (of these kinds, found so) last came out."""
    rows = _chosen(q, "", "", "").filter(state=State.PUBLISHED)
    if wanted := [kind.value for kind in kinds]:
        rows = rows.filter(kind__in=wanted)
    found = rows.aggregate(Max("published_at"))["published_at__max"]
    return periods.day(found) if found else None


def _all() -> QuerySet[Document]:
    return Document.objects.openly().filter(state__in=list(LISTED))


def _chosen(q: str, kind: str, year: str, issuer: str) -> QuerySet[Document]:
    rows = _all()
    if q.strip():
        rows = searching.narrow(rows, q)
    if kind:
        rows = rows.filter(kind=kind)
    if year:
        rows = rows.filter(dated_on__year=int(year))
    return rows.filter(issuer_name=issuer) if issuer else rows
