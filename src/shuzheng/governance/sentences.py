"""What organs and plan record, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts
from shuzheng.governance.rules import body, guidance, panel
from shuzheng.identity.queries import feed

facts.declare(
    "governance.milestones.planned",
    _("added {count} milestones to the plan of {year}"),
    data=("year", "count"),
)
facts.declare("governance.milestone.rewritten", _("wrote the milestone anew"))
facts.declare(
    "governance.milestone.postponed",
    _("moved the due day of the milestone from {was} to {due}"),
    data=("was", "due"),
)
facts.declare("governance.milestone.begun", _("began work on the milestone"))
facts.declare("governance.milestone.reached", _("recorded the milestone as reached"))
facts.declare("governance.milestone.called_off", _("called the milestone off"))
facts.declare("governance.milestone.taken_up_again", _("took the milestone up again"))
facts.declare(
    "governance.plan.drafted",
    _("began edition {edition} of the plan of {year}"),
    data=("year", "edition"),
)
facts.declare("governance.plan.rewritten", _("wrote the draft of the plan anew"))
facts.declare(
    "governance.plan.fixed",
    _(
        "fixed the three lists: {institutions} institutions, {certificates} certificates,"
        " {sites} rows of sites"
    ),
    data=("digest", "institutions", "certificates", "sites"),
)
facts.declare("governance.plan.reopened", _("took the plan back to drafting"))
facts.declare("governance.plan.discarded", _("discarded the draft of the plan"))
facts.declare("governance.plan.published", _("published the plan as {number}"), data=("number",))
facts.declare(
    "governance.members.named", _("named {count} members: {body}"), data=("body", "count")
)
facts.declare("governance.member.ended", _("ended a membership of the body"))
facts.declare(
    "governance.meeting.recorded",
    _("kept the record of a meeting ({body}): {present} members present"),
    data=("body", "present"),
)
facts.declare(
    "governance.guidance.filed", _("filed what the committee says ({kind})"), data=("kind",)
)
facts.declare("governance.guidance.taken_in_hand", _("took the advice in hand"))
facts.declare("governance.guidance.taken_up", _("recorded the advice as taken up"))
facts.declare("governance.guidance.declined", _("recorded why the advice is not taken up"))
facts.declare(
    "governance.charges.assigned",
    _("put officers in charge of {count} certificates"),
    data=("count",),
)
facts.declare("governance.charge.reviewed", _("reviewed the certificate’s work"), data=("late",))

feed.spell(
    "governance.members.named", "body", {one.value: word for one, word in body.BODIES.items()}
)
feed.spell(
    "governance.meeting.recorded", "body", {one.value: word for one, word in body.BODIES.items()}
)
feed.spell(
    "governance.guidance.filed", "kind", {one.value: word for one, word in guidance.KINDS.items()}
)
facts.declare(
    "governance.experts.entered", _("entered {count} experts into the pool"), data=("count",)
)
facts.declare("governance.expert.rested", _("lets the expert rest for now"))
facts.declare("governance.expert.returned", _("calls upon the expert again"))
facts.declare("governance.expert.left", _("recorded that the expert left the pool"))
facts.declare("governance.expert.declared", _("recorded an interest of the expert in a party"))
facts.declare("governance.panel.planned", _("planned a panel of {count} experts"), data=("count",))
facts.declare("governance.panel.cancelled", _("cancelled the panel"))
facts.declare("governance.panel.dissolved", _("dissolved the panel"))
facts.declare("governance.panel.finished", _("recorded that the panel has done its work"))
facts.declare(
    "governance.panel.refilled",
    _("replaced place {left} of the lot by place {called}: {why}"),
    data=("left", "called", "why"),
)
facts.declare("governance.draw.opened", _("opened the draw of the panel ({draw})"), data=("draw",))
facts.declare(
    "governance.draw.witnessed",
    _(
        "took part in the draw of the panel as the witness: "
        "{experts} experts of the fields, {excluded} passed over ({draw})"
    ),
    data=("draw", "experts", "excluded"),
)
facts.declare(
    "governance.draw.revealed",
    _("showed the secret for the draw of the panel ({draw})"),
    data=("draw",),
)
facts.declare(
    "governance.draw.voided",
    _("declared the draw of the panel void ({draw}): {why}"),
    data=("draw", "why"),
)
facts.declare(
    "governance.draw.drawn",
    _("drew {count} experts and {substitutes} substitutes ({draw})"),
    data=("draw", "count", "substitutes"),
)
facts.declare(
    "governance.draw.drawn_alone",
    _("drew {count} experts and {substitutes} substitutes without a witness ({draw})"),
    data=("draw", "count", "substitutes"),
)
feed.spell(
    "governance.panel.refilled", "why", {one.value: word for one, word in panel.WHYS.items()}
)
