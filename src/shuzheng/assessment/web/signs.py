"""States of seats, sittings, marks, results and reviews as chips; the way to a plan's sides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.queries.marking import Stage
from shuzheng.assessment.rules import custody, plan, result, review, seating, sitting
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

WORD = re.compile(r"[^\W\d]\w*")
SEATING = {
    seating.State.PLANNED: Kind.RUN,
    seating.State.LOCKED: Kind.OK,
    seating.State.CHANGED: Kind.WAIT,
}
PACKAGES = {
    custody.State.SEALED: (Kind.RUN, "lock"),
    custody.State.SENT: (Kind.WAIT, "send"),
    custody.State.KEPT: (Kind.RUN, "shield"),
    custody.State.OPENED: (Kind.OK, "check"),
    custody.State.BROKEN: (Kind.BAD, "flag"),
    custody.State.RETURNED: (Kind.OFF, "undo"),
    custody.State.CANCELLED: (Kind.OFF, "ban"),
}
SITTING = {
    sitting.State.NOT_STARTED: (Kind.OFF, "circle"),
    sitting.State.CHECKED_IN: (Kind.RUN, "check"),
    sitting.State.PRESENT: (Kind.RUN, "edit"),
    sitting.State.SUBMITTED: (Kind.OK, "check"),
    sitting.State.ABSENT: (Kind.OFF, "minus"),
    sitting.State.LATE_REFUSED: (Kind.BAD, "clock"),
    sitting.State.ILL: (Kind.WAIT, "pause"),
    sitting.State.MISCONDUCT_OPEN: (Kind.ODD, "flag"),
    sitting.State.MISCONDUCT_UPHELD: (Kind.BAD, "ban"),
    sitting.State.MISCONDUCT_DISMISSED: (Kind.OK, "undo"),
}
STAGES = {
    Stage.OPEN: (Kind.OFF, _("Not marked"), "circle"),
    Stage.GIVEN: (Kind.RUN, _("Waits for the other marker"), "clock"),
    Stage.GAP: (Kind.BAD, _("Needs a third person"), "gavel"),
    Stage.AGREED: (Kind.OK, _("Mark agreed"), "check"),
    Stage.ADJUDICATED: (Kind.OK, _("Adjudicated"), "gavel"),
    Stage.LOCKED: (Kind.OK, _("Locked"), "lock"),
    Stage.OTHERS: (Kind.OFF, _("Marked by others"), "users"),
}
OUTCOMES = {
    result.Outcome.PASSED: Kind.OK,
    result.Outcome.FAILED: Kind.BAD,
    result.Outcome.ABSENT: Kind.OFF,
    result.Outcome.ANNULLED: Kind.BAD,
    result.Outcome.HELD_BACK: Kind.ODD,
}
REVIEWS = {
    review.State.REQUESTED: Kind.WAIT,
    review.State.ACCEPTED: Kind.RUN,
    review.State.REFUSED: Kind.BAD,
    review.State.RECHECKED: Kind.RUN,
    review.State.UNCHANGED: Kind.RUN,
    review.State.CHANGED: Kind.RUN,
    review.State.NOTIFIED: Kind.OK,
    review.State.ESCALATED: Kind.ODD,
    review.State.UPHELD: Kind.OFF,
    review.State.RETURNED: Kind.WAIT,
    review.State.CLOSED: Kind.OFF,
}
APPEALS = {
    review.AppealState.LODGED: Kind.ODD,
    review.AppealState.HEARD: Kind.RUN,
    review.AppealState.DISMISSED: Kind.OFF,
    review.AppealState.OVERTURNED: Kind.OK,
    review.AppealState.SETTLED: Kind.OFF,
}
AFTER_SEATS = frozenset(plan.State) - {
    plan.State.DRAFT,
    plan.State.SUBMITTED,
    plan.State.REPORTED,
    plan.State.OPEN,
    plan.State.REGISTRATION_CLOSED,
    plan.State.POSTPONED,
    plan.State.CANCELLED,
}
AFTER_SITTINGS = AFTER_SEATS - {plan.State.SEATED, plan.State.IN_PROGRESS}


def seating_chip(state: seating.State) -> Chip:
    """Return the state of a seating as a chip."""
    return Chip(SEATING[state], gettext(seating.SEATING.labels[state]))


def package_chip(state: custody.State) -> Chip:
    """Return where a package of papers is as a chip."""
    kind, icon = PACKAGES[state]
    return Chip(kind, gettext(custody.PACKAGE.labels[state]), icon)


def sitting_chip(state: sitting.State) -> Chip:
    """Return the state of one candidate's sitting as a chip."""
    kind, icon = SITTING[state]
    return Chip(kind, gettext(sitting.SITTING.labels[state]), icon)


def stage_chip(stage: Stage) -> Chip:
    """Return where a row of the marking grid stands as a chip."""
    kind, word, icon = STAGES[stage]
    return Chip(kind, word, icon)


def outcome_chip(outcome: result.Outcome) -> Chip:
    """Return what an assessment came to as a chip."""
    return Chip(OUTCOMES[outcome], gettext(result.OUTCOME_LABELS[outcome]))


def review_chip(state: review.State) -> Chip:
    """Return the state of a review as a chip."""
    return Chip(REVIEWS[state], gettext(review.REVIEW.labels[state]))


def appeal_chip(state: review.AppealState) -> Chip:
    """Return the state of an appeal as a chip."""
    return Chip(APPEALS[state], gettext(review.APPEAL.labels[state]))


def rule_in_words(rule: str, parts: Mapping[str, str]) -> str:
    """Return a pass rule with the names of its parts, as people write it."""
    words = {
        **parts,
        "total": gettext("total score"),
        "and": pgettext("pass rule", "and"),
        "or": pgettext("pass rule", "or"),
    }
    named = WORD.sub(lambda found: words.get(found.group(), found.group()), rule)
    return named.replace(">=", "≥").replace("<=", "≤")


def crumbs(plan_id: int, plan_name: str, last: object) -> list[Crumb]:
    """Return the way to a side of a plan."""
    return [
        Crumb(_("Desk"), "/desk/"),
        Crumb(_("Assessment plans"), reverse("assessment:plans")),
        Crumb(plan_name, reverse("assessment:plan", args=[plan_id])),
        Crumb(str(last)),
    ]
