"""The platform's addresses with those of fees, for the tests of its pages."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("shuzheng.fees.web.urls")),
    path("", include("shuzheng.config.urls")),
]
