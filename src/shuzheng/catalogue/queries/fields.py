"""The skill fields and how many kinds of certificate stand under each (R-005)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.catalogue import access
from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.models import CertificateType, SkillField
from shuzheng.catalogue.rules.fields import Line
from shuzheng.catalogue.rules.standing import State

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

HERE = frozenset({State.IN_USE, State.WATCH, State.PHASING_OUT})
"""Where a certificate stands while it is in use in the province."""


@dataclass(frozen=True, slots=True)
class Held:
    """A kind of certificate and the skill field that it stands under, "" for none."""

    code: str
    name: str
    field: str


def open_names() -> frozenset[str]:
    """Return the names of the open fields."""
    return frozenset(SkillField.objects.filter(closed_on=None).values_list("name", flat=True))


def lines() -> list[Line]:
    """Return the fields by area and name, with counts; last those without a field.

    A closed field is among them while certificates stand under it. One that was closed and opened
    again counts as the open one.
    """
    totals: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for name, state in CertificateType.objects.values_list("field", "state"):
        totals[name] += 1
        used[name] += state in HERE
    found: dict[str, Line] = {}
    for row in SkillField.objects.order_by("area", "name", "opened_on", "pk"):
        if row.closed_on is None or totals[row.name]:
            counts = totals[row.name], used[row.name]
            found[row.name] = Line(row.pk, row.name, row.area, row.closed_on, *counts)
    if totals[""]:
        found[""] = Line(0, "", "", None, totals[""], used[""])
    return list(found.values())


def held(code: str, actor: Actor) -> Held:
    """Return a kind of certificate for whoever may put it under a field."""
    row = access.certificate_type(code)
    actor.require(Permission.FIELD_KEEP)
    return Held(row.code, row.name, row.field)
