"""Fees as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from shuzheng.foundation import grants


class FeesConfig(AppConfig):
    """Ceilings, agreements, exemptions."""

    name = "shuzheng.fees"
    label = "fees"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what fees records and who may do what."""
        import_module("shuzheng.fees.sentences")
        access = import_module("shuzheng.fees.access")
        grants.register(access.Permission, access.GRANTS)
