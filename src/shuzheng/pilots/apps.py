"""Pilots as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from shuzheng.foundation import grants


class PilotsConfig(AppConfig):
    """Filings, entry reviews, alliances, activity reports."""

    name = "shuzheng.pilots"
    label = "pilots"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what pilots records and who may do what."""
        import_module("shuzheng.pilots.sentences")
        access = import_module("shuzheng.pilots.access")
        grants.register(access.Permission, access.GRANTS)
