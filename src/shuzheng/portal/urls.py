"""The addresses of the public site."""

from __future__ import annotations

from django.urls import path

from shuzheng.portal.web import about, flow, home, machines, programme, sharing

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("about/programme", programme.programme, name="programme"),
    path("about/flow", flow.flow, name="flow"),
    path("about/sharing", sharing.sharing, name="sharing"),
    path("about/privacy", about.privacy, name="privacy"),
    path("about/accessibility", about.accessibility, name="accessibility"),
    path("robots.txt", machines.robots, name="robots"),
    path("healthz", machines.health, name="health"),
]
