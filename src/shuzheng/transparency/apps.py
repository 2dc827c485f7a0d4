"""Transparency as a Django application."""

from __future__ import annotations

from django.apps import AppConfig

from shuzheng.foundation import append_only


class TransparencyConfig(AppConfig):
    """The evidence log."""

    name = "shuzheng.transparency"
    label = "transparency"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the database itself keep what the log has said."""
        append_only.guard("transparency_entry", erasable=("salt",))
        append_only.guard("transparency_checkpoint")
