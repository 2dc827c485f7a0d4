"""What the annual review records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.adjustment.rules import proposal
from shuzheng.foundation import concerns, facts
from shuzheng.identity.queries import feed

facts.declare(
    "adjustment.review.opened", _("opened the catalogue review of {year}"), data=("year",)
)
facts.declare(
    "adjustment.inputs.imported",
    _("took {count} inputs of the catalogue review from a sheet"),
    data=("count",),
)
facts.declare(
    "adjustment.fields.imported",
    _("took the fields of {count} certificates from a sheet"),
    data=("count",),
)
facts.declare(
    "adjustment.review.frozen",
    _("froze the figures of {count} certificates and ranked them ({digest})"),
    data=("count", "digest"),
)
facts.declare("adjustment.review.heard", _("recorded what the experts say of the list"))
facts.declare(
    "adjustment.line.changed",
    _("changed the list on the experts’ advice: {code}, {fate}"),
    data=("code", "fate"),
)
facts.declare(
    "adjustment.addition.made", _("put “{name}” on the list, to be added"), data=("name",)
)
facts.declare("adjustment.addition.removed", _("took “{name}” off the list again"), data=("name",))
facts.declare(
    "adjustment.review.proposed",
    _("proposed the list: {dropped} to drop, {watched} to watch, {added} to add"),
    data=("dropped", "watched", "added"),
)
facts.declare("adjustment.review.revised", _("took the list back to write it anew"))
facts.declare(
    "adjustment.review.shown", _("put the list on public show, {number}"), data=("number",)
)
facts.declare("adjustment.review.decided", _("decided the adjustment, {number}"), data=("number",))
facts.declare(
    "adjustment.review.reported",
    _("recorded the report to the ministry, {number}"),
    data=("number",),
)
facts.declare(
    "adjustment.review.took_effect",
    _("put the adjustment in effect: {dropped} certificates phase out"),
    data=("dropped",),
)
facts.declare(
    "adjustment.review.withdrawn",
    _("withdrew the decision on the adjustment, {number}"),
    data=("number",),
)
facts.declare("adjustment.review.closed", _("closed the catalogue review"))

feed.spell(
    "adjustment.line.changed",
    "fate",
    {fate.value: proposal.FATES[fate] for fate in proposal.Fate},
)

concerns.declare("adjustment.review", "organisation", "lines__certificate_type__organisation")
