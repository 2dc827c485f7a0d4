"""Marks: components and their weights, two markers who do not know each other's mark, and the gap.

Rule: R-104 (weights that total 100 %; markers). Source: handbook 3.6. A mark is a whole number of
hundredths of a point (7 850 is 78.50), never a float, and is given in half points. Markers who know
the candidate are refused; one who has the first mark before the eyes is no second marker.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum, auto
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook

HUNDRED = 100
TOTAL = "total"
"""The name under which a pass rule finds the weighted total; no component may bear it."""

CODE = re.compile(r"[^\W\d]\w{0,31}")
MARK_TEXT = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")


class State(StrEnum):
    """Where the mark of one component of one candidate stands."""

    UNMARKED = auto()
    FIRST_MARKED = auto()
    SECOND_MARKED = auto()
    AGREED = auto()
    ADJUDICATED = auto()
    LOCKED = auto()


class Verb(StrEnum):
    """What can be done with a mark."""

    MARK_FIRST = auto()
    CORRECT_FIRST = auto()
    MARK_SECOND = auto()
    AGREE = auto()
    ADJUDICATE = auto()
    LOCK = auto()
    TAKE_MACHINE_MARK = auto()
    CHANGE_ON_REVIEW = auto()


MARK: Lifecycle[State, Verb] = Lifecycle(
    name="assessment.mark",
    initial=State.UNMARKED,
    steps={
        (State.UNMARKED, Verb.MARK_FIRST): State.FIRST_MARKED,
        (State.FIRST_MARKED, Verb.CORRECT_FIRST): State.FIRST_MARKED,
        (State.FIRST_MARKED, Verb.MARK_SECOND): State.SECOND_MARKED,
        (State.SECOND_MARKED, Verb.AGREE): State.AGREED,
        (State.SECOND_MARKED, Verb.ADJUDICATE): State.ADJUDICATED,
        (State.AGREED, Verb.LOCK): State.LOCKED,
        (State.ADJUDICATED, Verb.LOCK): State.LOCKED,
        (State.UNMARKED, Verb.TAKE_MACHINE_MARK): State.LOCKED,
        (State.LOCKED, Verb.CHANGE_ON_REVIEW): State.LOCKED,
    },
    labels={
        State.UNMARKED: N_("Not marked"),
        State.FIRST_MARKED: N_("Marked once"),
        State.SECOND_MARKED: N_("Marked twice"),
        State.AGREED: N_("Mark agreed"),
        State.ADJUDICATED: N_("Adjudicated"),
        State.LOCKED: N_("Mark locked"),
        Verb.MARK_FIRST: N_("Give the first mark"),
        Verb.CORRECT_FIRST: N_("Correct the first mark"),
        Verb.MARK_SECOND: N_("Give the second mark"),
        Verb.AGREE: N_("Agree on the mark"),
        Verb.ADJUDICATE: N_("Adjudicate"),
        Verb.LOCK: N_("Lock the mark"),
        Verb.TAKE_MACHINE_MARK: N_("Take the machine's mark"),
        Verb.CHANGE_ON_REVIEW: N_("Change after a review"),
    },
    path=(State.UNMARKED, State.FIRST_MARKED, State.SECOND_MARKED, State.AGREED, State.LOCKED),
)


@dataclass(frozen=True, slots=True)
class Component:
    """One part of an assessment that is marked by itself.

    `code` is what a pass rule calls it (`theory`); `weight` is in whole percent of the total, and 0
    for a part that must be passed but does not count; `full` is its full mark in hundredths. A
    machine's mark is final at once; every other part is marked twice.
    """

    code: str
    weight: int
    full: int
    by_machine: bool


class NoComponents(Refusal):
    """An assessment has at least one part."""

    code = "no-components"
    template = "The assessment has no part."
    rule = "R-104"


class BadCode(Refusal):
    """A part's code is a word that pass rules can name."""

    code = "bad-component-code"
    template = "“{component}” cannot name a part: letters, digits and _, beginning with a letter."
    rule = "R-104"


class CodeTwice(Refusal):
    """Codes are unique."""

    code = "component-twice"
    template = "Two parts are named “{component}”."
    rule = "R-104"


class WeightsDoNotTotal(Refusal):
    """Weights are whole percents that total 100."""

    code = "component-weights"
    template = "The weights of the parts must total 100%; these total {total}%."
    rule = "R-104"


class FullMarkNotPositive(Refusal):
    """A part has a full mark above 0, in half points."""

    code = "full-mark"
    template = "The full mark of “{component}” must be above 0, in half points."
    rule = "R-104"


class NotAMark(Refusal):
    """The text is not a number."""

    code = "not-a-mark"
    template = "“{text}” is not a mark."


class NotAStep(Refusal):
    """Marks are given in half points."""

    code = "not-a-mark-step"
    template = "{text}: marks are given in steps of {step}."
    rule = "R-104"


class AboveFullMark(Refusal):
    """A mark lies between 0 and the full mark."""

    code = "above-full-mark"
    template = "{text}: the full mark of “{component}” is {full}."


class OwnPaper(Refusal):
    """Nobody marks the own paper."""

    code = "own-paper"
    status = 403
    template = "Nobody marks his or her own paper."
    rule = "R-104"


class TaughtTheCandidate(Refusal):
    """No assessor marks a candidate he or she taught."""

    code = "taught-the-candidate"
    status = 403
    template = "An assessor does not mark a candidate he or she taught."
    rule = "R-104"


class KinOfTheCandidate(Refusal):
    """No assessor marks kin."""

    code = "kin-of-the-candidate"
    status = 403
    template = "An assessor does not mark a relative."
    rule = "R-104"


class MarkedBefore(Refusal):
    """The second marker and the adjudicator are other people."""

    code = "marked-before"
    status = 403
    template = "Whoever has marked this paper before does not mark it again."
    rule = "R-104"


class NotQualified(Refusal):
    """A marker is qualified for the certificate and level on the day."""

    code = "marker-not-qualified"
    status = 403
    template = "The assessor is not qualified for this certificate and level on {day}."
    rule = "R-100"


class NoGap(Refusal):
    """Two marks within the gap are agreed, not adjudicated."""

    code = "no-gap"
    status = 409
    template = "The marks differ by {gap}, which is within {allowed}: nobody needs to adjudicate."
    rule = "R-104"


class GapTooWide(Refusal):
    """Two marks beyond the gap need a third."""

    code = "gap-too-wide"
    status = 409
    template = "The marks differ by {gap}, more than {allowed}: a third person has to adjudicate."
    rule = "R-104"


@dataclass(frozen=True, slots=True)
class Marker:
    """Who would mark, and what ties the person to candidates. Ids are persons'."""

    person: int
    qualified_since: date
    qualified_until: date
    taught: Collection[int]
    kin: Collection[int]


def points(hundredths: int) -> str:
    """Return a mark or score as it is printed, such as "78.50"."""
    return f"{hundredths // HUNDRED}.{hundredths % HUNDRED:02d}"


def half_up(value: Fraction) -> int:
    """Return `value` as a whole number, halves up: marks are never rounded to the even."""
    return floor(value + Fraction(1, 2))


def is_code(text: str) -> bool:
    """Return whether `text` may name a part: a word that no pass rule could misread."""
    return (
        CODE.fullmatch(text) is not None
        and unicodedata.normalize("NFKC", text) == text
        and text not in {TOTAL, "and", "or"}
        and not {"且", "或"} & set(text)
    )


@applies("R-104")
def check_components(components: Sequence[Component], today: date, book: Rulebook) -> None:
    """Refuse a scheme of parts that cannot be added up. One part alone is allowed."""
    provision = book.on(today, "R-104")
    if not components:
        raise NoComponents
    seen: set[str] = set()
    for part in components:
        if not is_code(part.code):
            raise BadCode(component=part.code)
        if part.code in seen:
            raise CodeTwice(component=part.code)
        seen.add(part.code)
        if part.full <= 0 or part.full % provision.integer("mark_step"):
            raise FullMarkNotPositive(component=part.code)
    total = sum(part.weight for part in components)
    if total != provision.integer("weight_total") or min(p.weight for p in components) < 0:
        raise WeightsDoNotTotal(total=total)


@applies("R-104")
def read_mark(text: str, part: Component, today: date, book: Rulebook) -> int:
    """Read a typed mark as hundredths; full-width digits and stray spaces are forgiven."""
    narrow = "".join(unicodedata.normalize("NFKC", text).split())
    if not MARK_TEXT.fullmatch(narrow):
        raise NotAMark(text=text.strip()[:20])
    whole, _, decimals = narrow.partition(".")
    mark = int(whole) * HUNDRED + int((decimals + "00")[:2])
    check_mark(mark, part, today, book)
    return mark


@applies("R-104")
def check_mark(mark: int, part: Component, today: date, book: Rulebook) -> None:
    """Refuse a mark (hundredths) outside its part's range or between two steps.

    A machine may give any hundredth.
    """
    if not 0 <= mark <= part.full:
        raise AboveFullMark(text=points(mark), component=part.code, full=points(part.full))
    step = book.on(today, "R-104").integer("mark_step")
    if not part.by_machine and mark % step:
        raise NotAStep(text=points(mark), step=points(step))


@applies("R-104")
def check_marker(marker: Marker, candidate: int, marked_by: Collection[int], today: date) -> None:
    """Refuse a marker who is not qualified, or not independent of candidate and earlier markers."""
    if not marker.qualified_since <= today <= marker.qualified_until:
        raise NotQualified(day=today)
    if marker.person == candidate:
        raise OwnPaper
    if candidate in marker.taught:
        raise TaughtTheCandidate
    if candidate in marker.kin:
        raise KinOfTheCandidate
    if marker.person in marked_by:
        raise MarkedBefore


@applies("R-104")
def may_see(viewer: int, marked_by: int, state: str) -> bool:
    """Return whether `viewer` may see a mark that `marked_by` gave while the paper is in `state`.

    Until both marks are given each marker sees only the own one, and nobody else sees either:
    what the first marker wrote would otherwise find its way to the second.
    """
    return viewer == marked_by or state not in {State.UNMARKED, State.FIRST_MARKED}


@applies("R-104")
def allowed_gap(part: Component, today: date, book: Rulebook) -> int:
    """Return how far two marks of a part may lie apart (hundredths) without a third person."""
    return part.full * book.on(today, "R-104").integer("adjudicate_gap") // HUNDRED


@applies("R-104")
def needs_adjudication(
    first: int, second: int, part: Component, today: date, book: Rulebook
) -> bool:
    """Return whether two marks differ by more than the allowed gap."""
    return abs(first - second) > allowed_gap(part, today, book)


@applies("R-104")
def agreed(first: int, second: int, part: Component, today: date, book: Rulebook) -> int:
    """Return the mark two markers agree on: their mean, exact because marks are half points.

    Refuses beyond the gap.
    """
    if needs_adjudication(first, second, part, today, book):
        allowed = allowed_gap(part, today, book)
        raise GapTooWide(gap=points(abs(first - second)), allowed=points(allowed))
    return half_up(Fraction(first + second, 2))


@applies("R-104")
def adjudicated(
    first: int, second: int, third: int, part: Component, today: date, book: Rulebook
) -> int:
    """Return the mark after adjudication: the third person's, who has seen both.

    Refuses where the two were within the gap.
    """
    if not needs_adjudication(first, second, part, today, book):
        allowed = allowed_gap(part, today, book)
        raise NoGap(gap=points(abs(first - second)), allowed=points(allowed))
    check_mark(third, part, today, book)
    return third


@applies("R-104")
def total(marks: Mapping[str, int | None], components: Sequence[Component]) -> int | None:
    """Return the weighted total of 100, in hundredths and rounded half up.

    None while a part that counts has no mark; parts of weight 0 do not enter it.
    """
    exact = Fraction(0)
    for part in components:
        mark = marks.get(part.code)
        if part.weight == 0:
            continue
        if mark is None:
            return None
        exact += Fraction(mark * part.weight * HUNDRED, part.full)
    return half_up(exact)
