"""The life of a certificate's alliance, and who leads it.

Rule: R-253. Source: handbook 3.17. Until its institutions have formed it, an alliance has an acting
lead named by the office, so that nothing that needs an alliance waits for one. One that nobody uses
any more is dissolved, and begins anew with an acting lead once its certificate is taken up again.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where an alliance stands."""

    PROPOSED = auto()
    FORMED = auto()
    DISSOLVED = auto()


class Verb(StrEnum):
    """What can be done to an alliance."""

    NAME = auto()
    FORM = auto()
    CHANGE_LEAD = auto()
    DISSOLVE = auto()


ALLIANCE: Lifecycle[State, Verb] = Lifecycle(
    name="pilots.alliance",
    initial=State.PROPOSED,
    steps={
        (State.PROPOSED, Verb.NAME): State.PROPOSED,
        (State.PROPOSED, Verb.FORM): State.FORMED,
        (State.PROPOSED, Verb.DISSOLVE): State.DISSOLVED,
        (State.FORMED, Verb.CHANGE_LEAD): State.FORMED,
        (State.FORMED, Verb.DISSOLVE): State.DISSOLVED,
        (State.DISSOLVED, Verb.NAME): State.PROPOSED,
    },
    labels={
        State.PROPOSED: N_("Not yet formed"),
        State.FORMED: N_("Formed"),
        State.DISSOLVED: N_("Dissolved"),
        Verb.NAME: N_("Name an acting lead"),
        Verb.FORM: N_("Form the alliance"),
        Verb.CHANGE_LEAD: N_("Record a new lead"),
        Verb.DISSOLVE: N_("Dissolve the alliance"),
    },
    path=(State.PROPOSED, State.FORMED, State.DISSOLVED),
)


class LeadNotMember(Refusal):
    """The lead is one of the institutions that use the certificate."""

    code = "lead-not-member"
    template = "The lead must be one of the institutions that use the certificate."
    rule = "R-253"


class StillInUse(Refusal):
    """An alliance is dissolved when its last institution has left."""

    code = "alliance-still-in-use"
    template = "{count} institutions still use the certificate: the alliance cannot be dissolved."
    rule = "R-253"


@applies("R-253")
def forming_due_on(named_on: date, book: Rulebook) -> date:
    """Return the day by which the institutions should have formed the alliance themselves.

    Calendar days from the day on which the acting lead was named; lateness only shows.
    """
    return named_on + timedelta(days=book.on(named_on, "R-253").integer("alliance_forming_days"))


@applies("R-253")
def check_lead(lead: int, users: Collection[int]) -> None:
    """Refuse a lead (an institution's id) that is not among the certificate's users."""
    if lead not in users:
        raise LeadNotMember


@applies("R-253")
def check_unused(users: int) -> None:
    """Refuse to dissolve the alliance of a certificate that institutions use."""
    if users:
        raise StillInUse(count=users)
