"""The addresses of help for institutions."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.foundation.sheets import web as sheets
from shuzheng.support import jobs
from shuzheng.support.web import (
    feedbacks,
    guidances,
    helps,
    measurements,
    pairing_acts,
    pairings,
    preferences,
    questions,
)

app_name = "support"
MEASUREMENT = "support/conditions/<int:measurement>"
PAIRING = "support/pairings/<int:pairing>"
GUIDANCE = "support/guidance/<int:guidance>"
HELP = "support/help/<int:help_id>"
FEEDBACK = "support/feedback/<int:feedback>"
PREFERENCE = "support/preferences/<int:preference>"
QUESTION = "support/questions/<int:question>"
urlpatterns = [
    path("support/conditions", measurements.index, name="measurements"),
    path("support/conditions/new", measurements.begin, name="measurement-open"),
    path(MEASUREMENT, measurements.show, name="measurement"),
    path(f"{MEASUREMENT}/institutions", measurements.standings, name="standings"),
    path(f"{MEASUREMENT}/freeze", measurements.freeze, name="freeze"),
    path(f"{MEASUREMENT}/import/", include(sheets.paths(jobs.AMOUNTS))),
    path("support/pairings", pairings.index, name="pairings"),
    path("support/pairings/new", pairing_acts.propose, name="pairing-new"),
    path(PAIRING, pairings.show, name="pairing"),
    path(f"{PAIRING}/print", pairings.paper, name="pairing-print"),
    path(f"{PAIRING}/answer", pairing_acts.answer, name="pairing-answer"),
    path(f"{PAIRING}/agree", pairing_acts.agree, name="pairing-agree"),
    path(f"{PAIRING}/drop", pairing_acts.drop, name="pairing-drop"),
    path(f"{PAIRING}/check", pairing_acts.check, name="pairing-check"),
    path(f"{PAIRING}/evaluate", pairing_acts.evaluate, name="pairing-evaluate"),
    path(f"{PAIRING}/end", pairing_acts.end, name="pairing-end"),
    path(f"{PAIRING}/actions/new", pairing_acts.plan, name="action-new"),
    path(f"{PAIRING}/actions/<int:action>", pairing_acts.tell, name="action-tell"),
    path("support/guidance", guidances.index, name="guidances"),
    path("support/guidance/new", guidances.give, name="guidance-new"),
    path("support/guidance/import/", include(sheets.paths(jobs.GUIDANCE))),
    path(GUIDANCE, guidances.show, name="guidance"),
    path(f"{GUIDANCE}/report", guidances.report, name="guidance-report"),
    path(f"{GUIDANCE}/close", guidances.close, name="guidance-close"),
    path("support/help", helps.helps, name="helps"),
    path("support/help/new", helps.offer, name="help-new"),
    path(HELP, helps.help_one, name="help"),
    path(f"{HELP}/training", helps.train, name="help-train"),
    path(f"{HELP}/close", helps.finish, name="help-finish"),
    path("support/questions", questions.index, name="questions"),
    path("support/questions/new", questions.ask, name="question-new"),
    path(QUESTION, questions.show, name="question"),
    path(f"{QUESTION}/answer", questions.answer, name="question-answer"),
    path(f"{QUESTION}/withdraw", questions.withdraw, name="question-withdraw"),
    path("support/preferences", preferences.index, name="preferences"),
    path("support/preferences/new", preferences.record, name="preference-new"),
    path(PREFERENCE, preferences.show, name="preference"),
    path(f"{PREFERENCE}/withdraw", preferences.withdraw, name="preference-withdraw"),
    path("support/feedback", feedbacks.index, name="feedbacks"),
    path("support/feedback/new", feedbacks.choose, name="feedback-choose"),
    path("support/feedback/new/<str:code>/<str:version>", feedbacks.give, name="feedback-new"),
    path(FEEDBACK, feedbacks.show, name="feedback"),
    path(f"{FEEDBACK}/answer", feedbacks.answer, name="feedback-answer"),
    path(f"{FEEDBACK}/withdraw", feedbacks.withdraw, name="feedback-withdraw"),
]
