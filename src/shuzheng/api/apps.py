"""Api as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The programming interface."""

    name = "shuzheng.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
