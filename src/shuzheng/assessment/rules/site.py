"""The life of an assessment site, and the checklist it must pass before every season.

Rules: R-090 (approved per certificate and level), R-097 (rooms and secrecy). Source: handbook 3.5;
皖教秘职成〔2021〕41号 二（三）, 二（四）. A site is approved once and checked every season: an
approval says nothing about whether the cameras work today.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


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
