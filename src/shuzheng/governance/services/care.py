"""Give certificates in use to officers of the office, and review them (R-013)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts, rulebooks
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.governance.access import NotCaredFor, Permission
from shuzheng.governance.models import CertificateReview, Charge
from shuzheng.governance.rules import care as rules
from shuzheng.identity.queries import roles
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import entries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


@applies("R-013")
@transaction.atomic
def assign_all(asked: Sequence[tuple[int, int, date]], *, actor: Actor, now: datetime) -> int:
    """Give certificates to officers: (certificate, person, day of the next review) each.

    Whoever had one before stays on record until today. Returns how many changed.
    """
    actor.require(Permission.CARE_ASSIGN)
    today, book = periods.day(now), rulebooks.current()
    used, officers = entries.in_use(), officers_on(today)
    made = []
    for certificate, person, review_on in asked:
        if certificate not in used:
            raise rules.NotInUse
        if person not in officers:
            raise rules.NoOfficer
        rules.check_review(review_on, today, book)
        made.append(_assign(certificate, person, review_on, today))
    if made:
        facts.record(
            "governance.charges.assigned",
            made[0],
            actor=actor,
            now=now,
            passages=[facts.Passage(facts.name_of(row), "", "") for row in made],
            count=len(made),
        )
    return len(made)


@applies("R-013")
@transaction.atomic
def review(
    certificate_type_id: int, found: str, next_on: date, *, actor: Actor, now: datetime
) -> None:
    """Say what a review of a certificate found, and when the next one is."""
    actor.require(Permission.CARE_REVIEW)
    row = Charge.objects.filter(certificate_type_id=certificate_type_id, until=None).first()
    if row is None:
        raise NotCaredFor
    if not found.strip():
        raise rules.NothingFound
    today = periods.day(now)
    rules.check_review(next_on, today, rulebooks.current())
    same = Charge.objects.filter(pk=row.pk, until=None, review_on=row.review_on)
    if not same.update(review_on=next_on):
        raise MovedMeanwhile
    CertificateReview.objects.create(
        charge=row, due_on=row.review_on, reviewed_on=today, found=found.strip(), next_on=next_on
    )
    late = today > row.review_on
    facts.record("governance.charge.reviewed", row, actor=actor, now=now, late=late)


def officers_on(today: date) -> dict[int, str]:
    """Return who works in the coordination office on a day: names by person."""
    return {one.person_id: one.name for one in roles.staff([Role.OFFICE_OFFICER], today)}


def _assign(certificate: int, person: int, review_on: date, today: date) -> Charge:
    """End the present charge and begin another; of two at once the later is told."""
    Charge.objects.filter(certificate_type_id=certificate, until=None).update(until=today)
    try:
        with transaction.atomic():
            return Charge.objects.create(
                certificate_type_id=certificate,
                officer_id=person,
                review_on=review_on,
                since=today,
            )
    except IntegrityError:
        raise MovedMeanwhile from None
