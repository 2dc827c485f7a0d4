"""Catalogue as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Certificates, standards and majors."""

    name = "shuzheng.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
