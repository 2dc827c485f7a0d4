"""Fees as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class FeesConfig(AppConfig):
    """Ceilings, agreements, exemptions."""

    name = "shuzheng.fees"
    label = "fees"
    default_auto_field = "django.db.models.BigAutoField"
