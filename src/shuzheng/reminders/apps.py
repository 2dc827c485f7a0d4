"""Reminders as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants, sealing
from shuzheng.foundation.ui import navigation


class RemindersConfig(AppConfig):
    """What people are told of."""

    name = "shuzheng.reminders"
    label = "reminders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is recorded here, who may do what, and put the bell into the head."""
        import_module("shuzheng.reminders.sentences")
        access = import_module("shuzheng.reminders.access")
        grants.register(access.Permission, access.GRANTS)
        wishing = import_module("shuzheng.reminders.services.wishing")
        sealing.resealable("reminders.wishes", wishing.reseal)
        pages = import_module("shuzheng.reminders.queries.pages")
        navigation.add(navigation.Bell(_("Reminders"), "reminders:index", pages.unread))
