"""What a filing must hold before it can be submitted, and what never stops it.

Rules: R-017 (leading group), R-031 (self-assessment), R-033 and R-041 (certificates, levels,
majors), R-030 and R-045 (what may stay empty, and is only shown). Source: handbook 2.1, 2.2, 3.3.
The lists here are the whole of completeness: a headcount of 1, poor results or an empty optional
answer can never appear among the missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Topic(StrEnum):
    """What a self-assessment speaks about."""

    STAFF = auto()
    BASES = auto()
    SITES = auto()
    RESULTS = auto()


class GroupRole(StrEnum):
    """Who sits in an institution's leading group."""

    HEAD = auto()
    DEPUTY = auto()
    DEPARTMENT = auto()
    FUNCTIONAL_OFFICE = auto()


LABELS = {
    Topic.STAFF: N_("Staff"),
    Topic.BASES: N_("Training bases"),
    Topic.SITES: N_("Sites"),
    Topic.RESULTS: N_("Earlier results"),
    GroupRole.HEAD: N_("Head of the institution"),
    GroupRole.DEPUTY: N_("Deputy in charge"),
    GroupRole.DEPARTMENT: N_("Department"),
    GroupRole.FUNCTIONAL_OFFICE: N_("Functional office"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One certificate that a filing names. The last four fields may stay empty.

    `key` is whatever tells two certificates (and modules) apart; `name` is for sentences.
    """

    key: str
    name: str
    levels: frozenset[str]
    majors: tuple[str, ...]
    planned_headcount: int | None = None
    site_wanted: str = ""
    trainers: str = ""
    dates: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What one version of a filing says. `self_assessment` maps topics to text."""

    self_assessment: Mapping[str, str]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that completes a filing and is not there.

    `place` is a path such as "certificates.2.majors" (counted from 1); `sentence` is marked for
    translation and takes `params`.
    """

    rule: str
    place: str
    sentence: str
    params: Mapping[str, object] = field(default_factory=dict)


class Incomplete(Refusal):
    """A filing that lacks something cannot be submitted."""

    code = "incomplete"
    template = "The filing is not complete: {count} items are missing."

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__(rule=missing[0].rule, count=len(missing))
        self.missing = tuple(missing)


class NothingChanged(Refusal):
    """An amendment changes something."""

    code = "nothing-changed"
    template = "This version says the same as the one in force."


def _of_choice(number: int, choice: Choice, levels: Collection[str]) -> Iterator[Missing]:
    place = f"certificates.{number}"
    params = {"certificate": choice.name}
    if not choice.levels:
        yield Missing("R-041", f"{place}.levels", N_("“{certificate}” names no level."), params)
    for level in sorted(choice.levels - set(levels)):
        yield Missing(
            "R-041",
            f"{place}.levels",
            N_("“{certificate}” has no level “{level}”."),
            {**params, "level": level},
        )
    if not any(major.strip() for major in choice.majors):
        yield Missing("R-033", f"{place}.majors", N_("“{certificate}” names no major."), params)


@applies("R-031", "R-033", "R-041")
def missing(content: Content, today: date, book: Rulebook) -> tuple[Missing, ...]:
    """Return everything that keeps a filing from being submitted, in the order of its form."""
    found = [
        Missing("R-031", f"self_assessment.{topic}", N_("The self-assessment is empty here."))
        for topic in book.on(today, "R-031").words("topics")
        if not content.self_assessment.get(topic, "").strip()
    ]
    if not content.choices:
        found.append(Missing("R-033", "certificates", N_("No certificate is named.")))
    levels = book.on(today, "R-041").words("levels")
    seen: set[str] = set()
    for number, choice in enumerate(content.choices, 1):
        if choice.key in seen:
            params = {"certificate": choice.name}
            sentence = N_("“{certificate}” is named twice.")
            found.append(Missing("R-033", f"certificates.{number}", sentence, params))
        seen.add(choice.key)
        found.extend(_of_choice(number, choice, levels))
    return tuple(found)


@applies("R-017")
def roles_lacking(
    roles: Collection[str], today: date, book: Rulebook, *, has_departments: bool
) -> tuple[str, ...]:
    """Return the `GroupRole`s that a leading group with these lacks, in the rulebook's order.

    An institution without departments needs none in the group.
    """
    required = book.on(today, "R-017").words("required_roles")
    return tuple(
        role
        for role in required
        if role not in roles and (has_departments or role != GroupRole.DEPARTMENT)
    )


@applies("R-017")
def missing_from_leading_group(
    roles: Collection[str],
    confirmed_on: date | None,
    today: date,
    book: Rulebook,
    *,
    has_departments: bool,
) -> tuple[Missing, ...]:
    """Return which members the leading group lacks, and whether it has confirmed the filing."""
    lacking = roles_lacking(roles, today, book, has_departments=has_departments)
    found = [
        Missing("R-017", f"leading_group.{role}", N_("The leading group has nobody here."))
        for role in lacking
    ]
    if confirmed_on is None or confirmed_on > today:
        sentence = N_("The leading group has not confirmed the filing.")
        found.append(Missing("R-017", "leading_group.confirmation", sentence))
    return tuple(found)


@applies("R-031", "R-033")
def check_complete(found: Sequence[Missing]) -> None:
    """Refuse while anything is missing; the refusal carries the whole list as `missing`."""
    if found:
        raise Incomplete(found)


@applies("R-030", "R-033")
def left_empty(content: Content, today: date, book: Rulebook) -> tuple[str, ...]:
    """Return the places of optional answers that are empty: asked for again, never blocking."""
    optional = book.on(today, "R-033").words("never_blocks")
    return tuple(
        f"certificates.{number}.{question}"
        for number, choice in enumerate(content.choices, 1)
        for question in optional
        if getattr(choice, question) in (None, "")
    )


class Flag(StrEnum):
    """What a filed institution may lack; each only warns."""

    NO_TRAINING = auto()
    NO_RELATED_COURSE = auto()
    NO_QUALIFIED_TEACHER = auto()


FLAG_LABELS = {
    Flag.NO_TRAINING: N_("No training yet"),
    Flag.NO_RELATED_COURSE: N_("No related course"),
    Flag.NO_QUALIFIED_TEACHER: N_("No qualified teacher"),
}


@applies("R-045")
def flags(classes: int, related_courses: int, qualified_teachers: int) -> tuple[Flag, ...]:
    """Return what an institution that filed still lacks, from three counts."""
    counts = zip(Flag, (classes, related_courses, qualified_teachers), strict=True)
    return tuple(flag for flag, count in counts if count == 0)


def changes(before: Content, after: Content) -> tuple[str, ...]:
    """Return the places in which two versions differ, in the order of the form.

    A certificate's place is its key here, because numbers shift when one is taken out.
    """
    topics = [*before.self_assessment, *after.self_assessment]
    places = [
        f"self_assessment.{topic}"
        for topic in dict.fromkeys(topics)
        if before.self_assessment.get(topic, "") != after.self_assessment.get(topic, "")
    ]
    old, new = ({choice.key: choice for choice in c.choices} for c in (before, after))
    places += [
        f"certificates.{key}" for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key)
    ]
    return tuple(places)


def check_amendment(before: Content, after: Content) -> tuple[str, ...]:
    """Return what an amendment changes, or refuse one that changes nothing."""
    changed = changes(before, after)
    if not changed:
        raise NothingChanged
    return changed
