"""Identity as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Who there is."""

    name = "shuzheng.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
