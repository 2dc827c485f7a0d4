"""What inspections record, as sentences; none of them names whom an inspection will meet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts

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
