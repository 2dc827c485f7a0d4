"""Standing as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class StandingConfig(AppConfig):
    """What a party may not do, and why."""

    name = "shuzheng.standing"
    label = "standing"
    default_auto_field = "django.db.models.BigAutoField"
