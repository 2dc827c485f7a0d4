"""The addresses of the log alone, so that its pages are tested without those of other rooms."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("shuzheng.transparency.web.urls"))]
