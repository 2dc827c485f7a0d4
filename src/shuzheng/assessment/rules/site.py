"""The life of an assessment site, and the checklist it must pass before every season.

Rules: R-090 (approved per certificate and level), R-094 (application), R-097 (rooms and secrecy).
Source: handbook 3.5; 皖教秘职成〔2021〕41号 二（三）, 二（四）. A site is approved once and checked
every season: an approval says nothing about whether the cameras work today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_
from shuzheng.pilots.rules import entry, filing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a site stands for one certificate and level."""

    DRAFT = auto()
    SUBMITTED = auto()
    ALLIANCE_OPINION = auto()
    ORG_REVIEW = auto()
    APPROVED = auto()
    REFUSED = auto()
    ACTIVE = auto()
    RESTRICTED = auto()
    SUSPENDED = auto()
    CLOSED = auto()


class Verb(StrEnum):
    """What can be done to a site."""

    SUBMIT = auto()
    GIVE_OPINION = auto()
    BEGIN_REVIEW = auto()
    APPROVE = auto()
    REFUSE = auto()
    RECORD = auto()
    RECHECK = auto()
    RESTRICT = auto()
    SUSPEND = auto()
    REINSTATE = auto()
    CLOSE = auto()


SITE: Lifecycle[State, Verb] = Lifecycle(
    name="assessment.site",
    initial=State.DRAFT,
    steps={
        (State.DRAFT, Verb.SUBMIT): State.SUBMITTED,
        (State.SUBMITTED, Verb.GIVE_OPINION): State.ALLIANCE_OPINION,
        (State.ALLIANCE_OPINION, Verb.BEGIN_REVIEW): State.ORG_REVIEW,
        (State.ORG_REVIEW, Verb.APPROVE): State.APPROVED,
        (State.ORG_REVIEW, Verb.REFUSE): State.REFUSED,
        (State.APPROVED, Verb.RECORD): State.ACTIVE,
        (State.ACTIVE, Verb.RECHECK): State.ACTIVE,
        (State.ACTIVE, Verb.RESTRICT): State.RESTRICTED,
        (State.ACTIVE, Verb.SUSPEND): State.SUSPENDED,
        (State.RESTRICTED, Verb.SUSPEND): State.SUSPENDED,
        (State.RESTRICTED, Verb.REINSTATE): State.ACTIVE,
        (State.SUSPENDED, Verb.REINSTATE): State.ACTIVE,
        (State.DRAFT, Verb.CLOSE): State.CLOSED,
        (State.SUBMITTED, Verb.CLOSE): State.CLOSED,
        (State.ALLIANCE_OPINION, Verb.CLOSE): State.CLOSED,
        (State.ORG_REVIEW, Verb.CLOSE): State.CLOSED,
        (State.APPROVED, Verb.CLOSE): State.CLOSED,
        (State.ACTIVE, Verb.CLOSE): State.CLOSED,
        (State.RESTRICTED, Verb.CLOSE): State.CLOSED,
        (State.SUSPENDED, Verb.CLOSE): State.CLOSED,
    },
    labels={
        State.DRAFT: N_("Draft"),
        State.SUBMITTED: N_("With the alliance"),
        State.ALLIANCE_OPINION: N_("Alliance's opinion kept"),
        State.ORG_REVIEW: N_("Under the organisation's review"),
        State.APPROVED: N_("Approved, to be recorded"),
        State.REFUSED: N_("Application refused"),
        State.ACTIVE: N_("Active"),
        State.RESTRICTED: N_("Restricted"),
        State.SUSPENDED: N_("Suspended"),
        State.CLOSED: N_("Closed"),
        Verb.SUBMIT: N_("Submit the application"),
        Verb.GIVE_OPINION: N_("Give an opinion"),
        Verb.BEGIN_REVIEW: N_("Begin the review"),
        Verb.APPROVE: N_("Approve the site"),
        Verb.REFUSE: N_("Refuse the site"),
        Verb.RECORD: N_("Record the site"),
        Verb.RECHECK: N_("Record a re-check"),
        Verb.RESTRICT: N_("Restrict the site"),
        Verb.SUSPEND: N_("Suspend the site"),
        Verb.REINSTATE: N_("Reinstate the site"),
        Verb.CLOSE: N_("Close the site"),
    },
    path=(
        State.DRAFT,
        State.SUBMITTED,
        State.ALLIANCE_OPINION,
        State.ORG_REVIEW,
        State.APPROVED,
        State.ACTIVE,
    ),
)

USABLE = frozenset({State.ACTIVE, State.RESTRICTED})
"""States in which a plan may use the site; a restricted one only within its limits."""


class Item(StrEnum):
    """What the checklist of a room looks at."""

    ROOM = auto()
    CAMERAS = auto()
    STORAGE = auto()
    NETWORK = auto()
    SAFE = auto()
    TWO_PERSON_RULE = auto()


class Topic(StrEnum):
    """What an application for a site speaks about."""

    CONDITIONS = auto()
    LOCAL_INDUSTRY = auto()
    BASES = auto()
    NEED = auto()


LABELS: Mapping[str, str] = {
    Item.ROOM: N_("Room and seats"),
    Item.CAMERAS: N_("Cameras"),
    Item.STORAGE: N_("Storage of recordings"),
    Item.NETWORK: N_("Network"),
    Item.SAFE: N_("Safe for papers"),
    Item.TWO_PERSON_RULE: N_("Two people whenever papers are handled"),
    Topic.CONDITIONS: N_("Conditions of the institution"),
    Topic.LOCAL_INDUSTRY: N_("Local industry"),
    Topic.BASES: N_("Training bases to be used"),
    Topic.NEED: N_("Need"),
}


class FilingNotFiled(Refusal):
    """Only an institution whose filing counts applies for a site."""

    code = "filing-not-filed"
    status = 409
    template = "{institution} has no filing for this year that counts."
    rule = "R-090"


class CertificateNotInUse(Refusal):
    """A site is asked for a certificate that the institution uses."""

    code = "certificate-not-in-use"
    status = 409
    template = "{institution} does not use {certificate}, so it cannot be its site."
    rule = "R-090"


class ApplicationIncomplete(Refusal):
    """An application speaks about every topic."""

    code = "site-application-incomplete"
    template = "The application says nothing about “{topic}”."
    rule = "R-094"


@dataclass(frozen=True, slots=True)
class Checklist:
    """One check of a room. `held` maps items to what was found; an item left out did not hold.

    `document` names the signed sheet.
    """

    checked_on: date
    document: str
    held: Mapping[str, bool]


def label(name: str) -> str:
    """Return the marked word for an item or a topic; a province's own one stands for itself."""
    return LABELS.get(name, name)


@applies("R-090", "R-094")
def check_application(
    institution: str,
    certificate: str,
    filing_state: str,
    entry_state: str,
    texts: Mapping[str, str],
    today: date,
    book: Rulebook,
) -> None:
    """Refuse an application without a filing, a certificate in use, or one of its texts.

    Strong majors are encouraged, not required, so nothing here asks for them.
    """
    if filing_state != filing.State.FILED:
        raise FilingNotFiled(institution=institution)
    if entry_state != entry.State.ACTIVE:
        raise CertificateNotInUse(institution=institution, certificate=certificate)
    for topic in book.on(today, "R-094").words("topics"):
        if not texts.get(topic, "").strip():
            raise ApplicationIncomplete(topic=label(topic))


@applies("R-090")
def opinion_due_on(submitted_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the alliance's last day; after it, silence is kept as no objection."""
    days = book.on(submitted_on, "R-090").integer("alliance_opinion_days")
    return calendar.after(submitted_on, days)


@applies("R-090")
def review_due_on(opinion_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the organisation's last day to decide; after it the office decides."""
    days = book.on(opinion_on, "R-090").integer("organisation_review_days")
    return calendar.after(opinion_on, days)


@applies("R-090")
def recorded_by_silence_on(approved_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the office's last day; when it ends (24:00) an approved site becomes active."""
    days = book.on(approved_on, "R-090").integer("record_silence_days")
    return calendar.after(approved_on, days)


@applies("R-097")
def season_begins_on(day: date, book: Rulebook) -> date:
    """Return the first day of the season that `day` belongs to."""
    months = sorted(book.on(day, "R-097").integers("season_months"))
    starts = [date(year, month, 1) for year in (day.year - 1, day.year) for month in months]
    return max(start for start in starts if start <= day)


@applies("R-097")
def good_from(sitting_on: date, book: Rulebook) -> date:
    """Return the first day on which a check counts for a sitting on `sitting_on`.

    A check is made before the season, so it may be some weeks older than the season itself.
    """
    lead = timedelta(days=book.on(sitting_on, "R-097").integer("check_lead_days"))
    return season_begins_on(sitting_on, book) - lead


@applies("R-097")
def failing_items(checklist: Checklist, book: Rulebook) -> tuple[str, ...]:
    """Return the items that a check did not find in order, or did not look at."""
    items = book.on(checklist.checked_on, "R-097").words("items")
    return tuple(item for item in items if not checklist.held.get(item, False))


@applies("R-097")
def is_good_for(checklist: Checklist, sitting_on: date, book: Rulebook) -> bool:
    """Return whether a check is recent enough for a sitting; what it found is another matter."""
    return good_from(sitting_on, book) <= checklist.checked_on <= sitting_on
