"""Credentials as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from shuzheng.foundation import grants


class CredentialsConfig(AppConfig):
    """Certificates, their status and their verification."""

    name = "shuzheng.credentials"
    label = "credentials"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what credentials records and who may do what."""
        import_module("shuzheng.credentials.sentences")
        access = import_module("shuzheng.credentials.access")
        grants.register(access.Permission, access.GRANTS)
