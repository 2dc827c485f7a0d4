"""Transparency as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import append_only
from shuzheng.foundation.ui import navigation


class TransparencyConfig(AppConfig):
    """The evidence log."""

    name = "shuzheng.transparency"
    label = "transparency"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the database itself keep what the log has said, and visitors find the log."""
        append_only.guard("transparency_entry", erasable=("salt",))
        append_only.guard("transparency_checkpoint")
        navigation.add(
            navigation.FooterLink(
                navigation.Group.VERIFY, _("Evidence log"), "transparency:log", order=40
            )
        )
