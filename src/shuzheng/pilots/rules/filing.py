"""The life of a pilot filing and of its versions, what completes it, and when silence files it.

Rules: R-003 (kinds), R-030 (no threshold, no quota), R-031 (self-assessment), R-033 (certificates
and majors), R-038 (lost eligibility), R-041 (per level), R-045 (what may stay empty).
Source: handbook 3.3; 皖教秘职成〔2021〕41号 二（一）. Filing is not approval: a filing is returned
for completeness or truth and for nothing else, and a complete one that nobody answers is filed.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


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
