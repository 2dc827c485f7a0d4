"""The addresses of those who rely on certificates."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.foundation.sheets import web as wizard
from shuzheng.reliance import jobs
from shuzheng.reliance.web import checks, shares, survey_keeping, surveys, tokens

app_name = "reliance"
urlpatterns = [
    path("checks", checks.index, name="checks"),
    path("checks/import/", include(wizard.paths(jobs.PAIRS))),
    path("checks/<uuid:uid>", checks.show, name="check"),
    path("shares", shares.index, name="shares"),
    path("shares/new", shares.new, name="share-new"),
    path("shares/<uuid:share>", shares.show, name="share"),
    path("shares/<uuid:share>/file", shares.present, name="share-present"),
    path("shares/<uuid:share>/withdraw", shares.withdraw, name="share-withdraw"),
    path("shares/<uuid:share>/consent", shares.consent, name="share-consent"),
    path("shares/<uuid:share>/decline", shares.decline, name="share-decline"),
    path("surveys", surveys.index, name="surveys"),
    path("surveys/new", survey_keeping.new, name="survey-new"),
    path("surveys/<uuid:survey>", surveys.show, name="survey"),
    path("surveys/<uuid:survey>/import/", include(wizard.paths(jobs.SURVEY))),
    path("surveys/<uuid:survey>/publish", survey_keeping.publish, name="survey-publish"),
    path("surveys/<uuid:survey>/drop", survey_keeping.drop, name="survey-drop"),
    path("surveys/<uuid:survey>/correct", survey_keeping.correct, name="survey-correct"),
    path("tokens", tokens.index, name="tokens"),
    path("tokens/new", tokens.new, name="token-new"),
    path("tokens/<uuid:token>/withdraw", tokens.withdraw, name="token-withdraw"),
    path("s/<str:secret>", shares.link, name="link"),
    path("checks/<uuid:uid>/answers.xlsx", checks.result, name="check-answers"),
]
