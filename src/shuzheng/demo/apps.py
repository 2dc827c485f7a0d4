"""Demo as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration province."""

    name = "shuzheng.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
