"""Who may see and handle a case: nobody who belongs to a party that it is about.

Those who assign cases see all but these; others see what they own. The complainant comes by the
receipt, or signed in as the person whose keyed hash lies with the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from shuzheng.complaints.models import Attachment, Complainant, Complaint, Concerned
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    COMPLAINT_FILE = "complaints:complaint:file"
    COMPLAINT_HANDLE = "complaints:complaint:handle"
    COMPLAINT_ASSIGN = "complaints:complaint:assign"
    COMPLAINT_STATE = "complaints:complaint:state"


_HANDLES: Final = frozenset({Permission.COMPLAINT_HANDLE})
_ASSIGNS: Final = frozenset({*_HANDLES, Permission.COMPLAINT_ASSIGN})
_STATES: Final = frozenset({Permission.COMPLAINT_STATE})
_FILES: Final = frozenset({Permission.COMPLAINT_FILE})

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: _ASSIGNS,
    Role.OFFICE_OFFICER: _ASSIGNS,
    Role.CITY_OFFICER: _HANDLES | _STATES,
    Role.INSTITUTION_ADMIN: _HANDLES | _STATES,
    Role.LIAISON: _HANDLES | _STATES,
    Role.ORGANISATION_STAFF: _STATES,
    Role.STUDENT: _FILES,
    Role.SOCIAL_LEARNER: _FILES,
    Role.GUARDIAN: _FILES,
}
HANDLERS: Final = tuple(
    role for role, granted in GRANTS.items() if Permission.COMPLAINT_HANDLE in granted
)
"""In which roles somebody can own a case."""


class NoSuchComplaint(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-complaint"
    status = 404
    template = "There is no such enquiry or complaint."


class NotYourCase(Refusal):
    """One sees the case, but somebody else handles it."""

    code = "not-your-complaint"
    status = 403
    template = "Somebody else handles this case."


class WrongReceipt(Refusal):
    """Number and secret must both be right; which of them was wrong is not told."""

    code = "complaint-wrong-receipt"
    template = "No case has this number and this code. Both stand on the receipt."
    rule = "R-216"


@dataclass(frozen=True, slots=True)
class Receipt:
    """How anybody comes to the own case: by what stands on the receipt."""

    number: str
    secret: str


@dataclass(frozen=True, slots=True)
class Own:
    """How somebody who was signed in when filing comes to the own case."""

    complaint_id: int
    actor: Actor


Way = Receipt | Own


def complaints(actor: Actor) -> QuerySet[Complaint]:
    """Return the cases that the actor may know of."""
    actor.require(Permission.COMPLAINT_HANDLE)
    concerned = Concerned.objects.filter(
        Q(organisation=actor.organisation_id) | Q(organisation__memberships__person=actor.person_id)
    )
    rows = Complaint.objects.exclude(pk__in=concerned.values("complaint_id"))
    if actor.may(Permission.COMPLAINT_ASSIGN):
        return rows
    return rows.filter(owner=actor.organisation_id, officer=actor.person_id)


def complaint(pk: int, actor: Actor, permission: Permission) -> Complaint:
    """Fetch a case that the actor may know of, for a purpose that is permitted."""
    row = complaints(actor).filter(pk=pk).first()
    if row is None:
        raise NoSuchComplaint
    actor.require(permission)
    return row


def owned(pk: int, actor: Actor) -> Complaint:
    """Fetch a case that the actor owns."""
    row = complaint(pk, actor, Permission.COMPLAINT_HANDLE)
    if not owns(row, actor):
        raise NotYourCase
    return row


def owns(row: Complaint, actor: Actor) -> bool:
    """Return whether the actor, in this capacity, is who handles a case."""
    return row.officer_id == actor.person_id and row.owner_id == actor.organisation_id


def of_complainant(way: Way) -> Complaint:
    """Fetch the case of whoever comes by the receipt, or as the person who filed it."""
    if isinstance(way, Receipt):
        index = Complaint.index_of(way.number, way.secret)
        row = Complaint.objects.filter(secret_index=index).first()
        if row is None:
            raise WrongReceipt
        return row
    found = own(way.actor).filter(pk=way.complaint_id).first()
    if found is None:
        raise NoSuchComplaint
    return found


def own(actor: Actor) -> QuerySet[Complaint]:
    """Return the cases that the actor filed while signed in."""
    actor.require(Permission.COMPLAINT_FILE)
    mine = Complainant.objects.filter(person_index=Complainant.index_of(actor.person_id))
    return Complaint.objects.filter(pk__in=mine.values("complaint_id"))


def asked(actor: Actor) -> QuerySet[Concerned]:
    """Return where the actor's organisation was asked for its account."""
    actor.require(Permission.COMPLAINT_STATE)
    return Concerned.objects.filter(organisation_id=actor.organisation_id, asked_on__isnull=False)


def question(pk: int, actor: Actor) -> Concerned:
    """Fetch what the actor's organisation was asked."""
    row = asked(actor).filter(pk=pk).first()
    if row is None:
        raise NoSuchComplaint
    return row


def attachment(pk: int, number: int, actor: Actor) -> Attachment:
    """Fetch a file of a case that the actor owns."""
    row = owned(pk, actor).attachments.filter(pk=number).first()
    if row is None:
        raise NoSuchComplaint
    return row
