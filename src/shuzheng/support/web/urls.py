"""The addresses of help for institutions."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.foundation.sheets import web as sheets
from shuzheng.support import jobs
from shuzheng.support.web import measurements, pairing_acts, pairings

app_name = "support"
MEASUREMENT = "support/conditions/<int:measurement>"
PAIRING = "support/pairings/<int:pairing>"
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
]
