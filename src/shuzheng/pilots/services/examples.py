"""Take up what a report says, to be edited and approved as a document of the gazette (R-197)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts
from shuzheng.gazette.rules.documents import Kind, Publicity
from shuzheng.gazette.services import documents
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Example
from shuzheng.pilots.queries import examples
from shuzheng.pilots.rules import examples as rules
from shuzheng.pilots.rules.reporting import State

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.rules.reporting import Part


@applies("R-197")
@transaction.atomic
def take_up(
    report_id: int, part: Part, title: str, body: str, *, actor: Actor, now: datetime
) -> int:
    """Make a draft of a part of an accepted report; returns the document's id.

    Refuses a report that is not accepted, an empty part, and one that was taken up already.
    """
    facts.lock_chain()  # one after another: each reads what the one before has kept
    row = access.report(report_id, actor, Permission.REPORT_ANSWER)
    texts = {one: getattr(row, one.value) for one in rules.PARTS}
    rules.check(part, State(row.state), texts, examples.of_report(row.pk))
    given = documents.Draft(kind=Kind.CASE, publicity=Publicity.PUBLIC, title=title, body=body)
    document = documents.draft(given, actor=actor, now=now)
    try:
        with transaction.atomic():
            _keep(row.pk, part, document, now)
    except IntegrityError:
        raise rules.TakenUpAlready from None
    facts.record("pilots.report.taken_up", row, actor=actor, now=now, part=part.value)
    return document


def _keep(report_id: int, part: Part, document: int, now: datetime) -> None:
    """Name the document; one that was discarded gives its place up, to the first who takes it."""
    before = Example.objects.filter(report=report_id, part=part).first()
    if before is None:
        Example.objects.create(
            report_id=report_id, part=part, document_id=document, taken_up_at=now
        )
        return
    here = Example.objects.filter(pk=before.pk, document_id=before.document_id)
    if not here.update(document_id=document, taken_up_at=now):
        raise rules.TakenUpAlready
