"""Catalogue as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from shuzheng.foundation import grants


class CatalogueConfig(AppConfig):
    """Certificates, standards and majors."""

    name = "shuzheng.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the catalogue records and who may do what."""
        import_module("shuzheng.catalogue.sentences")
        access = import_module("shuzheng.catalogue.access")
        grants.register(access.Permission, access.GRANTS)
