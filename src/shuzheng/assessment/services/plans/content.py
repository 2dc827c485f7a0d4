"""What an organisation writes into a plan, and what can never be right in it.

Rules: R-057 (the list), R-104 (parts and weights), R-109 (the pass rule reads), R-113 (the standard
version). What is missing for opening is not refused here: pages show it as a condition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.assessment.models import Room
from shuzheng.assessment.rules import marking, passing
from shuzheng.assessment.rules import plan as rules
from shuzheng.assessment.rules import site as site_rules
from shuzheng.catalogue.queries import certificates, standards
from shuzheng.foundation import rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from shuzheng.catalogue.queries.certificates import CertificateTypeBrief
    from shuzheng.catalogue.rules.levels import Level
    from shuzheng.kernel.actor import Actor

APPLIED = tuple(
    state
    for state in site_rules.State
    if state not in {site_rules.State.DRAFT, site_rules.State.REFUSED, site_rules.State.CLOSED}
)


class NotYourCertificate(Refusal):
    """An organisation plans assessments of its own certificates."""

    code = "plan-not-your-certificate"
    status = 403
    template = "This certificate belongs to another evaluation organisation."
    rule = "R-057"


class LevelNotOffered(Refusal):
    """The certificate has no such level."""

    code = "plan-level-not-offered"
    template = "{certificate} has no such level."
    rule = "R-057"


class ModuleWanted(Refusal):
    """A certificate with modules is assessed in one of them; others in none."""

    code = "plan-module"
    template = "Choose one of the certificate's modules: {modules}."
    rule = "R-057"


class NoModule(Refusal):
    """A certificate without modules is assessed as a whole."""

    code = "plan-no-module"
    template = "{certificate} has no modules."
    rule = "R-057"


class NoStandard(Refusal):
    """A plan follows a published version of the standard."""

    code = "plan-no-standard"
    template = "{certificate} has no published standard, so there is nothing to assess by."
    rule = "R-113"


class NoSessions(Refusal):
    """A plan has at least one sitting."""

    code = "plan-no-sessions"
    template = "The plan has no sitting."


class SessionOfNothing(Refusal):
    """A sitting is of one of the plan's parts."""

    code = "session-of-nothing"
    template = "A sitting is planned for “{component}”, which is no part of the plan."


class SessionTwice(Refusal):
    """Each part has one sitting in a plan."""

    code = "session-twice"
    template = "The part “{component}” has two sittings."


class SessionBackwards(Refusal):
    """A sitting ends after it begins."""

    code = "session-backwards"
    template = "The sitting of “{component}” would end before it begins."


class WindowBackwards(Refusal):
    """Registration closes after it opens."""

    code = "registration-window-backwards"
    template = "Registration would close before it opens."


class ClosesAfterSitting(Refusal):
    """Registration closes before the first sitting."""

    code = "registration-closes-late"
    template = "Registration closes at {closes_at}, after the first sitting begins at {starts_at}."


class RoomOfOthers(Refusal):
    """A plan uses rooms of sites that applied for its certificate and level."""

    code = "room-not-for-this"
    template = "One of the rooms belongs to no site for this certificate and level."
    rule = "R-090"


class NotAnInstitution(Refusal):
    """Institutions are invited."""

    code = "not-an-institution"
    template = "Only institutions are invited to a plan."


@dataclass(frozen=True, slots=True)
class Part:
    """A part marked by itself; `weight` in per cent, `full` in hundredths of a mark."""

    code: str
    name: str
    weight: int
    full: int
    by_machine: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """When one part is sat."""

    component_code: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """What an organisation plans; `price_fen` is the fee that the plan asks, `seats` its places.

    `institution_ids` are the institutions whose candidates are invited.
    """

    certificate_type_id: int
    level: Level
    parts: tuple[Part, ...]
    sittings: tuple[Sitting, ...]
    room_ids: tuple[int, ...]
    seats: int
    price_fen: int
    pass_rule: str
    registration_opens_at: datetime
    registration_closes_at: datetime
    institution_ids: tuple[int, ...]
    module: str = ""


@applies("R-057", "R-104", "R-109", "R-113")
def columns(content: Draft, actor: Actor, today: date) -> dict[str, object]:
    """Return a plan's columns from its content, or refuse by what is wrong."""
    certificate = _certificate(content, actor)
    marking.check_components(
        [marking.Component(p.code, p.weight, p.full, p.by_machine) for p in content.parts],
        today,
        rulebooks.current(),
    )
    codes = {part.code for part in content.parts}
    pass_rule = passing.parse(content.pass_rule, codes)
    if content.registration_closes_at <= content.registration_opens_at:
        raise WindowBackwards
    first_on, last_on = check_sittings(content.sittings, codes, content.registration_closes_at)
    check_rooms(content.certificate_type_id, content.level, content.room_ids)
    _check_institutions(content)
    standard = standards.current(content.certificate_type_id, today)
    if standard is None:
        raise NoStandard(certificate=certificate.name)
    return {
        "certificate_type_id": content.certificate_type_id,
        "standard_id": standard.id,
        "level": content.level,
        "module": content.module,
        "name": rules.name(first_on, certificate.name),
        "registration_opens_at": content.registration_opens_at,
        "registration_closes_at": content.registration_closes_at,
        "first_on": first_on,
        "last_on": last_on,
        "seats": content.seats,
        "price_fen": content.price_fen,
        "pass_rule": pass_rule.text,
    }


def check_sittings(
    sittings: Collection[Sitting], codes: Collection[str], closes_at: datetime
) -> tuple[date, date]:
    """Return the first and the last day of the sittings, or refuse them by what is wrong."""
    if not sittings:
        raise NoSessions
    seen: set[str] = set()
    for one in sittings:
        if one.component_code not in codes:
            raise SessionOfNothing(component=one.component_code)
        if one.component_code in seen:
            raise SessionTwice(component=one.component_code)
        seen.add(one.component_code)
        if one.ends_at <= one.starts_at:
            raise SessionBackwards(component=one.component_code)
    first = min(one.starts_at for one in sittings)
    if closes_at > first:
        raise ClosesAfterSitting(closes_at=closes_at, starts_at=first)
    return periods.day(first), max(periods.day(one.ends_at) for one in sittings)


def _certificate(content: Draft, actor: Actor) -> CertificateTypeBrief:
    found = certificates.brief([content.certificate_type_id]).get(content.certificate_type_id)
    if found is None or found.organisation_id != actor.organisation_id:
        raise NotYourCertificate
    if content.level not in found.levels:
        raise LevelNotOffered(certificate=found.name)
    if found.modules and content.module not in found.modules:
        raise ModuleWanted(modules=", ".join(found.modules))
    if content.module and not found.modules:
        raise NoModule(certificate=found.name)
    return found


def check_rooms(certificate_type_id: int, level: str, room_ids: Collection[int]) -> None:
    """Refuse rooms of sites that never applied for the certificate and level."""
    wanted = set(room_ids)
    usable = Room.objects.filter(
        pk__in=wanted,
        site__approvals__certificate_type_id=certificate_type_id,
        site__approvals__level=level,
        site__approvals__state__in=APPLIED,
    )
    if wanted - set(usable.values_list("pk", flat=True)):
        raise RoomOfOthers


def _check_institutions(content: Draft) -> None:
    found = organisations.brief(content.institution_ids)
    if any(
        party not in found or found[party].kind != OrganisationKind.INSTITUTION
        for party in content.institution_ids
    ):
        raise NotAnInstitution
