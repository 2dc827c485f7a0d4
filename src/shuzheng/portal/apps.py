"""Portal as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public site."""

    name = "shuzheng.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
