"""The report of an event before it is held (报备): who signs, how early, and what silence means.

Rule: R-056. Source: handbook 3.17; 皖教秘职成〔2021〕41号 二（四）. Two silences help the reporter:
an alliance that was asked and did not sign, and an office that did not object. Neither is a consent
on the merits, so both are kept as silence and not as a signature.
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
    from datetime import date

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where an activity report stands."""

    DRAFT = auto()
    JOINT_SIGNED = auto()
    SUBMITTED = auto()
    NOTED = auto()
    OBJECTED = auto()
    CANCELLED = auto()
    HELD = auto()
    SUMMED_UP = auto()


class Verb(StrEnum):
    """What can be done to an activity report."""

    SIGN = auto()
    SUBMIT = auto()
    NOTE = auto()
    OBJECT = auto()
    CANCEL = auto()
    HOLD = auto()
    SUM_UP = auto()


ACTIVITY: Lifecycle[State, Verb] = Lifecycle(
    name="pilots.activity",
    initial=State.DRAFT,
    steps={
        (State.DRAFT, Verb.SIGN): State.JOINT_SIGNED,
        (State.JOINT_SIGNED, Verb.SUBMIT): State.SUBMITTED,
        (State.SUBMITTED, Verb.NOTE): State.NOTED,
        (State.SUBMITTED, Verb.OBJECT): State.OBJECTED,
        (State.OBJECTED, Verb.SUBMIT): State.SUBMITTED,
        (State.OBJECTED, Verb.CANCEL): State.CANCELLED,
        (State.NOTED, Verb.HOLD): State.HELD,
        (State.HELD, Verb.SUM_UP): State.SUMMED_UP,
    },
    labels={
        State.DRAFT: N_("Draft"),
        State.JOINT_SIGNED: N_("Signed jointly"),
        State.SUBMITTED: N_("Report submitted"),
        State.NOTED: N_("Noted by the office"),
        State.OBJECTED: N_("Objected to"),
        State.CANCELLED: N_("Cancelled"),
        State.HELD: N_("Held"),
        State.SUMMED_UP: N_("Summed up"),
        Verb.SIGN: N_("Sign jointly"),
        Verb.SUBMIT: N_("Submit the report"),
        Verb.NOTE: N_("Note the report"),
        Verb.OBJECT: N_("Object to the report"),
        Verb.CANCEL: N_("Cancel the event"),
        Verb.HOLD: N_("Record as held"),
        Verb.SUM_UP: N_("Sum up the event"),
    },
    path=(
        State.DRAFT,
        State.JOINT_SIGNED,
        State.SUBMITTED,
        State.NOTED,
        State.HELD,
        State.SUMMED_UP,
    ),
)


class EventKind(StrEnum):
    """What an organisation holds in the province."""

    STANDARD_BRIEFING = auto()
    TEACHER_TRAINING = auto()
    ASSESSMENT = auto()
    OTHER = auto()


EVENT_LABELS = {
    EventKind.STANDARD_BRIEFING: N_("Briefing on a standard"),
    EventKind.TEACHER_TRAINING: N_("Teacher training"),
    EventKind.ASSESSMENT: N_("Assessment"),
    EventKind.OTHER: N_("Other event"),
}


class Signature(StrEnum):
    """On what the joint signature of a report rests."""

    JOINT = auto()
    ALLIANCE_SILENT = auto()


SIGNATURE_LABELS = {
    Signature.JOINT: N_("Signed by organisation and alliance"),
    Signature.ALLIANCE_SILENT: N_("Alliance asked, no signature in time"),
}


class OrganisationNotSigned(Refusal):
    """The organisation that holds the event signs its report."""

    code = "organisation-not-signed"
    template = "The organisation has not signed the report."
    rule = "R-056"


class AllianceNotAsked(Refusal):
    """An alliance that was not asked cannot be silent."""

    code = "alliance-not-asked"
    template = "The alliance has neither signed nor been asked to sign."
    rule = "R-056"


class AllianceHasTime(Refusal):
    """The alliance may still sign."""

    code = "alliance-has-time"
    status = 409
    template = "The alliance may sign until {until}; after that the report goes without it."
    rule = "R-056"


class ReportedTooLate(Refusal):
    """An event is reported some days before it starts."""

    code = "reported-too-late"
    template = "Reported on {reported_on}, the event may start on {earliest} at the earliest."
    rule = "R-056"


@applies("R-056")
def signature_due_on(asked_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the last day on which an alliance asked on `asked_on` may still sign."""
    days = book.on(asked_on, "R-056").integer("alliance_signature_days")
    return calendar.after(asked_on, days)


@applies("R-056")
def check_signatures(
    organisation_signed_on: date | None,
    alliance_signed_on: date | None,
    alliance_asked_on: date | None,
    today: date,
    calendar: Calendar,
    book: Rulebook,
) -> Signature:
    """Return on what the report's signature rests, or refuse.

    `alliance_asked_on` is the day of the proof of having asked.
    """
    if organisation_signed_on is None:
        raise OrganisationNotSigned
    if alliance_signed_on is not None:
        return Signature.JOINT
    if alliance_asked_on is None:
        raise AllianceNotAsked
    until = signature_due_on(alliance_asked_on, calendar, book)
    if today <= until:
        raise AllianceHasTime(until=until)
    return Signature.ALLIANCE_SILENT


@applies("R-056")
def earliest_start_on(submitted_on: date, book: Rulebook) -> date:
    """Return the first day on which an event reported on `submitted_on` may start.

    Calendar days: the lead is notice for everybody, not work for the office.
    """
    return submitted_on + timedelta(days=book.on(submitted_on, "R-056").integer("report_lead_days"))


@applies("R-056")
def check_lead(starts_on: date, submitted_on: date, book: Rulebook) -> None:
    """Refuse a report that comes too late for an event that starts on `starts_on`."""
    earliest = earliest_start_on(submitted_on, book)
    if starts_on < earliest:
        raise ReportedTooLate(reported_on=submitted_on, earliest=earliest)


@applies("R-056")
def noted_by_silence_on(submitted_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the office's last day to object; when it ends (24:00) the report is noted."""
    days = book.on(submitted_on, "R-056").integer("office_answer_days")
    return calendar.after(submitted_on, days)


@applies("R-056")
def silence_notes(submitted_on: date, today: date, calendar: Calendar, book: Rulebook) -> bool:
    """Return whether the office let its days pass, so that the report is noted `today`."""
    return today > noted_by_silence_on(submitted_on, calendar, book)
