"""Workforce as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from shuzheng.foundation import grants


class WorkforceConfig(AppConfig):
    """Who is qualified for what."""

    name = "shuzheng.workforce"
    label = "workforce"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what workforce records and who may do what."""
        import_module("shuzheng.workforce.sentences")
        access = import_module("shuzheng.workforce.access")
        grants.register(access.Permission, access.GRANTS)
