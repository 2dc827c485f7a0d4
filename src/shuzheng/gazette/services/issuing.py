"""Publish at once what a room above decided by two persons: one prepared it, another decides.

Rule: R-002. The text that the second person read there is the text that is approved here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.gazette.access import Permission
from shuzheng.gazette.models import Document
from shuzheng.gazette.rules import documents as rules
from shuzheng.gazette.services import documents, publicity
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shuzheng.gazette.rules.publicity import Subject
    from shuzheng.gazette.services.documents import Draft
    from shuzheng.kernel.actor import Actor


@applies("R-002")
@transaction.atomic
def issue(
    given: Draft,
    *,
    prepared_by: int,
    actor: Actor,
    now: datetime,
    shown: Sequence[Subject] = (),
) -> tuple[int, str]:
    """Draft, approve and publish a document; returns its id and its number.

    `prepared_by` (a person's id) wrote the text, the actor approves it; `shown` is what a publicity
    puts on show. Part of a larger act.
    """
    actor.require(Permission.DOCUMENT_APPROVE)
    rules.check_second(actor.person_id, {prepared_by})
    row = Document.objects.create(
        **documents.columns(given, now),
        state=rules.DOCUMENT.initial,
        drafted_by_id=prepared_by,
        edited_by_id=prepared_by,
        changed_at=now,
        is_demonstration=documents.is_invented(actor),
    )
    facts.record(
        "gazette.document.drafted", row, actor=actor, now=now, title=row.title, kind=row.kind
    )
    if given.kind is rules.Kind.PUBLICITY:
        publicity.attach(row, shown, None, now)
    documents.approve(row.pk, row.revision, actor=actor, now=now)
    return row.pk, documents.publish(row.pk, actor=actor, now=now)
