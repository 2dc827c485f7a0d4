"""The life of an uploaded workbook, from the file to the rows that were taken.

Nothing is written anywhere else before `chosen`. What a newcomer would get wrong: `failed` is not
the end, because the file is still there and can be checked again; only `done` and `abandoned` are.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


class State(StrEnum):
    """Where an upload stands."""

    UPLOADED = auto()
    CHECKED = auto()
    CHOSEN = auto()
    RUNNING = auto()
    DONE = auto()
    FAILED = auto()
    ABANDONED = auto()


class Verb(StrEnum):
    """What can happen to an upload."""

    CHECK = auto()
    CHOOSE = auto()
    START = auto()
    FINISH = auto()
    FAIL = auto()
    STOP = auto()
    RENEW = auto()
    ABANDON = auto()


UPLOAD: Lifecycle[State, Verb] = Lifecycle(
    name="foundation.upload",
    initial=State.UPLOADED,
    steps={
        (State.UPLOADED, Verb.CHECK): State.CHECKED,
        (State.UPLOADED, Verb.RENEW): State.UPLOADED,
        (State.UPLOADED, Verb.FAIL): State.FAILED,
        (State.UPLOADED, Verb.ABANDON): State.ABANDONED,
        (State.CHECKED, Verb.CHOOSE): State.CHOSEN,
        (State.CHECKED, Verb.RENEW): State.UPLOADED,
        (State.CHECKED, Verb.ABANDON): State.ABANDONED,
        (State.CHOSEN, Verb.START): State.RUNNING,
        (State.CHOSEN, Verb.STOP): State.CHECKED,
        (State.RUNNING, Verb.FINISH): State.DONE,
        (State.RUNNING, Verb.FAIL): State.FAILED,
        (State.RUNNING, Verb.STOP): State.CHECKED,
        (State.FAILED, Verb.RENEW): State.UPLOADED,
        (State.FAILED, Verb.ABANDON): State.ABANDONED,
    },
    labels={
        State.UPLOADED: N_("Being checked"),
        State.CHECKED: N_("Checked, waiting for a choice"),
        State.CHOSEN: N_("Waiting to be imported"),
        State.RUNNING: N_("Being imported"),
        State.DONE: N_("Imported"),
        State.FAILED: N_("Not imported"),
        State.ABANDONED: N_("Given up"),
        Verb.CHECK: N_("Finish the check"),
        Verb.CHOOSE: N_("Import the good rows"),
        Verb.START: N_("Start importing"),
        Verb.FINISH: N_("Finish importing"),
        Verb.FAIL: N_("Break the import off"),
        Verb.STOP: N_("Stop and take back"),
        Verb.RENEW: N_("Check again"),
        Verb.ABANDON: N_("Import nothing"),
    },
    path=(State.UPLOADED, State.CHECKED, State.CHOSEN, State.RUNNING, State.DONE),
)

OVER = frozenset({State.DONE, State.ABANDONED})
"""States from which nothing leads on."""
