"""The addresses of workforce."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.foundation.sheets import web as wizard
from shuzheng.workforce import jobs
from shuzheng.workforce.web import policies, qualifications, recusals

app_name = "workforce"
urlpatterns = [
    path("workforce", qualifications.index, name="qualifications"),
    path("workforce/grant", qualifications.grant, name="grant"),
    path("workforce/import", qualifications.evidence, name="evidence"),
    path("workforce/import/<int:document>/", include(wizard.paths(jobs.QUALIFICATIONS_IMPORT))),
    path("workforce/<int:qualification>", qualifications.show, name="qualification"),
    path("workforce/<int:qualification>/revoke", qualifications.revoke, name="revoke"),
    path("workforce/policies", policies.index, name="policies"),
    path("workforce/policies/<int:document>", policies.record, name="policy-orders"),
    path("workforce/recusals", recusals.index, name="recusals"),
    path("workforce/recusals/declare", recusals.declare, name="declare"),
]
