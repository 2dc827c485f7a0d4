"""Take the members of the leading group from a workbook, which names the whole group (R-017)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.sheets import imports
from shuzheng.identity.queries import organisations
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_filing
from shuzheng.pilots.rules.completeness import GroupRole
from shuzheng.pilots.services import organs
from shuzheng.pilots.sheets.organs import GROUP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor

MOST = 30


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for: the actor's own institution."""
    del context, now
    actor.require(Permission.ORGAN_WRITE)
    here = actor.organisation_id
    url = reverse("pilots:organ", args=[here])
    return imports.Purpose(
        GROUP,
        organisations.brief([here])[here].name,
        url,
        done_url=url,
        done_label=_("Organs and duties"),
        prefilled=lambda: iter(
            [
                {"role": one.role.value, "name": one.name, "duty": one.duty}
                for one in pages_filing.group_of(here)
            ]
        ),
        prefilled_label=_("Template with the present members"),
        rows=MOST,
    )


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Judge nothing more: a role left out is shown as lacking and may be named later."""
    del rows, occasion


def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Name the group anew by the rows."""
    members = [
        (row.values["name"], GroupRole(row.values["role"]), row.values["duty"] or "")
        for chunk in rows
        for row in chunk
    ]
    organs.name_leading_group(members, actor=occasion.actor, now=occasion.now)
    return {"members": len(members)}
