"""What is recorded of cases. No sentence carries what was written, nor who complains."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.complaints.rules import complaint, effects
from shuzheng.foundation import concerns, facts
from shuzheng.identity.queries import feed

facts.declare(
    "complaints.complaint.filed", _("handed in {number} ({kind})"), data=("number", "kind")
)
facts.declare("complaints.complaint.added_to", _("added to {number}"), data=("number",))
facts.declare("complaints.complaint.withdrawn", _("withdrew {number}"), data=("number",))
facts.declare(
    "complaints.complaint.rated",
    _("said about the answer to {number}: {word}"),
    data=("number", "word"),
)
facts.declare(
    "complaints.complaint.triaged",
    _("assigned {number} as {kind} ({urgency})"),
    data=("number", "kind", "urgency"),
)
facts.declare(
    "complaints.complaint.reassigned", _("gave {number} to another officer"), data=("number",)
)
facts.declare("complaints.complaint.transferred", _("transferred {number}"), data=("number",))
facts.declare("complaints.complaint.accepted", _("accepted {number}"), data=("number",))
facts.declare("complaints.complaint.declined", _("did not accept {number}"), data=("number",))
facts.declare(
    "complaints.complaint.merged", _("merged {number} with {main}"), data=("number", "main")
)
facts.declare(
    "complaints.complaint.investigated", _("began to investigate {number}"), data=("number",)
)
facts.declare(
    "complaints.complaint.asked", _("asked the complainant of {number}"), data=("number",)
)
facts.declare("complaints.party.asked", _("asked a party that {number} is about"), data=("number",))
facts.declare("complaints.party.stated", _("gave its account of what it was asked"))
facts.declare(
    "complaints.complaint.answered",
    _("answered {number}: {outcome}"),
    data=("number", "outcome"),
)
facts.declare("complaints.complaint.led_to", _("{number}: {effect}"), data=("number", "effect"))
facts.declare(
    "complaints.complaint.reviewed", _("reviewed the answer to {number}"), data=("number",)
)
facts.declare("complaints.complaint.closed", _("concluded {number}"), data=("number",))
facts.declare(
    "complaints.complainant.opened",
    _("looked at who complains in {number}: {reason}"),
    data=("number", "reason"),
    confidential=True,
)
facts.declare(
    "complaints.complaint.flagged",
    _("noted that a registration changed after {number}"),
    data=("number",),
    confidential=True,
)
facts.declare(
    "complaints.complaint.cleared",
    _("looked into the change after {number}: {reason}"),
    data=("number", "reason"),
    confidential=True,
)

feed.spell("complaints.complaint.filed", "kind", {k.value: v for k, v in complaint.KINDS.items()})
feed.spell(
    "complaints.complaint.rated",
    "word",
    {one.value: complaint.COMPLAINT.labels[one] for one in complaint.State},
)
feed.spell("complaints.complaint.triaged", "kind", {k.value: v for k, v in complaint.KINDS.items()})
feed.spell(
    "complaints.complaint.triaged",
    "urgency",
    {k.value: v for k, v in complaint.URGENCIES.items()},
)
feed.spell(
    "complaints.complaint.answered",
    "outcome",
    {k.value: v for k, v in complaint.OUTCOMES.items()},
)
feed.spell(
    "complaints.complaint.led_to", "effect", {e.value: word for e, word in effects.EFFECTS.items()}
)

concerns.declare("complaints.complaint", "officer", "officer")
concerns.declare("complaints.concerned", "officer", "complaint__officer")
concerns.declare(
    "complaints.complaint",
    "who is asked",
    "concerned__organisation",
    concerned__asked_on__isnull=False,
    concerned__stated_on=None,
)
