"""Every address of the platform, room by room. Each room's file holds its full paths."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic import RedirectView

ROOMS = (
    "shuzheng.credentials.web.urls",  # first, for the busiest page
    "shuzheng.foundation.web.styleguide_urls",
    "shuzheng.foundation.web.rulebook_urls",
    "shuzheng.foundation.web.jobs_urls",
    "shuzheng.foundation.web.files_urls",
    "shuzheng.transparency.web.urls",
    "shuzheng.identity.web.urls",
    "shuzheng.insight.web.urls",
    "shuzheng.desk.web.urls",
    "shuzheng.api.urls",
    "shuzheng.standing.web.urls",
    "shuzheng.workforce.web.urls",
    "shuzheng.pilots.web.urls",
    "shuzheng.fees.web.urls",
    "shuzheng.assessment.web.urls",
    "shuzheng.catalogue.web.urls",
    "shuzheng.portal.urls",
    "shuzheng.demo.door",
)

urlpatterns = [
    *(path("", include(room)) for room in ROOMS),
    # Nobody's password is reset by mail: a new one-time code does it, and stands before theirs.
    path("accounts/password/reset/", RedirectView.as_view(pattern_name="identity:recover")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
