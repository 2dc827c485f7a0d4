"""What is recorded of those who rely on certificates, as sentences. How many, never who."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts
from shuzheng.identity.queries import feed
from shuzheng.reliance.rules import checking, tokens

facts.declare(
    "reliance.check.asked",
    _("handed in a list of {asked} certificates to be checked"),
    data=("asked", "channel"),
)
facts.declare(
    "reliance.check.answered",
    _("had {asked} certificates checked: {valid} genuine and in force, {missed} not found"),
    data=("asked", "valid", "missed"),
)
facts.declare(
    "reliance.checks.deleted", _("deleted the answers of {count} checked lists"), data=("count",)
)
facts.declare(
    "reliance.share.made",
    _("made a link that shows {count} certificates for {days} days"),
    data=("count", "days"),
    confidential=True,
)
facts.declare("reliance.share.consented", _("agreed to a ward's link"), confidential=True)
facts.declare("reliance.share.declined", _("declined a ward's link"), confidential=True)
facts.declare(
    "reliance.share.presented",
    _("took {count} certificates of a link out as a file"),
    data=("count",),
    confidential=True,
)
facts.declare("reliance.share.withdrawn", _("took a link back"), confidential=True)
facts.declare("reliance.shares.expired", _("{count} shared links ran out"), data=("count",))
facts.declare(
    "reliance.token.made",
    _("made a token for {days} days: {scope}"),
    data=("scope", "days"),
)
facts.declare("reliance.token.withdrawn", _("withdrew a token"))
facts.declare(
    "reliance.survey.begun", _("began the result of the survey of {year}"), data=("year",)
)
facts.declare(
    "reliance.survey.told", _("took {count} rows of the result from a sheet"), data=("count",)
)
facts.declare("reliance.survey.published", _("published the result of the survey"))
facts.declare("reliance.survey.replaced", _("replaced the result by a correction"))
facts.declare("reliance.survey.dropped", _("dropped the draft of the result"))

feed.spell(
    "reliance.token.made", "scope", {scope.value: tokens.LABELS[scope] for scope in tokens.Scope}
)
feed.spell(
    "reliance.check.asked",
    "channel",
    {channel.value: checking.LABELS[channel] for channel in checking.Channel},
)
