"""Who must agree to a registration, when it may be made or left, and what it may not collide with.

Rules: R-034 (the candidate's own confirmation), R-100 (seats), R-115 (leaving), R-127 and R-128
(settling). Source: handbook 3.6 and 4.8; 皖教秘职成〔2021〕41号 二（一）. Nobody confirms for
somebody else: a guardian's consent stands beside the candidate's confirmation, never in its place.
That a guardian is asked below 18 is a default; below 14 it is the law (个人信息保护法 31).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.assessment.rules import plan, registration
from shuzheng.kernel import identifiers
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from shuzheng.kernel.rulebook import Rulebook


class Method(StrEnum):
    """How a candidate, or a guardian, proved to be the one who confirmed."""

    OWN_ACCOUNT = auto()
    ONE_TIME_CODE = auto()


METHOD_LABELS = {
    Method.OWN_ACCOUNT: N_("Signed in with the own account"),
    Method.ONE_TIME_CODE: N_("With a one-time code"),
}


class NotYourOwn(Refusal):
    """Only the candidate confirms or declines."""

    code = "not-your-own"
    status = 403
    template = "Only the candidate may confirm or decline a registration."
    rule = "R-034"


class NotGuardian(Refusal):
    """Only a guardian of the candidate consents."""

    code = "not-guardian"
    status = 403
    template = "Only a guardian of the candidate may consent."
    rule = "R-034"


class AlreadyRegistered(Refusal):
    """One open registration per person, certificate, module and level."""

    code = "already-registered"
    status = 409
    template = "There is already an open registration for this certificate and level: {plan}."


class TimesClash(Refusal):
    """Nobody sits in two places at once."""

    code = "times-clash"
    status = 409
    template = "The sitting from {starts_at} to {ends_at} overlaps one in {plan}."


class RegistrationNotOpen(Refusal):
    """The registration period has not begun."""

    code = "registration-not-open"
    status = 409
    template = "Registration opens at {opens_at}."


class RegistrationOver(Refusal):
    """The registration period is over."""

    code = "registration-over"
    status = 409
    template = "Registration closed at {closes_at}."


class PlanFull(Refusal):
    """Seats are the only quota."""

    code = "plan-full"
    status = 409
    template = "All {seats} seats of this plan are taken."
    rule = "R-100"


class FeeNotSettled(Refusal):
    """A registration is accepted once its fee is settled, or held while a claim is open."""

    code = "fee-not-settled"
    status = 409
    template = "The fee of this registration is not settled yet."
    rule = "R-127"


class NotLeavable(Refusal):
    """After closing, a candidate leaves only a plan that was put off."""

    code = "not-leavable"
    status = 409
    template = "Registration is closed; ask the organisation to defer the sitting instead."
    rule = "R-115"


@dataclass(frozen=True, slots=True)
class Slot:
    """One stretch of time that a candidate must be there; `ends_at` is no longer part of it."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One registration of one person, as far as another may collide with it.

    `plan` names the plan in sentences.
    """

    plan: str
    plan_state: str
    state: str
    slots: tuple[Slot, ...]

    @property
    def is_open(self) -> bool:
        """Whether it still leads to a sitting."""
        return self.state in registration.OPEN and self.plan_state not in plan.OVER


@applies("R-034")
def check_own(confirming: int, candidate: int) -> None:
    """Refuse anybody but the candidate (persons' ids), whatever the role."""
    if confirming != candidate:
        raise NotYourOwn


@applies("R-034")
def check_guardian(consenting: int, guardians: Iterable[int]) -> None:
    """Refuse a consent by anybody but one of the candidate's guardians (persons' ids)."""
    if consenting not in set(guardians):
        raise NotGuardian


@applies("R-034")
def guardian_needed(born_on: date, owed: int, today: date, book: Rulebook) -> bool:
    """Return whether a guardian has to consent to a registration that costs `owed` fen.

    A birth date that is not known (another identity document) is the caller's to find out; nobody
    is taken for grown up by default.
    """
    provision = book.on(today, "R-034")
    age = identifiers.age_on(born_on, today)
    if age < provision.integer("guardian_always_under_age"):
        return True
    with_fee = owed > 0 or not provision.boolean("guardian_only_with_fee")
    return with_fee and age < provision.integer("guardian_under_age")


def check_times(new: Entry, others: Iterable[Entry]) -> None:
    """Refuse a registration whose sittings overlap those of another open one.

    One sitting may begin at the very moment at which another ends.
    """
    for other in others:
        if not other.is_open:
            continue
        for theirs in other.slots:
            for ours in new.slots:
                if ours.starts_at < theirs.ends_at and theirs.starts_at < ours.ends_at:
                    raise TimesClash(
                        starts_at=ours.starts_at, ends_at=ours.ends_at, plan=other.plan
                    )


def check_period(opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    """Refuse to register, or to correct a registration, outside its period."""
    if now < opens_at:
        raise RegistrationNotOpen(opens_at=opens_at)
    if now >= closes_at:
        raise RegistrationOver(closes_at=closes_at)


@applies("R-127", "R-128")
def check_settled(*, settled: bool, held_by_claim: bool) -> None:
    """Refuse to accept a registration whose fee is open, unless a claim of hardship holds it."""
    if not (settled or held_by_claim):
        raise FeeNotSettled


@applies("R-115")
def check_leave(plan_state: str, closes_at: datetime, now: datetime) -> None:
    """Refuse a candidate who would leave after closing; a postponed plan may always be left."""
    if plan_state == plan.State.POSTPONED:
        return
    if now >= closes_at or plan_state != plan.State.OPEN:
        raise NotLeavable


def unconfirmed(states: Iterable[tuple[int, str]]) -> tuple[int, ...]:
    """Return the ids of the registrations that still wait for their candidates."""
    return tuple(key for key, state in states if state == registration.State.DRAFTED)


@applies("R-034")
def answer_until(first_on: date, book: Rulebook) -> date:
    """Return the last day on which a candidate may still confirm; after it the place is free.

    Calendar days before the first sitting, so that seats can be given and tickets printed.
    """
    return first_on - timedelta(days=book.on(first_on, "R-034").integer("confirm_days_before"))
