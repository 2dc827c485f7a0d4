"""Found an installation: the province's two organs and the first security administrator.

Done once, on an empty installation, from the command line of the machine itself; from then on every
party and person comes in through somebody who may let them in. The first administrator activates
like everybody else, with a one-time code that nobody keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, grants
from shuzheng.identity.models import Division, Membership, Organisation
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.services import activation, memberships, organisations, persons
from shuzheng.kernel.actor import Actor, Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.identity.services.activation import IssuedCode
    from shuzheng.identity.services.persons import PersonRow

FOUNDER_ROLES = (Role.SECURITY_ADMIN, Role.PROVINCIAL_ADMIN)


class FoundedAlready(Refusal):
    """An installation is founded once."""

    code = "founded-already"
    status = 409
    template = "This installation was founded before."


@dataclass(frozen=True, slots=True)
class Founded:
    """What founding made: the two organs, the first administrator and his or her code."""

    department_id: int
    office_id: int
    person_id: int
    membership_id: int
    code: IssuedCode


def founder() -> Actor:
    """Return who acts while nobody is there: what the first administrators may, and no more."""
    held = frozenset().union(*(grants.of(role) for role in FOUNDER_ROLES))
    return Actor(0, 0, 0, "founder", held, Reach.PROVINCE)


@transaction.atomic
def begin(
    province: str, division_code: str, admin: PersonRow, *, now: datetime, is_demonstration: bool
) -> Founded:
    """Found the installation of a province (its Chinese name and division code)."""
    if Membership.objects.exists() or Organisation.objects.exists():
        raise FoundedAlready
    actor = founder()
    Division.objects.get_or_create(
        code=division_code,
        defaults={"name": province, "level": "province", "full_name": province},
    )
    department, office = (
        organisations.register(
            kind=kind,
            code=code,
            name=f"{province}{name}",
            division_code=division_code,
            is_demonstration=is_demonstration,
            actor=actor,
            now=now,
        )
        for kind, code, name in (
            (OrganisationKind.PROVINCIAL_DEPARTMENT, "JYT", "教育厅"),
            (OrganisationKind.COORDINATION_OFFICE, "SDB", "1+X证书制度试点工作协调推进办公室"),
        )
    )
    [found] = persons.register([admin], organisation_id=department, actor=actor, now=now)
    membership = memberships.grant(
        found.person_id, department, Role.SECURITY_ADMIN, actor=actor, now=now
    )
    [code] = activation.issue_codes([found.person_id], actor=actor, now=now)
    party = Organisation(pk=department)
    facts.record("identity.province.founded", party, actor=actor, now=now, name=province)
    return Founded(department, office, found.person_id, membership, code)
