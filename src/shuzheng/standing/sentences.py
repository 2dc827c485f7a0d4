"""What standing records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import concerns, facts
from shuzheng.identity.queries import feed
from shuzheng.standing.rules import measures, restrictions

facts.declare(
    "standing.restriction.imposed",
    _("restricted the organisation ({kind}) by decision {decision}"),
    data=("kind", "decision"),
)
facts.declare("standing.restriction.lifted", _("lifted decision {decision}"), data=("decision",))
facts.declare(
    "standing.notice.proposed",
    _("proposed a notice: {count} reports missed in a row"),
    data=("count",),
)
facts.declare(
    "standing.notice.effort_proposed",
    _("proposed a notice on effort or progress"),
    data=("ground",),
)
facts.declare("standing.notice.heard", _("recorded the hearing before the notice"))
facts.declare("standing.notice.issued", _("issued the notice {number}"), data=("number",))
facts.declare("standing.notice.dropped", _("dropped the notice"), data=("fell",))
facts.declare("standing.notice.revoked", _("took the notice {number} back"), data=("number",))
facts.declare("standing.notice.corrected", _("handed in the plan of correction"))
facts.declare(
    "standing.notice.followed",
    _("counted further misses after the notice: {count}"),
    data=("count",),
)
facts.declare("standing.notice.loss_proposed", _("proposed the loss of eligibility"))
facts.declare("standing.notice.loss_heard", _("recorded the hearing on the loss of eligibility"))
facts.declare("standing.notice.loss_dropped", _("did not pursue the loss of eligibility"))
facts.declare(
    "standing.notice.eligibility_taken",
    _("took the eligibility for {year} by decision {number}"),
    data=("year", "number"),
)
facts.declare("standing.notice.appealed", _("appealed against the loss of eligibility"))
facts.declare("standing.notice.upheld", _("upheld the loss of eligibility"))
facts.declare("standing.notice.overturned", _("overturned the loss of eligibility"))

facts.declare(
    "standing.measure.taken", _("recorded a measure of the office ({kind})"), data=("kind",)
)
facts.declare("standing.measure.reported", _("reported the follow-up"))
facts.declare("standing.measure.returned", _("asked for more follow-up"))
facts.declare("standing.measure.closed", _("closed the measure"))

feed.spell(
    "standing.measure.taken",
    "kind",
    {kind.value: measures.LABELS[kind] for kind in measures.Kind},
)
feed.spell(
    "standing.restriction.imposed",
    "kind",
    {kind.value: restrictions.LABELS[kind] for kind in restrictions.Kind},
)

concerns.declare("standing.notice", "institution", "organisation")
concerns.declare("standing.restriction", "party", "organisation")
concerns.declare("standing.restriction", "person", "person")
concerns.declare("standing.measure", "party", "organisation")
