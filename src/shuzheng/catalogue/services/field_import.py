"""Take the skill fields of many certificates from a workbook (R-005)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.queries import fields as queries
from shuzheng.catalogue.services import fields
from shuzheng.catalogue.services.fields import Put
from shuzheng.catalogue.sheets import FIELDS
from shuzheng.foundation.sheets import imports
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for: the whole catalogue, under the fields that are open."""
    del context, now
    actor.require(Permission.FIELD_KEEP)
    url = reverse("catalogue:fields")
    sheet = FIELDS.with_choices("field", {name: name for name in sorted(queries.open_names())})
    return imports.Purpose(sheet, "", url, done_url=url, done_label=_("See the skill fields"))


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse codes that the catalogue does not have."""
    del occasion
    known = certificates.ids_of({row.values["code"] for row in rows})
    for row in rows:
        if row.values["code"] not in known:
            row.refuse("code", "no-such-code", N_("The catalogue has no certificate of this code"))


def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Put the certificates under their fields."""
    wanted = [Put(row.values["code"], row.values["field"]) for chunk in rows for row in chunk]
    return {"changed": fields.put(wanted, actor=occasion.actor, now=occasion.now)}
