"""A holder's own certificates, and those of the wards of a guardian."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.catalogue.rules.levels import Level
from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.core import numbers
from shuzheng.credentials.queries import pages_register, pages_verification
from shuzheng.credentials.rules.status import State

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.credentials.queries.pages_register import Change
    from shuzheng.credentials.queries.pages_verification import Sheet
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Own:
    """One of one's own certificates, or of a ward's."""

    number: str
    number_spaced: str
    holder: str
    certificate: str
    level: Level
    organisation: str
    issued_on: date
    state: State
    is_own: bool


def mine(actor: Actor) -> list[Own]:
    """Return one's own certificates and those of one's wards, newest first."""
    actor.require(Permission.CERTIFICATE_OWN)
    rows = access.within(actor).select_related("certificate_type", "organisation")
    return [
        Own(
            number=row.number,
            number_spaced=numbers.spaced(row.number),
            holder=row.holder,
            certificate=row.certificate_type.short_name,
            level=Level(row.level),
            organisation=row.organisation.name,
            issued_on=row.issued_on,
            state=State(row.state),
            is_own=row.person_id == actor.person_id,
        )
        for row in rows.order_by("-issued_on", "-pk")
    ]


def one(number: str, actor: Actor) -> Sheet:
    """Return one of one's own certificates; refuses everybody else's."""
    return pages_verification.sheet_of(access.own(number, actor, Permission.CERTIFICATE_OWN))


def changes(number: str, actor: Actor) -> tuple[Change, ...]:
    """Return what happened to one of one's own certificates and why, newest first."""
    return pages_register.changes(access.own(number, actor, Permission.CERTIFICATE_OWN))
