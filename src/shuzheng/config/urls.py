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
    "shuzheng.reliance.web.urls",
    "shuzheng.quality.web.urls",
    "shuzheng.alliances.web.urls",
    "shuzheng.support.web.urls",
    "shuzheng.complaints.web.urls",
    "shuzheng.governance.web.urls",
    "shuzheng.insight.web.urls",
    "shuzheng.adjustment.web.urls",
    "shuzheng.evaluation.web.urls",
    "shuzheng.desk.web.urls",
    "shuzheng.reminders.web.urls",
    "shuzheng.api.urls",
    "shuzheng.gazette.web.urls",
    "shuzheng.standing.web.urls",
    "shuzheng.workforce.web.urls",
    "shuzheng.pilots.web.urls",
    "shuzheng.fees.web.urls",
    "shuzheng.assessment.web.urls",
    "shuzheng.catalogue.web.urls",
    "shuzheng.portal.urls",
    "shuzheng.demo.door",
)

INSTEAD = {
    "password/reset/": "identity:recover",
    "password/reset/done/": "identity:recover",
    "password/reset/key/done/": "identity:recover",
    "password/set/": "account_change_password",
    "email/": "identity:account",
    "confirm-email/": "identity:account",
}
"""What stands before the sign-in library's own pages: nobody's password is reset by mail, because a
new one-time code does it, and no address is confirmed."""

urlpatterns = [
    *(path("", include(room)) for room in ROOMS),
    *(
        path(f"accounts/{place}", RedirectView.as_view(pattern_name=name))
        for place, name in INSTEAD.items()
    ),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
