"""A case as its complainant reads it, and the own cases of somebody who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.complaints import access
from shuzheng.complaints.queries import cases
from shuzheng.complaints.rules import complaint as rules
from shuzheng.complaints.rules.complaint import COMPLAINT, Kind, Outcome, State, Verb
from shuzheng.complaints.rules.effects import Effect
from shuzheng.foundation import rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.complaints.access import Way
    from shuzheng.complaints.models import Complaint
    from shuzheng.complaints.queries.cases import Said
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class OwnCase:
    """What a complainant sees: what was handed in, by when it is answered, the answer.

    Of who handles it the organisation only; `about` as it was written.
    """

    id: int
    number: str
    kind: Kind
    state: State
    about: str
    text: str
    received_at: datetime
    accept_due_on: date
    answer_due_on: date
    owner: str
    reason: str
    answer: str
    outcome: Outcome | None
    change: str
    answered_on: date | None
    heard_until: date | None
    review: str
    main: str
    words: tuple[Said, ...]
    effects: tuple[Effect, ...]

    @property
    def due_on(self) -> date | None:
        """Return the deadline that runs for whoever handles it; None where none does."""
        if self.state in rules.UNACCEPTED:
            return self.accept_due_on
        return self.answer_due_on if self.state in rules.UNDER_WAY else None

    @property
    def may_add(self) -> bool:
        """Whether a word can be added."""
        return self.state in rules.OPEN

    @property
    def may_withdraw(self) -> bool:
        """Whether the case can be withdrawn."""
        return COMPLAINT.allows(self.state, Verb.WITHDRAW)

    @property
    def may_rate(self) -> bool:
        """Whether the complainant can say now if the answer satisfies."""
        return COMPLAINT.allows(self.state, Verb.BE_SATISFIED)


def of(way: Way) -> OwnCase:
    """Return the case of whoever comes by this way."""
    return _own(access.of_complainant(way))


def mine(actor: Actor) -> list[OwnCase]:
    """Return the cases that the actor filed while signed in, the newest first."""
    return [_own(row) for row in access.own(actor).order_by("-pk")]


def office() -> str:
    """Return the name of the office that takes cases in; the province's where it is not founded."""
    found = organisations.of_kind(OrganisationKind.COORDINATION_OFFICE)
    return found[0].name if found else rulebooks.province().name


def _own(row: Complaint) -> OwnCase:
    main = row.merged_into
    told = main if main and main.answered_on else row
    return OwnCase(
        row.pk,
        row.number,
        Kind(row.kind),
        State(row.state),
        row.about,
        row.opened("text"),
        row.received_at,
        row.accept_due_on,
        row.answer_due_on,
        row.owner.name if row.owner else "",
        row.opened("reason"),
        told.opened("answer"),
        Outcome(told.outcome) if told.outcome else None,
        told.change,
        told.answered_on,
        row.heard_until,
        row.opened("review"),
        main.number if main else "",
        cases.words(row),
        tuple(Effect(one.effect) for one in row.consequences.order_by("pk")),
    )
