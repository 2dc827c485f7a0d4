"""Words and signs of pilots: states as chips, places of a form, labels in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from shuzheng.catalogue.rules import levels
from shuzheng.foundation.ui import parts
from shuzheng.foundation.ui.parts import Chip, Kind, Line
from shuzheng.identity.queries import feed
from shuzheng.identity.rules import kinds
from shuzheng.kernel.wording import N_
from shuzheng.pilots.rules import activity, completeness, entry, filing, reporting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shuzheng.foundation.ui.parts import Line, Step
    from shuzheng.kernel.lifecycle import Lifecycle, State, Verb

FILING = {
    filing.State.DRAFT: (Kind.OFF, "edit"),
    filing.State.SUBMITTED: (Kind.RUN, "send"),
    filing.State.RETURNED: (Kind.WAIT, "undo"),
    filing.State.FILED: (Kind.OK, ""),
    filing.State.SUSPENDED: (Kind.BAD, "pause"),
    filing.State.ENDED: (Kind.OFF, ""),
}
VERSION = {
    filing.VersionState.DRAFTED: (Kind.OFF, "edit"),
    filing.VersionState.UNDER_CHECK: (Kind.RUN, "send"),
    filing.VersionState.SENT_BACK: (Kind.WAIT, "undo"),
    filing.VersionState.IN_FORCE: (Kind.OK, ""),
    filing.VersionState.SUPERSEDED: (Kind.OFF, "history"),
    filing.VersionState.WITHDRAWN: (Kind.OFF, ""),
}
ENTRY = {
    entry.State.PROPOSED: (Kind.WAIT, ""),
    entry.State.UNDER_APPRAISAL: (Kind.RUN, ""),
    entry.State.APPROVED: (Kind.OK, ""),
    entry.State.REJECTED: (Kind.BAD, ""),
    entry.State.ACTIVE: (Kind.OK, ""),
    entry.State.EXITING: (Kind.WAIT, ""),
    entry.State.EXITED: (Kind.OFF, ""),
}
ACTIVITY = {
    activity.State.DRAFT: (Kind.OFF, "edit"),
    activity.State.JOINT_SIGNED: (Kind.RUN, "sign"),
    activity.State.SUBMITTED: (Kind.RUN, "send"),
    activity.State.NOTED: (Kind.OK, ""),
    activity.State.OBJECTED: (Kind.ODD, ""),
    activity.State.CANCELLED: (Kind.OFF, "ban"),
    activity.State.HELD: (Kind.OK, "flag"),
    activity.State.SUMMED_UP: (Kind.OK, "clipboard"),
}
REPORT = {
    reporting.State.DUE: (Kind.WAIT, ""),
    reporting.State.DRAFT: (Kind.WAIT, "edit"),
    reporting.State.SUBMITTED: (Kind.RUN, "send"),
    reporting.State.MISSED: (Kind.BAD, ""),
    reporting.State.LATE_SUBMITTED: (Kind.BAD, "clock"),
    reporting.State.EXCUSED: (Kind.OFF, ""),
    reporting.State.ACCEPTED: (Kind.OK, ""),
    reporting.State.RETURNED: (Kind.WAIT, "undo"),
}
FIGURES = {
    "registrations": N_("Registrations accepted in the period"),
    "candidates": N_("Candidates who sat in the period"),
    "certificates": N_("Certificates issued in the period"),
}
QUESTIONS = {
    "levels": N_("levels"),
    "majors": N_("majors"),
    "planned_headcount": N_("planned headcount"),
    "site_wanted": N_("site wanted"),
    "trainers": N_("trainers"),
    "dates": N_("dates"),
}


def filing_chip(state: filing.State, *, amends: bool = False, was_returned: bool = False) -> Chip:
    """Return a filing's state as a chip, with what a list adds to it."""
    if amends:
        return Chip(Kind.RUN, gettext("Amendment under check"), "send")
    if state is filing.State.SUBMITTED and was_returned:
        return Chip(Kind.RUN, gettext("Submitted again"), "undo")
    kind, icon = FILING[state]
    return Chip(kind, gettext(filing.FILING.labels[state]), icon)


def version_chip(state: filing.VersionState) -> Chip:
    """Return a version's state as a chip."""
    kind, icon = VERSION[state]
    return Chip(kind, gettext(filing.VERSION.labels[state]), icon)


def entry_chip(state: entry.State) -> Chip:
    """Return the state of a certificate in an institution as a chip."""
    kind, icon = ENTRY[state]
    return Chip(kind, gettext(entry.ENTRY.labels[state]), icon)


def activity_chip(state: activity.State) -> Chip:
    """Return an activity report's state as a chip."""
    kind, icon = ACTIVITY[state]
    return Chip(kind, gettext(activity.ACTIVITY.labels[state]), icon)


def report_chip(state: reporting.State) -> Chip:
    """Return a bi-weekly report's state as a chip."""
    kind, icon = REPORT[state]
    return Chip(kind, gettext(reporting.REPORT.labels[state]), icon)


def part(one: reporting.Part) -> str:
    """Return the name of a part of a report."""
    return gettext(reporting.PARTS[one])


def way(
    cycle: Lifecycle[State, Verb],
    state: State,
    notes: Mapping[State, str],
    beside: Mapping[State, State],
) -> list[Step]:
    """Draw the way of a life cycle; a state of `beside` stands in the place of one on the way.

    A filing that was returned stands where it was submitted, so that what is ahead stays in sight.
    """
    place = beside.get(state, state)
    return parts.life(cycle, place, notes=notes, words={place: gettext(cycle.labels[state])})


def level(code: str) -> str:
    """Return a level in the reader's language; an unknown one as it stands."""
    known = {one.value: one for one in levels.Level}
    return gettext(levels.LABELS[known[code]]) if code in known else code


def level_list(codes: Iterable[str]) -> str:
    """Return some levels, lowest first."""
    order = [one.value for one in levels.Level]
    sorted_codes = sorted(codes, key=lambda code: order.index(code) if code in order else 9)
    return gettext(", ").join(level(code) for code in sorted_codes)


def level_choices() -> list[tuple[str, str]]:
    """Return the levels for a choice."""
    return [(one.value, gettext(levels.LABELS[one])) for one in levels.Level]


def institution_kind(code: str) -> str:
    """Return a kind of institution in the reader's language."""
    return gettext(kinds.LABELS[kinds.InstitutionKind(code)]) if code else ""


def topic(code: str) -> str:
    """Return a topic of the self-assessment."""
    return gettext(completeness.LABELS[completeness.Topic(code)])


def group_role(code: str) -> str:
    """Return a role in the leading group."""
    return gettext(completeness.LABELS[completeness.GroupRole(code)])


def place(path: str) -> str:
    """Return a place of the filing's form in words, such as "Certificate 2, majors"."""
    head, _, rest = path.partition(".")
    if head == "self_assessment" and rest:
        return gettext("Self-assessment: {topic}").format(topic=topic(rest))
    if head == "leading_group":
        if rest in set(completeness.GroupRole):
            return gettext("Leading group: {role}").format(role=group_role(rest))
        return gettext("Leading group: confirmation")
    number, _, question = rest.partition(".")
    if not number:
        return gettext("Certificates")
    asked = QUESTIONS.get(question)
    if asked is None:
        return gettext("Certificate {number}").format(number=number)
    return gettext("Certificate {number}: {question}").format(
        number=number, question=gettext(asked)
    )


def happened(subjects: Sequence[str]) -> list[Line]:
    """Return what happened to something, newest first, for the card of facts."""
    return feed.lines(subjects)
