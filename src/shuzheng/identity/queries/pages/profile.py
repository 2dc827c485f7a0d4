"""Evaluation organisations by kind and field. Rules: R-062, R-063."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.foundation import rulebooks
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.identity.models import Membership, Organisation
from shuzheng.identity.rules import profile as rules
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.rules.profile import FieldLine, Profile
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.actor import Actor


@applies("R-063")
def lines(actor: Actor, today: date) -> list[FieldLine]:
    """Return how many evaluation organisations the province has by field and kind.

    Which organisations there are is public, so that the counts are the same for every reader.
    """
    actor.require(Permission.ORGANISATION_VIEW)
    rows = Organisation.objects.filter(
        kind=OrganisationKind.EVALUATION_ORGANISATION, ended_on=None
    ).values_list("evaluation_kind", "field")
    return rules.counted((Profile(*row) for row in rows), today, rulebooks.current())


def fields(today: date) -> list[str]:
    """Return the fields that a list can be narrowed to: those in use, then others on record."""
    known = [one.value for one in rules.fields_in_use(today, rulebooks.current())]
    rows = Organisation.objects.exclude(field="").values_list("field", flat=True)
    return known + sorted(set(rows.distinct()) - set(known))


def editable(organisation_id: int, actor: Actor) -> tuple[str, Profile]:
    """Return name and profile of an organisation that the actor may describe."""
    row = access.organisation(organisation_id, actor, Permission.ORGANISATION_DESCRIBE)
    if row.kind != OrganisationKind.EVALUATION_ORGANISATION:
        raise rules.OnlyEvaluationOrganisations
    return row.name, Profile(row.evaluation_kind, row.field)


@applies("R-062")
def recruits(organisation_id: int, today: date) -> int:
    """Return how many persons took up their first present role there in this calendar year."""
    rows = Membership.objects.filter(organisation_id=organisation_id, until=None)
    staff = rows.exclude(role=Role.STUDENT)
    new = staff.filter(since__gte=today.replace(month=1, day=1), since__lte=today)
    before = Membership.objects.filter(
        organisation_id=organisation_id, since__lt=today.replace(month=1, day=1)
    )
    return new.exclude(person__in=before.values("person")).values("person").distinct().count()
