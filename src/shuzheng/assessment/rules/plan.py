"""The life of an assessment plan, from draft to archive.

Source: handbook 3.6. What must hold before registration opens (R-100) is in `opening`. A postponed
plan keeps its registrations and comes back as closed for registration, never as open: nobody may
slip in between two dates.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date


class State(StrEnum):
    """Where an assessment plan stands."""

    DRAFT = auto()
    SUBMITTED = auto()
    REPORTED = auto()
    OPEN = auto()
    REGISTRATION_CLOSED = auto()
    SEATED = auto()
    IN_PROGRESS = auto()
    SCORING = auto()
    RESULTS_REVIEWED = auto()
    RESULTS_PUBLISHED = auto()
    CERTIFIED = auto()
    ARCHIVED = auto()
    POSTPONED = auto()
    CANCELLED = auto()


class Verb(StrEnum):
    """What can be done to an assessment plan."""

    SUBMIT = auto()
    REPORT = auto()
    OPEN_REGISTRATION = auto()
    CLOSE_REGISTRATION = auto()
    SEAT = auto()
    START = auto()
    BEGIN_SCORING = auto()
    REVIEW_RESULTS = auto()
    PUBLISH_RESULTS = auto()
    CERTIFY = auto()
    ARCHIVE = auto()
    POSTPONE = auto()
    RESCHEDULE = auto()
    CANCEL = auto()


PLAN: Lifecycle[State, Verb] = Lifecycle(
    name="assessment.plan",
    initial=State.DRAFT,
    steps={
        (State.DRAFT, Verb.SUBMIT): State.SUBMITTED,
        (State.SUBMITTED, Verb.REPORT): State.REPORTED,
        (State.REPORTED, Verb.OPEN_REGISTRATION): State.OPEN,
        (State.OPEN, Verb.CLOSE_REGISTRATION): State.REGISTRATION_CLOSED,
        (State.REGISTRATION_CLOSED, Verb.SEAT): State.SEATED,
        (State.SEATED, Verb.START): State.IN_PROGRESS,
        (State.IN_PROGRESS, Verb.BEGIN_SCORING): State.SCORING,
        (State.SCORING, Verb.REVIEW_RESULTS): State.RESULTS_REVIEWED,
        (State.RESULTS_REVIEWED, Verb.PUBLISH_RESULTS): State.RESULTS_PUBLISHED,
        (State.RESULTS_PUBLISHED, Verb.CERTIFY): State.CERTIFIED,
        (State.CERTIFIED, Verb.ARCHIVE): State.ARCHIVED,
        (State.REGISTRATION_CLOSED, Verb.POSTPONE): State.POSTPONED,
        (State.SEATED, Verb.POSTPONE): State.POSTPONED,
        (State.POSTPONED, Verb.RESCHEDULE): State.REGISTRATION_CLOSED,
        (State.DRAFT, Verb.CANCEL): State.CANCELLED,
        (State.SUBMITTED, Verb.CANCEL): State.CANCELLED,
        (State.REPORTED, Verb.CANCEL): State.CANCELLED,
        (State.OPEN, Verb.CANCEL): State.CANCELLED,
        (State.REGISTRATION_CLOSED, Verb.CANCEL): State.CANCELLED,
        (State.SEATED, Verb.CANCEL): State.CANCELLED,
        (State.IN_PROGRESS, Verb.CANCEL): State.CANCELLED,
        (State.POSTPONED, Verb.CANCEL): State.CANCELLED,
    },
    labels={
        State.DRAFT: N_("Draft"),
        State.SUBMITTED: N_("Plan submitted"),
        State.REPORTED: N_("Reported to the office"),
        State.OPEN: N_("Open for registration"),
        State.REGISTRATION_CLOSED: N_("Registration closed"),
        State.SEATED: N_("Seated"),
        State.IN_PROGRESS: N_("In progress"),
        State.SCORING: N_("Being marked"),
        State.RESULTS_REVIEWED: N_("Results reviewed"),
        State.RESULTS_PUBLISHED: N_("Results published"),
        State.CERTIFIED: N_("Certificates issued"),
        State.ARCHIVED: N_("Archived"),
        State.POSTPONED: N_("Postponed"),
        State.CANCELLED: N_("Cancelled"),
        Verb.SUBMIT: N_("Submit the plan"),
        Verb.REPORT: N_("Report to the office"),
        Verb.OPEN_REGISTRATION: N_("Open registration"),
        Verb.CLOSE_REGISTRATION: N_("Close registration"),
        Verb.SEAT: N_("Lock the seating"),
        Verb.START: N_("Start the assessment"),
        Verb.BEGIN_SCORING: N_("Begin marking"),
        Verb.REVIEW_RESULTS: N_("Confirm the results"),
        Verb.PUBLISH_RESULTS: N_("Publish the results"),
        Verb.CERTIFY: N_("Issue the certificates"),
        Verb.ARCHIVE: N_("Archive the plan"),
        Verb.POSTPONE: N_("Postpone"),
        Verb.RESCHEDULE: N_("Set the new date"),
        Verb.CANCEL: N_("Cancel the plan"),
    },
    path=(
        State.DRAFT,
        State.SUBMITTED,
        State.REPORTED,
        State.OPEN,
        State.REGISTRATION_CLOSED,
        State.SEATED,
        State.IN_PROGRESS,
        State.SCORING,
        State.RESULTS_REVIEWED,
        State.RESULTS_PUBLISHED,
        State.CERTIFIED,
        State.ARCHIVED,
    ),
)

OVER = frozenset({State.RESULTS_PUBLISHED, State.CERTIFIED, State.ARCHIVED, State.CANCELLED})
"""States in which a registration of the plan no longer counts as open."""


def name(first_on: date, certificate: str) -> str:
    """Return a plan's printed name, such as “2026年6月Web前端开发职业技能等级证书考试”.

    The shape is the national platform's, so it stays Chinese in every language.
    """
    return f"{first_on.year}年{first_on.month}月{certificate}考试"
