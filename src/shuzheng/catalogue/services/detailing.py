"""Publish the province's detailing of a standard (R-254)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.catalogue import access
from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.models import Detailing
from shuzheng.catalogue.rules import detailing as rules
from shuzheng.foundation import facts
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.catalogue.rules.detailing import Draft
    from shuzheng.kernel.actor import Actor


@applies("R-254")
@transaction.atomic
def publish(code: str, version: str, draft: Draft, *, actor: Actor, now: datetime) -> int:
    """Publish a version of the detailing of a standard in force; returns its id."""
    actor.require(Permission.DETAILING_PUBLISH)
    standard = access.standard_in_force(code, version)
    rules.check(draft)
    row, made = Detailing.objects.get_or_create(
        standard=standard,
        version=draft.version.strip(),
        defaults={
            "industry": list(draft.industry),
            "enterprises": list(draft.enterprises),
            "content": draft.content.strip(),
            "scoring": draft.scoring.strip(),
            "published_on": periods.day(now),
        },
    )
    if not made:
        raise rules.DetailingThere
    facts.record("catalogue.detailing.published", row, actor=actor, now=now, version=row.version)
    return row.pk
