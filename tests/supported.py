"""What the rooms of help for institutions add to the table of doors: arguments, owners, states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.identity.rules.kinds import Role
from shuzheng.support.models import (
    Action,
    Feedback,
    Guidance,
    Help,
    Measurement,
    Pairing,
    Preference,
    Question,
)

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import Model

    from shuzheng.kernel.actor import Actor

ARGUMENTS: dict[str, tuple[type[Model], str]] = {
    "measurement": (Measurement, "pk"),
    "pairing": (Pairing, "pk"),
    "support action": (Action, "pk"),
    "support guidance": (Guidance, "pk"),
    "help_id": (Help, "pk"),
    "question": (Question, "pk"),
    "feedback": (Feedback, "pk"),
    "preference": (Preference, "pk"),
}
PREFERRED: dict[str, str] = {
    "measurement": "frozen",
    "standings": "frozen",
    "freeze": "open",
    "amounts": "open",
    "pairing": "running",
    "pairing-answer": "proposed",
    "pairing-agree": "proposed",
    "pairing-drop": "proposed",
    "pairing-end": "evaluated",
    "action": "running",
    "guidance-report": "open",
    "guidance-close": "reported",
    "help": "under_way",
    "question": "asked",
    "feedback": "given",
    "preference": "recorded",
}
PAIRING = (("helper", "helped"), "helped__division__code")
FEEDBACK = ("institution", "standard__certificate_type__organisation")
ACTION = (("pairing__helper", "pairing__helped"), "pairing__helped__division__code")


def narrower(kind: type[Model], actor: Actor) -> dict[str, Any]:
    """Return what must hold beside whose it is: frozen, given by oneself."""
    if kind is Measurement and actor.role != Role.OFFICE_OFFICER:
        return {"state": "frozen"}
    if kind is Preference and actor.role in {Role.PROVINCIAL_ADMIN, Role.CITY_OFFICER}:
        return {"given_by": actor.organisation_id}
    return {}


def arguments(name: str, actor: Actor, values: dict[str, Any]) -> dict[str, Any]:
    """Return an action of the pairing, or a standard that one's institution gives feedback on."""
    if name == "support:action-tell":
        actions = Action.objects.order_by("-due_on", "pk")
        return {"action": (actions.filter(pairing=values["pairing"]).first() or actions[0]).pk}
    if name == "support:feedback-new":
        rows = Feedback.objects.select_related("standard__certificate_type").order_by("pk")
        found = (rows.filter(institution=actor.organisation_id).first() or rows[0]).standard
        return {"code": found.certificate_type.code, "version": found.version}
    return {}
