"""The addresses of those who rely on certificates."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.foundation.sheets import web as wizard
from shuzheng.reliance import jobs
from shuzheng.reliance.web import checks

app_name = "reliance"
urlpatterns = [
    path("checks", checks.index, name="checks"),
    path("checks/import/", include(wizard.paths(jobs.PAIRS))),
    path("checks/<uuid:uid>", checks.show, name="check"),
    path("checks/<uuid:uid>/answers.xlsx", checks.result, name="check-answers"),
]
