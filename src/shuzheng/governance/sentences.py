"""What organs and plan record, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts

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
