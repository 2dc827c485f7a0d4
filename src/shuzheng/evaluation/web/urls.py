"""The addresses of the annual evaluation."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.evaluation.jobs import INPUTS, MINISTRY
from shuzheng.evaluation.rules.indicators import Kind
from shuzheng.evaluation.web import (
    checks,
    evaluations,
    outside,
    parties,
    public,
    running,
    stepping,
)
from shuzheng.foundation.sheets import web

app_name = "evaluation"
EVALUATION = "evaluation/<int:evaluation>"
PARTY = "evaluated/<int:subject>"
OUTSIDE = "third-party/<int:outside>"
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
    path("running", running.index, name="running"),
    *(
        route
        for kind, at in ((Kind.SITE, "sites"), (Kind.ORGANISATION, "organisations"))
        for route in (
            path(f"running/{at}/<int:key>", running.show, {"kind": kind}, name=f"running-{kind}"),
            path(
                f"running/{at}/<int:key>/rows/<str:what>",
                running.rows,
                {"kind": kind},
                name=f"running-{kind}-rows",
            ),
        )
    ),
    path("ministry-results", outside.ministry, name="ministry"),
    path("ministry-results/import/", include(web.paths(MINISTRY))),
    path("third-party", outside.index, name="outsides"),
    path("third-party/new", outside.commission, name="outside-new"),
    path(OUTSIDE, outside.show, name="outside"),
    path(f"{OUTSIDE}/declare", outside.declare, name="outside-declare"),
    path(f"{OUTSIDE}/report", outside.report, name="outside-report"),
    path(f"{OUTSIDE}/call-off", outside.call_off, name="outside-call-off"),
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
