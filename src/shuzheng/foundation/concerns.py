"""Whom a row concerns: each room says by which way its rows lead to parties and to persons.

A fact names what was done to what, and whom that is about only its room knows. Rooms declare ways
in their `sentences`, beside the verbs; an upper room that tells people of facts walks them without
knowing the rows. A way is a path of relations (`site__institution`), and may hold for some rows
only: `concerns.declare("quality.finding", "outright", "party", inspection=None)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps

from shuzheng.foundation import bulk

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True)
class Way:
    """One way from the rows of a table to organisations or persons, for the rows that `where`."""

    path: str
    where: Mapping[str, object]


_ways: dict[tuple[str, str], Way] = {}


def declare(label: str, whom: str, path: str, **where: object) -> None:
    """Declare that rows of `label`, such as "pilots.filing", lead to `whom` by a path."""
    if (label, whom) in _ways:
        raise ValueError(f"{label} leads to {whom} twice")
    _ways[label, whom] = Way(path, where)


def ways() -> Mapping[tuple[str, str], Way]:
    """Return every declared way, by table and whom it leads to."""
    return _ways


def of(label: str, whom: str, keys: Collection[int]) -> list[tuple[int, int]]:
    """Return the pairs (row, organisation or person) that these rows of a table lead to.

    In the order of rows; a row may lead to nobody and to several, each of them once.
    """
    way = _ways[label, whom]
    rows = apps.get_model(label)._default_manager.filter(pk__in=bulk.among(keys), **way.where)
    pairs = rows.order_by("pk", way.path).values_list("pk", way.path).distinct()
    return [(key, concerned) for key, concerned in pairs if concerned is not None]
