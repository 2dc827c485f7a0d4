"""What help for institutions records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import concerns, facts
from shuzheng.identity.queries import feed
from shuzheng.support.rules import feedback, guidance, pairing, preference

facts.declare(
    "support.measurement.opened",
    _("opened the measurement of conditions from {since} to {until}"),
    data=("since", "until"),
)
facts.declare("support.amounts.imported", _("took {count} amounts from a sheet"), data=("count",))
facts.declare(
    "support.measurement.frozen",
    _("froze the conditions of {count} institutions"),
    data=("count", "digest"),
)
facts.declare("support.pairing.proposed", _("proposed the pairing"))
facts.declare(
    "support.pairing.answered", _("answered the proposal ({side}): {word}"), data=("side", "word")
)
facts.declare("support.pairing.agreed", _("confirmed the pairing"))
facts.declare("support.pairing.dropped", _("dropped the pairing"))
facts.declare("support.pairing.begun", _("let the pairing begin"))
facts.declare("support.pairing.evaluated", _("evaluated the pairing: {result}"), data=("result",))
facts.declare("support.pairing.ended", _("ended the pairing"))
facts.declare("support.action.planned", _("planned an action for {due}"), data=("due",))
facts.declare("support.action.done", _("told of an action done on {on}"), data=("on",))
facts.declare("support.check.asked", _("asked for the half-yearly check"))
facts.declare(
    "support.check.written",
    _("wrote half-yearly check {number}: {judgement}"),
    data=("number", "judgement"),
)
facts.declare(
    "support.checks.reminded", _("reminded of {count} half-yearly checks"), data=("count",)
)

facts.declare("support.guidance.given", _("recorded guidance ({way})"), data=("way",))
facts.declare(
    "support.guidance.imported", _("recorded {count} guidances from a sheet"), data=("count",)
)
facts.declare("support.guidance.reported", _("reported what followed from the guidance"))
facts.declare("support.guidance.closed", _("closed the guidance"))
facts.declare("support.help.begun", _("began help for the institution: {ground}"), data=("ground",))
facts.declare(
    "support.help.trained", _("recorded the training of {managers} managers"), data=("managers",)
)
facts.declare("support.help.closed", _("closed the help for the institution"))
facts.declare("support.question.asked", _("asked the department; due {due}"), data=("due",))
facts.declare("support.question.answered", _("answered the question"), data=("late",))
facts.declare("support.question.withdrawn", _("withdrew the question"))
facts.declare(
    "support.preference.recorded", _("recorded a preference ({kind})"), data=("kind", "fen")
)
facts.declare("support.preference.withdrawn", _("withdrew the preference"))
facts.declare(
    "support.feedback.given",
    _("gave feedback on the standard ({matter}); due {due}"),
    data=("matter", "due"),
)
facts.declare(
    "support.feedback.answered",
    _("answered the feedback: {outcome}"),
    data=("outcome", "late"),
)
facts.declare("support.feedback.withdrawn", _("withdrew the feedback"))

feed.spell(
    "support.feedback.given", "matter", {one.value: word for one, word in feedback.MATTERS.items()}
)
feed.spell(
    "support.feedback.answered",
    "outcome",
    {one.value: word for one, word in feedback.OUTCOMES.items()},
)
feed.spell(
    "support.guidance.given", "way", {one.value: word for one, word in guidance.WAYS.items()}
)
feed.spell(
    "support.preference.recorded",
    "kind",
    {one.value: word for one, word in preference.KINDS.items()},
)
feed.spell(
    "support.help.begun", "ground", {one.value: word for one, word in guidance.GROUNDS.items()}
)
feed.spell(
    "support.pairing.answered", "side", {one.value: word for one, word in pairing.SIDES.items()}
)
feed.spell(
    "support.pairing.answered", "word", {one.value: word for one, word in pairing.WORDS.items()}
)
feed.spell(
    "support.pairing.evaluated",
    "result",
    {one.value: word for one, word in pairing.RESULTS.items()},
)
feed.spell(
    "support.check.written",
    "judgement",
    {one.value: word for one, word in pairing.JUDGEMENTS.items()},
)

concerns.declare("support.pairing", "helper", "helper")
concerns.declare("support.pairing", "helped", "helped")
concerns.declare("support.question", "institution", "institution")
concerns.declare("support.feedback", "institution", "institution")
concerns.declare("support.feedback", "organisation", "standard__certificate_type__organisation")
concerns.declare("support.guidance", "institution", "institution")
concerns.declare("support.help", "institution", "institution")
