"""Pilots as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PilotsConfig(AppConfig):
    """Filings, entry reviews, alliances, activity reports."""

    name = "shuzheng.pilots"
    label = "pilots"
    default_auto_field = "django.db.models.BigAutoField"
