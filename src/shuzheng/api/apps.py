"""Api as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import navigation


class ApiConfig(AppConfig):
    """The programming interface."""

    name = "shuzheng.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let visitors find the interface."""
        navigation.add(
            navigation.FooterLink(
                navigation.Group.SERVICES, _("Open interface"), "api:docs", order=80
            )
        )
