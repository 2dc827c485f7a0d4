"""The addresses of the desk."""

from __future__ import annotations

from django.urls import path

from shuzheng.desk.web import facts, home, lockouts, search

app_name = "desk"
urlpatterns = [
    path("desk/", home.home, name="home"),
    path("desk/search", search.search, name="search"),
    path("desk/facts", facts.facts, name="facts"),
    path("desk/facts/check", facts.check, name="facts-check"),
    path("desk/lockouts/<int:attempt>/reset", lockouts.reset, name="lockout-reset"),
]
