"""One inspection, from the seal to its close.

Rules: R-210, R-220. Source: handbook 3.10. Until the team has arrived, nobody but the team can see
whom it will meet. The one inspected is heard on the report; no word in time counts as heard.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where an inspection stands."""

    SEALED = auto()
    ON_SITE = auto()
    REPORTED = auto()
    CONFIRMED = auto()
    PUBLISHED = auto()
    CLOSED = auto()
    CALLED_OFF = auto()


class Verb(StrEnum):
    """What can be done with an inspection."""

    ARRIVE = auto()
    CALL_OFF = auto()
    REPORT = auto()
    CONFIRM = auto()
    PUBLISH = auto()
    CLOSE = auto()


INSPECTION: Lifecycle[State, Verb] = Lifecycle(
    name="quality.inspection",
    initial=State.SEALED,
    steps={
        (State.SEALED, Verb.ARRIVE): State.ON_SITE,
        (State.SEALED, Verb.CALL_OFF): State.CALLED_OFF,
        (State.ON_SITE, Verb.REPORT): State.REPORTED,
        (State.REPORTED, Verb.CONFIRM): State.CONFIRMED,
        (State.CONFIRMED, Verb.PUBLISH): State.PUBLISHED,
        (State.CONFIRMED, Verb.CLOSE): State.CLOSED,
        (State.PUBLISHED, Verb.CLOSE): State.CLOSED,
    },
    labels={
        State.SEALED: N_("Sealed"),
        State.ON_SITE: N_("On site"),
        State.REPORTED: N_("Reported, the one inspected is heard"),
        State.CONFIRMED: N_("Report confirmed"),
        State.PUBLISHED: N_("Outcome published"),
        State.CLOSED: N_("Inspection closed"),
        State.CALLED_OFF: N_("Called off"),
        Verb.ARRIVE: N_("Record the arrival"),
        Verb.CALL_OFF: N_("Call the inspection off"),
        Verb.REPORT: N_("Hand in the report"),
        Verb.CONFIRM: N_("Answer the report"),
        Verb.PUBLISH: N_("Publish the outcome"),
        Verb.CLOSE: N_("Close the inspection"),
    },
    path=(
        State.SEALED,
        State.ON_SITE,
        State.REPORTED,
        State.CONFIRMED,
        State.PUBLISHED,
        State.CLOSED,
    ),
)

UNREPORTED = frozenset({State.SEALED, State.ON_SITE, State.CALLED_OFF})
"""Of these nobody but the team sees what was found."""


class Answer(StrEnum):
    """What a team found of one item of the form."""

    HELD = auto()
    FAILED = auto()
    NOT_ASKED = auto()


ANSWERS = {
    Answer.HELD: N_("In order"),
    Answer.FAILED: N_("Not in order"),
    Answer.NOT_ASKED: N_("Does not apply"),
}


class Signature(StrEnum):
    """Whether the one inspected signed the record on site."""

    SIGNED = auto()
    REFUSED = auto()


SIGNATURES = {
    Signature.SIGNED: N_("Signed by the one inspected"),
    Signature.REFUSED: N_("The one inspected refused to sign"),
}


class Heard(StrEnum):
    """How the one inspected was heard."""

    AGREED = auto()
    OBJECTED = auto()
    SILENT = auto()


HEARD = {
    Heard.AGREED: N_("Agrees with the report"),
    Heard.OBJECTED: N_("Disagrees with the report"),
    Heard.SILENT: N_("Said nothing in time"),
}


class FormIncomplete(Refusal):
    """Every item of the form has an answer before the report."""

    code = "inspection-form-incomplete"
    status = 409
    template = "{count} items of the form have no answer yet."
    rule = "R-220"


class FindingMissing(Refusal):
    """What is not in order is a finding, or nobody puts it right."""

    code = "inspection-finding-missing"
    status = 409
    template = "{count} items are not in order and have no finding."
    rule = "R-213"


class FindingsOpen(Refusal):
    """An inspection is over when everything it found is put right."""

    code = "inspection-findings-open"
    status = 409
    template = "{count} findings are not closed yet."
    rule = "R-213"


@applies("R-220")
def check_complete(
    items: Collection[str], answers: Mapping[str, str], found: Collection[str]
) -> None:
    """Refuse a report with an item left out, or with one that failed and has no finding."""
    if missing := [code for code in items if code not in answers]:
        raise FormIncomplete(count=len(missing))
    failed = {code for code in items if answers[code] == Answer.FAILED}
    if bare := failed - set(found):
        raise FindingMissing(count=len(bare))


def score(answers: Mapping[str, str]) -> tuple[int, int]:
    """Return how many items were in order, of how many that applied."""
    held = sum(answer == Answer.HELD for answer in answers.values())
    return held, held + sum(answer == Answer.FAILED for answer in answers.values())


@applies("R-210")
def heard_by(reported_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the last day on which the one inspected answers the report."""
    return calendar.after(reported_on, book.on(reported_on, "R-210").integer("hearing_days"))
