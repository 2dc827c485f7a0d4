"""Say for which distinctions an institution is expected to lead. Rule: R-004."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.identity.models import Organisation
from shuzheng.identity.rules import leading as rules
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@applies("R-004")
@transaction.atomic
def flag(
    organisation_id: int,
    flags: Collection[str],
    *,
    seen: Collection[str],
    actor: Actor,
    now: datetime,
) -> bool:
    """Record the flags of an institution in place of those that were `seen`.

    Returns whether anything changed; what stays the same leaves no fact. Refuses anybody that is
    no institution, a flag that does not count today, and flags that somebody else changed since
    they were seen.
    """
    row = access.organisation(organisation_id, actor, Permission.ORGANISATION_FLAG)
    if row.kind != OrganisationKind.INSTITUTION:
        raise rules.OnlyInstitutionsLead
    today, book = periods.day(now), rulebooks.current()
    if set(row.lead_flags) != set(seen):
        raise moves.MovedMeanwhile
    kept = [str(one) for one in rules.checked(flags, today, book)]
    if kept == row.lead_flags:
        return False
    rows = Organisation.objects.filter(pk=row.pk, lead_flags=row.lead_flags)
    if not rows.update(lead_flags=kept):
        raise moves.MovedMeanwhile
    if kept:
        facts.record(
            "identity.organisation.flagged", row, actor=actor, now=now, flags=",".join(kept)
        )
    else:
        facts.record("identity.organisation.unflagged", row, actor=actor, now=now)
    return True
