"""The life of a pilot filing and of its versions, who may file, and when silence files it.

Rules: R-003 (kinds), R-030 (no threshold, no quota; silence), R-038 (lost eligibility), R-039
(rounds). Source: handbook 3.3; 皖教秘职成〔2021〕41号 二（一）. What a filing must hold is in
`completeness`. Filing is not approval: a filing is returned for completeness or truth and for
nothing else, and a complete one that nobody answers is filed.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where an institution's filing for a year stands."""

    DRAFT = auto()
    SUBMITTED = auto()
    RETURNED = auto()
    FILED = auto()
    SUSPENDED = auto()
    ENDED = auto()


class Verb(StrEnum):
    """What can be done to a filing."""

    SUBMIT = auto()
    RETURN = auto()
    FILE = auto()
    AMEND = auto()
    SUSPEND = auto()
    RESUME = auto()
    END = auto()
    REOPEN = auto()


FILING: Lifecycle[State, Verb] = Lifecycle(
    name="pilots.filing",
    initial=State.DRAFT,
    steps={
        (State.DRAFT, Verb.SUBMIT): State.SUBMITTED,
        (State.SUBMITTED, Verb.RETURN): State.RETURNED,
        (State.RETURNED, Verb.SUBMIT): State.SUBMITTED,
        (State.SUBMITTED, Verb.FILE): State.FILED,
        (State.FILED, Verb.AMEND): State.FILED,
        (State.FILED, Verb.SUSPEND): State.SUSPENDED,
        (State.SUSPENDED, Verb.RESUME): State.FILED,
        (State.FILED, Verb.END): State.ENDED,
        (State.SUSPENDED, Verb.END): State.ENDED,
        (State.ENDED, Verb.REOPEN): State.FILED,
    },
    labels={
        State.DRAFT: N_("Draft"),
        State.SUBMITTED: N_("Submitted, being checked"),
        State.RETURNED: N_("Returned for completion"),
        State.FILED: N_("Filed"),
        State.SUSPENDED: N_("Suspended"),
        State.ENDED: N_("Ended"),
        Verb.SUBMIT: N_("Submit the filing"),
        Verb.RETURN: N_("Return for completion"),
        Verb.FILE: N_("Record as filed"),
        Verb.AMEND: N_("Amend the filing"),
        Verb.SUSPEND: N_("Suspend the filing"),
        Verb.RESUME: N_("Lift the suspension"),
        Verb.END: N_("End the filing"),
        Verb.REOPEN: N_("Reopen the filing"),
    },
    path=(State.DRAFT, State.SUBMITTED, State.FILED, State.ENDED),
)


class VersionState(StrEnum):
    """Where one version of a filing's content stands."""

    DRAFTED = auto()
    UNDER_CHECK = auto()
    SENT_BACK = auto()
    IN_FORCE = auto()
    SUPERSEDED = auto()
    WITHDRAWN = auto()


class VersionVerb(StrEnum):
    """What can be done to a version of a filing."""

    PRESENT = auto()
    SEND_BACK = auto()
    BRING_INTO_FORCE = auto()
    SUPERSEDE = auto()
    WITHDRAW = auto()


VERSION: Lifecycle[VersionState, VersionVerb] = Lifecycle(
    name="pilots.filing_version",
    initial=VersionState.DRAFTED,
    steps={
        (VersionState.DRAFTED, VersionVerb.PRESENT): VersionState.UNDER_CHECK,
        (VersionState.DRAFTED, VersionVerb.WITHDRAW): VersionState.WITHDRAWN,
        (VersionState.UNDER_CHECK, VersionVerb.SEND_BACK): VersionState.SENT_BACK,
        (VersionState.UNDER_CHECK, VersionVerb.BRING_INTO_FORCE): VersionState.IN_FORCE,
        (VersionState.UNDER_CHECK, VersionVerb.WITHDRAW): VersionState.WITHDRAWN,
        (VersionState.SENT_BACK, VersionVerb.PRESENT): VersionState.UNDER_CHECK,
        (VersionState.SENT_BACK, VersionVerb.WITHDRAW): VersionState.WITHDRAWN,
        (VersionState.IN_FORCE, VersionVerb.SUPERSEDE): VersionState.SUPERSEDED,
    },
    labels={
        VersionState.DRAFTED: N_("Version drafted"),
        VersionState.UNDER_CHECK: N_("Version under check"),
        VersionState.SENT_BACK: N_("Version sent back"),
        VersionState.IN_FORCE: N_("Version in force"),
        VersionState.SUPERSEDED: N_("Version superseded"),
        VersionState.WITHDRAWN: N_("Version withdrawn"),
        VersionVerb.PRESENT: N_("Submit the version"),
        VersionVerb.SEND_BACK: N_("Send the version back"),
        VersionVerb.BRING_INTO_FORCE: N_("Bring the version into force"),
        VersionVerb.SUPERSEDE: N_("Supersede the version"),
        VersionVerb.WITHDRAW: N_("Withdraw the version"),
    },
    path=(
        VersionState.DRAFTED,
        VersionState.UNDER_CHECK,
        VersionState.IN_FORCE,
        VersionState.SUPERSEDED,
    ),
)


class Ground(StrEnum):
    """Why a filing may be returned. There is no third ground."""

    COMPLETENESS = auto()
    TRUTH = auto()


GROUND_LABELS = {
    Ground.COMPLETENESS: N_("Something is missing"),
    Ground.TRUTH: N_("Something is not true"),
}


class KindNotEligible(Refusal):
    """Institutions of this kind do not take part."""

    code = "kind-not-eligible"
    status = 403
    template = "Institutions of this kind do not take part in the pilot."
    rule = "R-003"


class EligibilityLost(Refusal):
    """The institution lost its place for this year."""

    code = "eligibility-lost"
    status = 403
    template = "The institution lost its eligibility for {year} and cannot file for that year."
    rule = "R-038"


class RoundNotOpen(Refusal):
    """The filing round has not begun."""

    code = "round-not-open"
    status = 409
    template = "The filing round opens on {opens_on}."
    rule = "R-039"


class RoundClosed(Refusal):
    """The filing round is over, and the province takes no late filings."""

    code = "round-closed"
    status = 409
    template = "The filing round closed on {closes_on}."
    rule = "R-039"


class NotAGround(Refusal):
    """A filing is returned for completeness or truth only."""

    code = "not-a-ground"
    template = (
        "A filing is returned only because something is missing or not true, "
        "never for numbers or results."
    )
    rule = "R-030"


class OptionalAnswer(Refusal):
    """An empty optional answer is no ground to return a filing."""

    code = "optional-answer"
    template = "“{place}” may stay empty, so a filing is not returned for it."
    rule = "R-033"


class ReasonMissing(Refusal):
    """Whoever returns a filing says why."""

    code = "reason-missing"
    template = "Say in words what is missing or not true, and where."
    rule = "R-030"


class NotYoursToReturn(Refusal):
    """A city bureau returns secondary schools' filings only."""

    code = "not-yours-to-return"
    status = 403
    template = "A city bureau returns the filings of secondary schools only."
    rule = "R-030"


@applies("R-003", "R-032")
def kind_may_file(kind: str, today: date, book: Rulebook) -> bool:
    """Return whether institutions of `kind` may take part; a kind ruled out by name never may."""
    provision = book.on(today, "R-003")
    return kind in provision.words("eligible_kinds") and kind not in provision.words(
        "excluded_kinds"
    )


@applies("R-003", "R-038")
def check_eligible(
    kind: str, year: int, lost_years: Collection[int], today: date, book: Rulebook
) -> None:
    """Refuse unless an institution of `kind` may file for `year`. Nothing else may refuse it."""
    if not kind_may_file(kind, today, book):
        raise KindNotEligible
    if year in lost_years:
        raise EligibilityLost(year=year)


@applies("R-039")
def check_round(opens_on: date, closes_on: date, today: date, book: Rulebook) -> bool:
    """Return whether a filing made `today` is late; refuse outside the round.

    Both days belong to the round. A filing that was returned is not new: never ask about it here.
    """
    if today < opens_on:
        raise RoundNotOpen(opens_on=opens_on)
    late = today > closes_on
    if late and not book.on(today, "R-039").boolean("late_filing"):
        raise RoundClosed(closes_on=closes_on)
    return late


@applies("R-030")
def filed_by_silence_on(submitted_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the last day to return a filing; when it ends (24:00) the filing is filed.

    Counted in working days from the last submission, so a returned filing starts anew.
    """
    days = book.on(submitted_on, "R-030").integer("filing_silence_days")
    return calendar.after(submitted_on, days)


@applies("R-030")
def silence_files(submitted_on: date, today: date, calendar: Calendar, book: Rulebook) -> bool:
    """Return whether nobody answered a filing for so long that it is filed `today`."""
    return today > filed_by_silence_on(submitted_on, calendar, book)


@applies("R-030")
def answer_due_on(returned_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the day by which a returned filing is expected back; lateness only shows."""
    days = book.on(returned_on, "R-030").integer("return_answer_days")
    return calendar.after(returned_on, days)


@applies("R-030")
def city_may_return(kind: str, today: date, book: Rulebook) -> bool:
    """Return whether a city bureau may return filings of institutions of `kind` in its area.

    The office may return any. 省属中专 answer to the province, so a city never returns theirs.
    """
    return kind in book.on(today, "R-030").words("city_returns_kinds")


@applies("R-030", "R-033")
def check_return(ground: str, place: str, reason: str, today: date, book: Rulebook) -> Ground:
    """Return the ground on which a filing goes back, or refuse it.

    `place` names what is wrong, such as "certificates.2.majors"; its last part is the question.
    """
    if ground not in set(Ground):
        raise NotAGround
    if not reason.strip():
        raise ReasonMissing
    question = place.rpartition(".")[2]
    optional = book.on(today, "R-033").words("never_blocks")
    if ground == Ground.COMPLETENESS and question in optional:
        raise OptionalAnswer(place=question)
    return Ground(ground)


@applies("R-030")
def check_city_return(kind: str, today: date, book: Rulebook) -> None:
    """Refuse a city bureau that would return the filing of an institution of `kind`."""
    if not city_may_return(kind, today, book):
        raise NotYoursToReturn
