"""The addresses that the pages of the figures need, for their tests."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("shuzheng.foundation.web.jobs_urls")),
    path("", include("shuzheng.foundation.web.rulebook_urls")),
    path("", include("shuzheng.insight.web.urls")),
    path("", include("shuzheng.config.urls")),
]
