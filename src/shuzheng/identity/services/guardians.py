"""Name the guardians of minors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.identity.models import Guardianship, Membership
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.services import persons
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.identity.services.persons import Found, PersonRow
    from shuzheng.kernel.actor import Actor


class OwnGuardian(Refusal):
    """Nobody is his or her own guardian."""

    code = "own-guardian"
    template = "Nobody can be his or her own guardian."


@transaction.atomic
def name(ward_id: int, guardian_id: int, relation: str, *, actor: Actor, now: datetime) -> None:
    """Record that one person is the guardian of another, and let him or her sign in as such."""
    ward = access.person(ward_id, actor, Permission.GUARDIAN_NAME)
    actor.require(Permission.GUARDIAN_NAME)
    if ward_id == guardian_id:
        raise OwnGuardian
    today = periods.day(now)
    row, is_new = Guardianship.objects.get_or_create(
        ward=ward, guardian_id=guardian_id, defaults={"relation": relation, "since": today}
    )
    Membership.objects.get_or_create(
        person_id=guardian_id,
        organisation=None,
        role=Role.GUARDIAN,
        until=None,
        defaults={"since": today},
    )
    if is_new:
        facts.record("identity.guardian.named", row, actor=actor, now=now, relation=relation)


@transaction.atomic
def register_and_name(
    ward_id: int, row: PersonRow, relation: str, *, actor: Actor, now: datetime
) -> Found:
    """Find or register a guardian by identity document, and name him or her.

    Where the document is known under another name nobody is named: it is a case for the office.
    """
    access.person(ward_id, actor, Permission.GUARDIAN_NAME)
    [found] = persons.register([row], organisation_id=actor.organisation_id, actor=actor, now=now)
    if found.person_id:
        name(ward_id, found.person_id, relation, actor=actor, now=now)
    return found
