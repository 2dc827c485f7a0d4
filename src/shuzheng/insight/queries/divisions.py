"""Divisions as reference data, level by level."""

from __future__ import annotations

from dataclasses import dataclass

from shuzheng.identity.models import Division


@dataclass(frozen=True, slots=True)
class DivisionLine:
    """A province, city or county; `parent` is "" for a province."""

    code: str
    name: str
    full_name: str
    level: str
    parent: str
    directly_administered: bool


def under(parent: str) -> list[DivisionLine]:
    """Return the divisions directly under one, by code; the provinces for ""."""
    rows = Division.objects.filter(parent_id=parent or None).order_by("code")
    return [
        DivisionLine(
            row.code,
            row.name,
            row.full_name,
            row.level,
            row.parent_id or "",
            row.directly_administered,
        )
        for row in rows
    ]
