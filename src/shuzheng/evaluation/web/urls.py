"""The addresses of the annual evaluation."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.evaluation.jobs import INPUTS
from shuzheng.evaluation.web import checks, evaluations, parties, public, stepping
from shuzheng.foundation.sheets import web

app_name = "evaluation"
EVALUATION = "evaluation/<int:evaluation>"
PARTY = "evaluated/<int:subject>"
CHECK = "self-checks/<int:check>"
urlpatterns = [
    path("evaluation", evaluations.index, name="evaluations"),
    path("evaluation/new", evaluations.draft, name="evaluation-new"),
    path(EVALUATION, evaluations.show, name="evaluation"),
    path(f"{EVALUATION}/weights", evaluations.weigh, name="weights"),
    path(f"{EVALUATION}/parties", evaluations.results, name="results"),
    path(f"{EVALUATION}/inputs/", include(web.paths(INPUTS))),
    *(
        path(f"{EVALUATION}/{step}", stepping.view(step), name=f"evaluation-{step}")
        for step in stepping.STEPS
    ),
    path("evaluated", parties.index, name="parties"),
    path(PARTY, parties.show, name="party"),
    path(f"{PARTY}/state", parties.state, name="party-state"),
    path(f"{PARTY}/opine", parties.opine, name="party-opine"),
    path(f"{PARTY}/contest", parties.contest, name="party-contest"),
    path(f"{PARTY}/confirm", parties.confirm, name="party-confirm"),
    path(f"{PARTY}/answer", parties.answer, name="party-answer"),
    path(f"{PARTY}/rows/<str:what>", parties.rows, name="rows"),
    path(f"{PARTY}/frozen.json", parties.document, name="party-document"),
    path("self-checks", checks.index, name="checks"),
    path("self-checks/new", checks.begin, name="check-new"),
    path(CHECK, checks.show, name="check"),
    path(f"{CHECK}/write", checks.write, name="check-write"),
    path(f"{CHECK}/submit", checks.submit, name="check-submit"),
    path(f"{CHECK}/findings/new", checks.find, name="check-find"),
    path(f"{CHECK}/findings/<int:found>/put-right", checks.put_right, name="check-put-right"),
    path("annual-evaluations", public.index, name="public"),
    path("annual-evaluations/<uuid:uid>", public.show, name="public-result"),
]
