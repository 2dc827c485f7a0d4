"""What `catalogue` shows beside a standard: the feedback that the reader sees (R-058)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext

from shuzheng.catalogue.queries import beside
from shuzheng.catalogue.queries.beside import Beside, Voice
from shuzheng.foundation.ui.parts import Chip, Kind
from shuzheng.support.access import Permission
from shuzheng.support.queries import feedback
from shuzheng.support.rules.feedback import FEEDBACK, MATTERS, OUTCOMES, Outcome, State

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor
    from shuzheng.support.queries.feedback import FeedbackLine

KINDS: Final = {
    Outcome.ADOPTED: Kind.OK,
    Outcome.NOT_ADOPTED: Kind.OFF,
    Outcome.COVERED: Kind.OK,
}


@beside.provide
def feedback_beside(standard_version_id: int, actor: Actor, now: datetime) -> Beside:
    """Return the feedback on a version that the actor sees, and where to give more."""
    if not actor.may(Permission.FEEDBACK_VIEW):
        return Beside()
    voices = tuple(_voice(one) for one in feedback.beside(standard_version_id, actor, now))
    return Beside(voices, _give_url(standard_version_id, actor))


def chip(line: FeedbackLine) -> Chip:
    """Return where feedback stands: its outcome, once there is one."""
    if line.outcome is not None:
        return Chip(KINDS[line.outcome], gettext(OUTCOMES[line.outcome]))
    kind = Kind.WAIT if line.state is State.GIVEN else Kind.OFF
    return Chip(kind, gettext(FEEDBACK.labels[line.state]))


def _voice(line: FeedbackLine) -> Voice:
    return Voice(
        url=reverse("support:feedback", args=[line.id]),
        on=f"{gettext(MATTERS[line.matter])} {line.requirement.partition(' ')[0]}".strip(),
        by=line.institution,
        words=line.words,
        chip=chip(line),
        answer=line.answer,
        version=line.version,
    )


def _give_url(standard_version_id: int, actor: Actor) -> str:
    if not actor.may(Permission.FEEDBACK_GIVE):
        return ""
    for one in feedback.open_to(actor):
        if one.id == standard_version_id:
            return reverse("support:feedback-new", args=[one.code, one.version])
    return ""
