"""The life of a candidate's registration.

Source: handbook 3.6. Who must agree to it and what it may not collide with is in `admission`. A
deferred registration is not open: the candidate registers anew where he or she will sit.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


class State(StrEnum):
    """Where a registration stands."""

    DRAFTED = auto()
    CONFIRMED = auto()
    DECLINED = auto()
    ELIGIBLE = auto()
    INELIGIBLE = auto()
    FEE_SETTLED = auto()
    ACCEPTED = auto()
    TICKETED = auto()
    WITHDRAWN = auto()
    DEFERRED = auto()
    REFUNDED = auto()


class Verb(StrEnum):
    """What can be done to a registration."""

    CONFIRM = auto()
    DECLINE = auto()
    FIND_ELIGIBLE = auto()
    FIND_INELIGIBLE = auto()
    SETTLE_FEE = auto()
    ACCEPT = auto()
    ISSUE_TICKET = auto()
    WITHDRAW = auto()
    DEFER = auto()
    REFUND = auto()


REGISTRATION: Lifecycle[State, Verb] = Lifecycle(
    name="assessment.registration",
    initial=State.DRAFTED,
    steps={
        (State.DRAFTED, Verb.CONFIRM): State.CONFIRMED,
        (State.DRAFTED, Verb.DECLINE): State.DECLINED,
        (State.CONFIRMED, Verb.FIND_ELIGIBLE): State.ELIGIBLE,
        (State.CONFIRMED, Verb.FIND_INELIGIBLE): State.INELIGIBLE,
        (State.INELIGIBLE, Verb.FIND_ELIGIBLE): State.ELIGIBLE,
        (State.ELIGIBLE, Verb.SETTLE_FEE): State.FEE_SETTLED,
        (State.FEE_SETTLED, Verb.ACCEPT): State.ACCEPTED,
        (State.ACCEPTED, Verb.ISSUE_TICKET): State.TICKETED,
        (State.DRAFTED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.CONFIRMED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.ELIGIBLE, Verb.WITHDRAW): State.WITHDRAWN,
        (State.INELIGIBLE, Verb.WITHDRAW): State.WITHDRAWN,
        (State.FEE_SETTLED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.ACCEPTED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.TICKETED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.ACCEPTED, Verb.DEFER): State.DEFERRED,
        (State.TICKETED, Verb.DEFER): State.DEFERRED,
        (State.FEE_SETTLED, Verb.REFUND): State.REFUNDED,
        (State.ACCEPTED, Verb.REFUND): State.REFUNDED,
        (State.TICKETED, Verb.REFUND): State.REFUNDED,
        (State.WITHDRAWN, Verb.REFUND): State.REFUNDED,
        (State.DEFERRED, Verb.REFUND): State.REFUNDED,
    },
    labels={
        State.DRAFTED: N_("Waiting for the candidate"),
        State.CONFIRMED: N_("Confirmed by the candidate"),
        State.DECLINED: N_("Declined by the candidate"),
        State.ELIGIBLE: N_("Eligible"),
        State.INELIGIBLE: N_("Not eligible"),
        State.FEE_SETTLED: N_("Fee settled"),
        State.ACCEPTED: N_("Accepted"),
        State.TICKETED: N_("Ticket issued"),
        State.WITHDRAWN: N_("Withdrawn"),
        State.DEFERRED: N_("Deferred"),
        State.REFUNDED: N_("Refunded"),
        Verb.CONFIRM: N_("Confirm the registration"),
        Verb.DECLINE: N_("Decline"),
        Verb.FIND_ELIGIBLE: N_("Find eligible"),
        Verb.FIND_INELIGIBLE: N_("Find not eligible"),
        Verb.SETTLE_FEE: N_("Settle the fee"),
        Verb.ACCEPT: N_("Accept the registration"),
        Verb.ISSUE_TICKET: N_("Issue the ticket"),
        Verb.WITHDRAW: N_("Withdraw the registration"),
        Verb.DEFER: N_("Defer to a later sitting"),
        Verb.REFUND: N_("Refund in full"),
    },
    path=(
        State.DRAFTED,
        State.CONFIRMED,
        State.ELIGIBLE,
        State.FEE_SETTLED,
        State.ACCEPTED,
        State.TICKETED,
    ),
)

OPEN = frozenset(
    {
        State.DRAFTED,
        State.CONFIRMED,
        State.ELIGIBLE,
        State.INELIGIBLE,
        State.FEE_SETTLED,
        State.ACCEPTED,
        State.TICKETED,
    }
)
"""States of an open registration; a deferred one is not open."""

HOLDS_PLACE = frozenset({State.ACCEPTED, State.TICKETED})
"""States that count as accepted (K-03) and need a seat."""
