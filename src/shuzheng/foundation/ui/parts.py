"""The values that components draw: a page's view or query fills them, a tag shows them.

They carry words and addresses only, never rows. `kind` is one of `KINDS`; a newcomer would be wrong
to pass a colour: the kind says what a state means, the look decides how that is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from django.utils.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from shuzheng.kernel.lifecycle import Lifecycle, State, Verb


class Kind(StrEnum):
    """What a state means: held, under way, waiting, failed, disputed, at rest."""

    OK = auto()
    RUN = auto()
    WAIT = auto()
    BAD = auto()
    ODD = auto()
    OFF = auto()


KINDS = frozenset(Kind)

ICON_OF = {
    Kind.OK: "check",
    Kind.RUN: "run",
    Kind.WAIT: "clock",
    Kind.BAD: "alert",
    Kind.ODD: "chat",
    Kind.OFF: "minus",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A state: kind, word, and an icon when the kind's own would mislead."""

    kind: str
    word: StrOrPromise
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way to this page; the last one has no address."""

    label: StrOrPromise
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A meta line under a title: an icon and some words."""

    icon: str
    text: StrOrPromise


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with unit, basis (`note`) and, where there is a target, a chip that says so."""

    label: StrOrPromise
    value: StrOrPromise
    unit: StrOrPromise = ""
    note: StrOrPromise = ""
    chip: Chip | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One recorded fact as a sentence: who did what (`text`, may be safe HTML), when."""

    text: StrOrPromise
    at: datetime
    note: StrOrPromise = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One state on the way: `place` is done, now or ahead; `far` ones go on a phone."""

    label: StrOrPromise
    place: str
    note: StrOrPromise = ""
    far: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A guard or a verification step: held, failed, or impossible to judge (None)."""

    title: StrOrPromise
    held: bool | None
    reason: StrOrPromise = ""
    rule: str = ""
    url: str = ""
    link: StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What may be done with the thing of a page.

    `barred` is the reason why it may not be done now (it stays visible, disabled). `kind` is
    "primary", "danger" or "". `post` sends a form at once; acts that need a reason or a
    confirmation link to their own page (`post=False`), which opens as a dialog (`dialog=True`).
    """

    label: StrOrPromise
    url: str
    icon: str = ""
    kind: str = ""
    post: bool = False
    dialog: bool = False
    barred: StrOrPromise = ""
    rule: str = ""
    note: StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A saved view of a list, or one side of a record."""

    label: StrOrPromise
    url: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """A row of links on a pocket page: icon, what it is, one line about it."""

    label: StrOrPromise
    url: str
    icon: str
    note: StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One line of a description list."""

    label: StrOrPromise
    value: StrOrPromise
    url: str = ""
    code: bool = False


def life(
    cycle: Lifecycle[State, Verb],
    state: State,
    notes: Mapping[State, StrOrPromise] | None = None,
    words: Mapping[State, StrOrPromise] | None = None,
) -> list[Step]:
    """Draw the ordinary way of a life cycle with `state` as the present.

    `notes` gives dates or deadlines by state; `words` names, already translated, for states that a
    page calls otherwise than the table does. A state off the way (cancelled, returned) is shown as
    the present at the end.
    """
    notes, words = notes or {}, words or {}
    way = list(cycle.path)
    if state not in way:
        reached = [s for s in way if s in notes]
        way = [*reached, state]
    here = way.index(state)
    return [
        Step(
            label=words.get(s) or gettext(cycle.labels.get(s, str(s))),
            place="done" if i < here else "now" if i == here else "ahead",
            note=notes.get(s, ""),
            far=not here - 1 <= i <= here + 2,
        )
        for i, s in enumerate(way)
    ]


def failed_first(checks: Sequence[Check]) -> list[Check]:
    """Order guards: failed, then unknown, then held; the given order within each."""
    rank: dict[bool | None, int] = {False: 0, None: 1, True: 2}
    return sorted(checks, key=lambda check: rank[check.held])
