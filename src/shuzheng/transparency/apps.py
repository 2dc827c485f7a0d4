"""Transparency as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import append_only, grants, sealing
from shuzheng.foundation.ui import navigation

# By name: the rooms of persons and of the log are neighbours and do not import each other.
OVERSEERS = ("provincial_admin", "office_officer", "system_admin")


class TransparencyConfig(AppConfig):
    """The evidence log."""

    name = "shuzheng.transparency"
    label = "transparency"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the database itself keep what the log has said, and visitors find the log."""
        append_only.guard("transparency_entry", erasable=("salt",))
        append_only.guard("transparency_checkpoint")
        append_only.guard("transparency_cosignature")
        may = import_module("shuzheng.transparency.access").Permission
        grants.register(may, {role: {may.WITNESS_OVERSEE} for role in OVERSEERS})
        import_module("shuzheng.transparency.queries.todos")
        resealing = import_module("shuzheng.transparency.services.resealing")
        sealing.resealable("transparency.draws", resealing.reseal)
        navigation.add(
            navigation.FooterLink(
                navigation.Group.VERIFY, _("Evidence log"), "transparency:log", order=40
            ),
            navigation.FooterLink(
                navigation.Group.VERIFY, _("Draws"), "transparency:draws", order=45
            ),
        )
