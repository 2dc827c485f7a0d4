"""What inspections record, as sentences; none of them names whom an inspection will meet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import concerns, facts
from shuzheng.identity.queries import feed
from shuzheng.quality.rules import finding, veto

facts.declare(
    "quality.campaign.planned",
    _("planned unannounced inspections: {targets} targets"),
    data=("targets",),
)
facts.declare("quality.campaign.cancelled", _("cancelled the campaign of inspections"))
facts.declare(
    "quality.tie.declared",
    _("declared what keeps him or her from inspecting a party"),
    confidential=True,
)
facts.declare("quality.draw.opened", _("opened the draw of inspections ({draw})"), data=("draw",))
facts.declare(
    "quality.draw.witnessed",
    _(
        "took part in the draw of inspections as the witness: "
        "{targets} targets, {inspectors} inspectors ({draw})"
    ),
    data=("draw", "targets", "inspectors"),
)
facts.declare(
    "quality.draw.revealed",
    _("showed the secret for the draw of inspections ({draw})"),
    data=("draw",),
)
facts.declare(
    "quality.draw.voided",
    _("declared the draw of inspections void ({draw}): {why}"),
    data=("draw", "why"),
)
facts.declare(
    "quality.draw.drawn",
    _("drew {targets} inspections and their teams, sealed ({draw})"),
    data=("draw", "targets"),
)
facts.declare(
    "quality.draw.drawn_alone",
    _("drew {targets} inspections and their teams without a witness ({draw})"),
    data=("draw", "targets"),
)
facts.declare("quality.inspection.begun", _("arrived for the inspection"))
facts.declare("quality.inspection.called_off", _("called the inspection off"))
facts.declare(
    "quality.inspection.answered", _("answered {count} items of the form"), data=("count",)
)
facts.declare(
    "quality.inspection.reported",
    _("handed in the report of the inspection: {findings} findings"),
    data=("findings",),
)
facts.declare("quality.inspection.confirmed", _("took the hearing on the report as done"))
facts.declare("quality.inspection.published", _("published the outcome of the inspection"))
facts.declare("quality.inspection.closed", _("closed the inspection"))
facts.declare("quality.finding.recorded", _("recorded a finding ({severity})"), data=("severity",))
facts.declare("quality.finding.contested", _("contested the finding"))
facts.declare("quality.finding.upheld", _("upheld the finding"))
facts.declare("quality.finding.withdrawn", _("withdrew the finding"))
facts.declare("quality.finding.begun", _("began to put the finding right"))
facts.declare("quality.finding.submitted", _("handed in the rectification"))
facts.declare("quality.finding.rechecked", _("passed the re-check"))
facts.declare("quality.finding.sent_back", _("found in the re-check that it is not put right"))
facts.declare(
    "quality.finding.closed", _("closed the finding {days} days after it was found"), data=("days",)
)
facts.declare("quality.finding.expired", _("declared the rectification overdue"))
facts.declare(
    "quality.finding.escalated", _("escalated the overdue finding: {stage}"), data=("stage",)
)

facts.declare("quality.veto.proposed", _("proposed a veto ({ground})"), data=("ground",))
facts.declare("quality.veto.heard", _("recorded the hearing on the veto"))
facts.declare("quality.veto.dismissed", _("dismissed the veto"))
facts.declare("quality.veto.decided", _("decided for the veto, number {number}"), data=("number",))
facts.declare("quality.veto.enforced", _("put the veto {number} in force"), data=("number",))
facts.declare("quality.veto.lifted", _("lifted the veto"))
facts.declare("quality.veto.overturned", _("overturned the veto"))

feed.spell(
    "quality.finding.recorded",
    "severity",
    {one.value: word for one, word in finding.SEVERITIES.items()},
)
feed.spell(
    "quality.finding.escalated", "stage", {one.value: word for one, word in finding.STAGES.items()}
)
feed.spell(
    "quality.veto.proposed", "ground", {one.value: word for one, word in veto.GROUNDS.items()}
)

concerns.declare("quality.inspection", "party", "party")
concerns.declare("quality.finding", "party", "party")
concerns.declare("quality.finding", "party told at once", "party", inspection=None)
concerns.declare("quality.veto", "party", "finding__party")
