"""Majors as their page shows them, with the certificates that suit them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from shuzheng.catalogue.models import Major, TargetMajor
from shuzheng.foundation.ui import listing

if TYPE_CHECKING:
    from django.db.models import QuerySet

FIELDS = {"name": "name", "code": "code", "category": "category_code"}


@dataclass(frozen=True, slots=True)
class MajorLine:
    """A major, and how many kinds of certificate suit it."""

    code: str
    name: str
    level: str
    category: str
    major_class: str
    is_controlled: bool
    certificates: int
    source: str
    confidence: str


def lines(wish: listing.Wish, **chosen: str) -> listing.Found[MajorLine]:
    """Return one page of the majors."""
    rows = _chosen(**chosen)
    found = listing.cut(rows.order_by(*wish.order(FIELDS)), wish)
    suited = dict(
        TargetMajor.objects.filter(major_code__in=[row.code for row in found.rows])
        .values_list("major_code")
        .annotate(count=Count("pk"))
    )
    return listing.Found(
        [_line(row, suited.get(row.code, 0)) for row in found.rows], found.total, found.page
    )


def total(**chosen: str) -> int:
    """Return how many majors meet some filters."""
    return _chosen(**chosen).count()


def categories() -> list[tuple[str, str]]:
    """Return (code, name) of the categories of majors."""
    rows = Major.objects.values_list("category_code", "category_name").distinct()
    return list(rows.order_by("category_code"))


def _chosen(*, q: str = "", level: str = "", category: str = "") -> QuerySet[Major]:
    rows = Major.objects.all()
    if q:
        words = q.strip()
        rows = rows.filter(Q(name__icontains=words) | Q(code__startswith=words))
    if level:
        rows = rows.filter(level=level)
    return rows.filter(category_code=category) if category else rows


def _line(row: Major, certificates: int) -> MajorLine:
    return MajorLine(
        code=row.code,
        name=row.name,
        level=row.level,
        category=row.category_name,
        major_class=row.class_name,
        is_controlled=row.state_controlled,
        certificates=certificates,
        source=row.source,
        confidence=row.confidence,
    )
