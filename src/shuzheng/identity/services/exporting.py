"""Write a list as a workbook: an act, because what leaves the platform leaves a record."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.foundation.sheets import writing
from shuzheng.identity.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from shuzheng.foundation.sheets.schema import Sheet
    from shuzheng.kernel.actor import Actor


@transaction.atomic
def workbook(
    sheet: Sheet,
    rows: Iterable[Mapping[str, Any]],
    *,
    printed_by: str,
    filter_words: str = "",
    actor: Actor,
    now: datetime,
) -> bytes:
    """Return `rows` (values by column name) as .xlsx, and record that the actor took them out.

    The caller has read the rows within the actor's reach.
    """
    target = io.BytesIO()
    heading = writing.Heading(sheet.title, printed_by, now, filter_words)
    count = writing.workbook(sheet, rows, target, heading)
    party = Organisation(pk=actor.organisation_id)
    facts.record(
        "identity.list.exported", party, actor=actor, now=now, name=sheet.title, count=count
    )
    return target.getvalue()
