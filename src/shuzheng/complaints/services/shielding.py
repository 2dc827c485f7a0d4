"""Who complains: opened by the owner alone, and watched over when registrations change afterwards.

Rule: R-216. Opening is an act with a reason, told to nobody but the auditor. The platform knows a
complainant only by a keyed hash; when somebody else changes a registration of a person, the hash of
that person is looked for, so no list of complainants ever exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.complaints import access
from shuzheng.complaints.models import Complainant, Complaint
from shuzheng.complaints.rules import complaint as rules
from shuzheng.complaints.rules.complaint import Kind
from shuzheng.complaints.services.filing import Who
from shuzheng.foundation import facts, files, sealing
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.foundation.files import Opened
    from shuzheng.kernel.actor import Actor

SHORTEST_REASON = 4


class NobodyNamed(Refusal):
    """The case is anonymous."""

    code = "complaint-anonymous"
    status = 409
    template = "The complainant of this case did not say who it is."
    rule = "R-216"


class ReasonNeeded(Refusal):
    """Opening a name needs a reason in words."""

    code = "complaint-reason-needed"
    template = "Say why you have to know who complains."
    rule = "R-216"


class NotFlagged(Refusal):
    """There is nothing to look into."""

    code = "complaint-not-flagged"
    status = 409
    template = "No change of a registration waits to be looked into here."
    rule = "R-216"


@applies("R-216")
@transaction.atomic
def reveal(pk: int, reason: str, *, actor: Actor, now: datetime) -> Who:
    """Return who complains, as far as it was said, to the owner; that he looked is recorded."""
    row = access.owned(pk, actor)
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonNeeded
    found = Complainant.objects.filter(complaint=row).first()
    if found is None:
        raise NobodyNamed
    facts.record(
        "complaints.complainant.opened",
        row,
        actor=actor,
        now=now,
        number=row.number,
        reason=reason.strip(),
    )
    return Who(
        sealing.unseal(found.name_sealed, found.place("name")),
        sealing.unseal(found.contact_sealed, found.place("contact")),
    )


def evidence(pk: int, attachment: int, *, actor: Actor) -> Opened:
    """Return a file that the complainant handed in, opened, to the owner of the case."""
    return files.unsealed(access.attachment(pk, attachment, actor).file_id)


@applies("R-216")
@transaction.atomic
def flag(person_id: int, changed_by: int, *, at: datetime, now: datetime) -> int:
    """Flag the complaints of a person whose registration somebody else changed; how many."""
    index = Complainant.index_of(person_id)
    rows = Complaint.objects.filter(
        complainant__person_index=index, kind=Kind.COMPLAINT, flagged_at=None
    )
    found = 0
    for row in rows.order_by("pk"):
        if rules.is_retaliation(changed_by, person_id, at, row.received_at):
            found += _flag(row, now)
    return found


@applies("R-216")
@transaction.atomic
def clear(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Say as the owner what came of looking into a change after the complaint."""
    row = access.owned(pk, actor)
    here = Complaint.objects.filter(
        pk=row.pk, flagged_at__isnull=False, flag_cleared_at__isnull=True
    )
    if not here.update(flag_cleared_at=now):
        raise NotFlagged
    facts.record(
        "complaints.complaint.cleared",
        row,
        actor=actor,
        now=now,
        number=row.number,
        reason=reason.strip(),
    )


def _flag(row: Complaint, now: datetime) -> int:
    if not Complaint.objects.filter(pk=row.pk, flagged_at=None).update(flagged_at=now):
        return 0
    facts.record("complaints.complaint.flagged", row, actor=CLOCK, now=now, number=row.number)
    return 1
