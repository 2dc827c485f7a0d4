"""Record of what kind an evaluation organisation is, and in which field. Rules: R-062, R-063."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.identity.models import Organisation
from shuzheng.identity.rules import profile as rules
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.identity.rules.profile import Profile
    from shuzheng.kernel.actor import Actor


@applies("R-062", "R-063")
@transaction.atomic
def describe(
    organisation_id: int, profile: Profile, *, seen: Profile, actor: Actor, now: datetime
) -> bool:
    """Record kind and field of an evaluation organisation in place of those that were `seen`.

    Returns whether anything changed; what stays the same leaves no fact. Refuses anybody that is
    no evaluation organisation, a kind or a field that is not in use today, and a record that
    somebody else changed since it was seen.
    """
    row = access.organisation(organisation_id, actor, Permission.ORGANISATION_DESCRIBE)
    if row.kind != OrganisationKind.EVALUATION_ORGANISATION:
        raise rules.OnlyEvaluationOrganisations
    rules.checked(profile, periods.day(now), rulebooks.current())
    rows = Organisation.objects.filter(pk=row.pk, evaluation_kind=seen.kind, field=seen.field)
    if not rows.update(evaluation_kind=profile.kind, field=profile.field):
        raise moves.MovedMeanwhile
    if profile == seen:
        return False
    facts.record(
        "identity.organisation.described",
        row,
        actor=actor,
        now=now,
        kind=profile.kind,
        field=profile.field,
    )
    return True
