"""Say of a level what makes it one (R-065), as the organisation whose standard it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.catalogue import access
from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.models import StandardLevel
from shuzheng.catalogue.rules import parts
from shuzheng.catalogue.rules.parts import Part
from shuzheng.foundation import facts
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.catalogue.rules.levels import Level
    from shuzheng.kernel.actor import Actor


@applies("R-065")
@transaction.atomic
def describe(
    standard_version_id: int,
    level: Level,
    said: Mapping[Part, str],
    seen: Mapping[Part, str],
    *,
    actor: Actor,
    now: datetime,
) -> tuple[Part, ...]:
    """Write the parts of a level; returns those that are missing still.

    `seen` is what the writer had read: who wrote something else meanwhile is not overwritten.
    """
    standard = access.own_standard(standard_version_id, actor, Permission.STANDARD_DESCRIBE)
    access.check_level(standard, level)
    row, _ = StandardLevel.objects.get_or_create(
        standard=standard, level=level, defaults={"source": standard.source}
    )
    texts = {part.value: said.get(part, "").strip() for part in Part}
    before = {part.value: seen.get(part, "") for part in Part}
    if not StandardLevel.objects.filter(pk=row.pk, **before).update(**texts):
        raise MovedMeanwhile
    missing = parts.missing(said)
    facts.record(
        "catalogue.level.described",
        row,
        actor=actor,
        now=now,
        level=level.value,
        missing=len(missing),
    )
    return missing
