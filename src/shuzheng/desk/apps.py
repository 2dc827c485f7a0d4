"""Desk as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants
from shuzheng.foundation.ui import navigation


class DeskConfig(AppConfig):
    """The signed-in home."""

    name = "shuzheng.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the desk records, who may do what, and put the desk first."""
        import_module("shuzheng.desk.sentences")
        access = import_module("shuzheng.desk.access")
        grants.register(access.Permission, access.GRANTS)
        identity = import_module("shuzheng.identity.access")
        navigation.add(
            navigation.Entry(navigation.Section.DESK, _("Desk"), "home", "desk:home", order=1),
            navigation.Entry(
                navigation.Section.SUPERVISION,
                _("Record of acts"),
                "history",
                "desk:facts",
                permission=identity.Permission.FACT_READ,
                order=90,
            ),
        )
