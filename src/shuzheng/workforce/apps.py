"""Workforce as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Who is qualified for what."""

    name = "shuzheng.workforce"
    label = "workforce"
    default_auto_field = "django.db.models.BigAutoField"
