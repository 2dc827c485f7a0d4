"""Addresses of assessment: sites, plans, registrations; then seats, sittings, marks, results."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "assessment"

urlpatterns: list[URLPattern] = []
