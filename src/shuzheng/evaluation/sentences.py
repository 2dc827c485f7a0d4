"""What the annual evaluation records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.evaluation.rules import evaluation, indicators
from shuzheng.foundation import concerns, facts
from shuzheng.identity.queries import feed

facts.declare(
    "evaluation.evaluation.drafted",
    _("drafted the indicators of {year}: {kind}"),
    data=("year", "kind"),
)
facts.declare("evaluation.weights.changed", _("changed the weights of the indicators"))
facts.declare(
    "evaluation.indicators.published", _("published the indicators, {number}"), data=("number",)
)
facts.declare(
    "evaluation.inputs.imported",
    _("took {count} inputs of the evaluation from a sheet"),
    data=("count",),
)
facts.declare(
    "evaluation.data.frozen",
    _("froze the data of {count} parties and asked for self-checks ({digest})"),
    data=("count", "digest"),
)
facts.declare("evaluation.statement.made", _("handed in its own assessment of the data"))
facts.declare(
    "evaluation.cities.asked",
    _("asked the city bureaus; {silent} parties handed in nothing"),
    data=("silent",),
)
facts.declare("evaluation.opinion.given", _("gave its opinion as the city bureau"))
facts.declare(
    "evaluation.scores.opened",
    _("opened the scores to the parties; of {silent} the city said nothing"),
    data=("silent",),
)
facts.declare("evaluation.score.contested", _("objected to the score"))
facts.declare("evaluation.score.confirmed", _("confirmed the score"))
facts.declare(
    "evaluation.objection.answered",
    _("answered the objection: {answer}"),
    data=("answer",),
)
facts.declare("evaluation.input.corrected", _("put an input right: {what}"), data=("what",))
facts.declare("evaluation.hearing.ended", _("ended the hearing"))
facts.declare(
    "evaluation.grades.decided",
    _("decided the grades of {count} parties, {failed} of them failed on veto"),
    data=("count", "failed"),
)
facts.declare("evaluation.result.published", _("published the result, {number}"), data=("number",))
facts.declare("evaluation.result.used", _("recorded a use of the result: {use}"), data=("use",))
facts.declare("evaluation.evaluation.closed", _("closed the evaluation"))
facts.declare(
    "evaluation.ministry.filed",
    _("filed {count} results of the ministry’s monitoring"),
    data=("count",),
)
facts.declare("evaluation.thirdparty.commissioned", _("commissioned a third-party evaluation"))
facts.declare("evaluation.thirdparty.declared", _("recorded the declaration of independence"))
facts.declare("evaluation.thirdparty.reported", _("recorded the third party’s report"))
facts.declare("evaluation.thirdparty.called_off", _("called the commission off"))
facts.declare("evaluation.selfcheck.begun", _("began the self-check of {year}"), data=("year",))
facts.declare("evaluation.selfcheck.written", _("wrote the self-check"))
facts.declare("evaluation.selfcheck.submitted", _("handed in the self-check"))
facts.declare("evaluation.selffinding.recorded", _("recorded what the self-check found"))
facts.declare("evaluation.selffinding.put_right", _("put right what the self-check found"))

feed.spell(
    "evaluation.evaluation.drafted",
    "kind",
    {kind.value: indicators.KINDS[kind] for kind in indicators.Kind},
)
feed.spell(
    "evaluation.input.corrected",
    "what",
    {what.value: indicators.INPUTS[what] for what in indicators.Input},
)
feed.spell(
    "evaluation.objection.answered",
    "answer",
    {one.value: evaluation.OBJECTIONS[one] for one in evaluation.Objection},
)
feed.spell(
    "evaluation.result.used",
    "use",
    {one.value: evaluation.USES[one] for one in evaluation.Use},
)

concerns.declare("evaluation.evaluation", "party", "subjects__party")
concerns.declare("evaluation.subject", "party", "party")
