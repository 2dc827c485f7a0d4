"""The addresses of those who rely on certificates."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.foundation.sheets import web as wizard
from shuzheng.reliance import jobs
from shuzheng.reliance.web import checks, shares, tokens

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
    path("tokens", tokens.index, name="tokens"),
    path("tokens/new", tokens.new, name="token-new"),
    path("tokens/<uuid:token>/withdraw", tokens.withdraw, name="token-withdraw"),
    path("s/<str:secret>", shares.link, name="link"),
    path("checks/<uuid:uid>/answers.xlsx", checks.result, name="check-answers"),
]
