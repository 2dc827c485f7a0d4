"""Insight as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """The figures."""

    name = "shuzheng.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"
