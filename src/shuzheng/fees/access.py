"""What may be done about fees, and who can reach which record.

Hardship is reached by the institution's administrator, by the office where a refusal was appealed,
by the candidate and by his or her guardian, and by nobody else: not by the liaison, not by the
province, never by an evaluation organisation (R-128, handbook 6.3).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from shuzheng.fees.models import FeeAgreement, HardshipClaim, Settlement
from shuzheng.fees.rules import agreement, hardship
from shuzheng.identity.queries import persons
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.pilots.access import entries
from shuzheng.pilots.rules.entry import IN_USE

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    AGREEMENT_VIEW = "fees:agreement:view"
    AGREEMENT_DRAFT = "fees:agreement:draft"
    AGREEMENT_SIGN = "fees:agreement:sign"
    AGREEMENT_JOIN = "fees:agreement:join"
    AGREEMENT_DECIDE = "fees:agreement:decide"
    CEILING_VIEW = "fees:ceiling:view"
    CEILING_LOAD = "fees:ceiling:load"
    WAIVER_GRANT = "fees:waiver:grant"
    HARDSHIP_VIEW = "fees:hardship:view"
    HARDSHIP_IMPORT = "fees:hardship:import"
    HARDSHIP_DECIDE = "fees:hardship:decide"
    HARDSHIP_HEAR = "fees:hardship:hear"
    HARDSHIP_CLAIM = "fees:hardship:claim"
    PAYMENT_RECORD = "fees:payment:record"
    PAYMENT_PAY_BACK = "fees:payment:pay-back"


GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {
        Permission.AGREEMENT_VIEW,
        Permission.CEILING_VIEW,
        Permission.CEILING_LOAD,
        Permission.WAIVER_GRANT,
    },
    Role.OFFICE_OFFICER: {
        Permission.AGREEMENT_VIEW,
        Permission.AGREEMENT_DECIDE,
        Permission.CEILING_VIEW,
        Permission.HARDSHIP_HEAR,
    },
    Role.CITY_OFFICER: {Permission.AGREEMENT_VIEW, Permission.CEILING_VIEW},
    Role.INSTITUTION_ADMIN: {
        Permission.AGREEMENT_VIEW,
        Permission.AGREEMENT_JOIN,
        Permission.CEILING_VIEW,
        Permission.HARDSHIP_VIEW,
        Permission.HARDSHIP_IMPORT,
        Permission.HARDSHIP_DECIDE,
        Permission.PAYMENT_RECORD,
        Permission.PAYMENT_PAY_BACK,
    },
    Role.LIAISON: {
        Permission.AGREEMENT_VIEW,
        Permission.AGREEMENT_JOIN,
        Permission.CEILING_VIEW,
        Permission.PAYMENT_RECORD,
    },
    Role.ALLIANCE_LEAD: {
        Permission.AGREEMENT_VIEW,
        Permission.AGREEMENT_DRAFT,
        Permission.AGREEMENT_SIGN,
        Permission.CEILING_VIEW,
    },
    Role.ORGANISATION_STAFF: {
        Permission.AGREEMENT_VIEW,
        Permission.AGREEMENT_SIGN,
        Permission.CEILING_VIEW,
        Permission.PAYMENT_RECORD,
    },
    Role.STUDENT: {Permission.HARDSHIP_CLAIM},
    Role.GUARDIAN: {Permission.HARDSHIP_CLAIM},
}
"""Which role holds which permission here."""

SETTLED_TERMS = (agreement.State.FILED, agreement.State.IN_FORCE, agreement.State.EXPIRED)
"""What everybody who pays may read; what is still being negotiated is the parties' own."""

TALKS = (agreement.State.NEGOTIATING, agreement.State.MEDIATING, agreement.State.AGREED)
"""What the institutions that use the certificate may follow, to join or to dissent."""

HEARD = (hardship.State.APPEALED, hardship.State.REFUSED_FINALLY)
"""The only claims that the office sees."""


class NoSuchAgreement(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-fee-agreement"
    status = 404
    template = "There is no such fee agreement."


class NoSuchClaim(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-claim"
    status = 404
    template = "There is no such claim."


class NoSuchSettlement(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-settlement"
    status = 404
    template = "No fee has been settled for this registration."


def agreements(actor: Actor) -> QuerySet[FeeAgreement]:
    """Return the fee agreements that the actor's capacity covers.

    The parties see theirs from the first draft, institutions that use the certificate from the
    negotiation on; everybody else who pays, and the cities, what was filed.
    """
    rows = FeeAgreement.objects.all()
    if actor.reach is Reach.PROVINCE:
        return rows
    if actor.reach is Reach.AREA:
        return rows.filter(state__in=SETTLED_TERMS)
    if actor.reach is Reach.ORGANISATION:
        here = actor.organisation_id
        if actor.role in {Role.ORGANISATION_STAFF, Role.ORGANISATION_ISSUER}:
            return rows.filter(organisation_id=here)
        talks = Q(state__in=TALKS, certificate_type_id__in=_used(actor))
        return rows.filter(Q(lead_id=here) | Q(state__in=SETTLED_TERMS) | talks)
    return rows.none()


def uses(certificate_type_id: int, actor: Actor) -> bool:
    """Return whether the actor's institution uses a certificate."""
    return _used(actor).filter(certificate_type_id=certificate_type_id).exists()


def agreement_by_id(agreement_id: int, actor: Actor, permission: Permission) -> FeeAgreement:
    """Fetch a fee agreement within the actor's reach, for a purpose the actor is permitted."""
    row = agreements(actor).filter(pk=agreement_id).first()
    if row is None:
        raise NoSuchAgreement
    actor.require(permission)
    return row


def claims(actor: Actor) -> QuerySet[HardshipClaim]:
    """Return the claims of hardship that the actor may see: most actors, none at all."""
    rows = HardshipClaim.objects.all()
    if actor.reach is Reach.SELF:
        return rows.filter(person_id__in=self_and_wards(actor))
    if actor.reach is Reach.ORGANISATION and actor.may(Permission.HARDSHIP_VIEW):
        return rows.filter(institution_id=actor.organisation_id)
    if actor.reach is Reach.PROVINCE and actor.may(Permission.HARDSHIP_HEAR):
        return rows.filter(state__in=HEARD)
    return rows.none()


def claim(claim_id: int, actor: Actor, permission: Permission) -> HardshipClaim:
    """Fetch a claim of hardship within the actor's reach; the rest of the world finds nothing."""
    row = claims(actor).filter(pk=claim_id).first()
    if row is None:
        raise NoSuchClaim
    actor.require(permission)
    return row


def settlements(actor: Actor) -> QuerySet[Settlement]:
    """Return the settlements whose payment the actor may record or, for oneself, look at.

    An institution reaches its own candidates', an evaluation organisation those of candidates who
    came without an institution.
    """
    rows = Settlement.objects.all()
    here = actor.organisation_id
    if actor.reach is Reach.SELF:
        return rows.filter(person_id__in=self_and_wards(actor))
    if actor.reach is Reach.ORGANISATION and actor.may(Permission.PAYMENT_RECORD):
        if actor.role == Role.ORGANISATION_STAFF:
            return rows.filter(institution=None, agreement__organisation_id=here)
        return rows.filter(institution_id=here)
    return rows.none()


def settlement(reference: UUID, actor: Actor) -> Settlement:
    """Fetch the settlement of a registration within the actor's reach."""
    row = settlements(actor).filter(reference=reference).select_related("agreement").first()
    if row is None:
        raise NoSuchSettlement
    return row


def _used(actor: Actor) -> QuerySet[Any, Any]:
    return entries(actor).filter(state__in=IN_USE).values("certificate_type_id")


def self_and_wards(actor: Actor) -> list[int]:
    """Return the actor's own person id and those of the actor's wards."""
    return [actor.person_id, *persons.wards_of(actor.person_id)]
