"""The states that rows behind a figure can have, as words and as chips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from shuzheng.assessment.rules.registration import REGISTRATION
from shuzheng.assessment.rules.registration import State as Registration
from shuzheng.assessment.rules.result import OUTCOME_LABELS, Outcome
from shuzheng.credentials.rules.status import LABELS
from shuzheng.credentials.rules.status import State as Certificate
from shuzheng.foundation.ui.parts import Chip, Kind
from shuzheng.pilots.rules.entry import ENTRY
from shuzheng.pilots.rules.entry import State as Entry

if TYPE_CHECKING:
    from collections.abc import Mapping


def _known(labels: Mapping[Any, str], kinds: Mapping[Any, Kind]) -> dict[str, tuple[str, Kind]]:
    return {str(state): (labels[state], kind) for state, kind in kinds.items()}


STATES: Final = {
    **_known(
        REGISTRATION.labels, {Registration.ACCEPTED: Kind.RUN, Registration.TICKETED: Kind.RUN}
    ),
    **_known(
        OUTCOME_LABELS,
        {
            Outcome.PASSED: Kind.OK,
            Outcome.FAILED: Kind.OFF,
            Outcome.ABSENT: Kind.OFF,
            Outcome.ANNULLED: Kind.BAD,
            Outcome.HELD_BACK: Kind.ODD,
        },
    ),
    **_known(
        LABELS,
        {
            Certificate.ISSUED: Kind.OK,
            Certificate.SUSPENDED: Kind.WAIT,
            Certificate.REVOKED: Kind.BAD,
            Certificate.REPLACED: Kind.OFF,
        },
    ),
    **_known(ENTRY.labels, {Entry.ACTIVE: Kind.OK, Entry.EXITING: Kind.WAIT}),
}
"""The marked word and the meaning of each state; rows behind a figure have no other."""


def word(state: str) -> str:
    """Return a state in the reader's language, "" for none."""
    return _(STATES[state][0]) if state in STATES else ""


def chip(state: str) -> Chip | None:
    """Return a state as pages show it, None for none."""
    return Chip(STATES[state][1], word(state)) if state in STATES else None
