"""The addresses of the public rulebook: the list and one rule."""

from __future__ import annotations

from django.urls import path

from shuzheng.foundation.web import rulebook

app_name = "rulebook"
urlpatterns = [
    path("rules", rulebook.index, name="index"),
    path("rules/<str:number>", rulebook.rule, name="rule"),
]
