"""The platform's addresses with those of pilots, for the tests of its pages."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("shuzheng.pilots.web.urls")),
    path("", include("shuzheng.config.urls")),
]
