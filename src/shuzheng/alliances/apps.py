"""Alliances as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants
from shuzheng.foundation.ui import navigation as nav


class AlliancesConfig(AppConfig):
    """What alliances do: summaries, layout of sites, minutes, contacts."""

    name = "shuzheng.alliances"
    label = "alliances"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is recorded here, who may do what, and where one finds it."""
        import_module("shuzheng.alliances.sentences")
        import_module("shuzheng.alliances.queries.todos")
        summaries = import_module("shuzheng.alliances.queries.summaries")
        access = import_module("shuzheng.alliances.access")
        grants.register(access.Permission, access.GRANTS)
        nav.add(
            nav.Entry(
                nav.Section.ALLIANCES,
                _("Alliances"),
                "link",
                "alliances:alliances",
                permission=access.Permission.ALLIANCE_VIEW,
                order=15,
            ),
            nav.Entry(
                nav.Section.ALLIANCES,
                _("Layout of sites"),
                "pin",
                "alliances:coverage",
                permission=access.Permission.ALLIANCE_VIEW,
                order=17,
            ),
            nav.Entry(
                nav.Section.ALLIANCES,
                _("Alliance summaries"),
                "clipboard",
                "alliances:summaries",
                permission=access.Permission.SUMMARY_VIEW,
                order=16,
                count=summaries.waiting,
            ),
            nav.Entry(
                nav.Section.ALLIANCES,
                _("Contacts of organisations"),
                "phone",
                "alliances:contacts",
                permission=access.Permission.CONTACT_VIEW,
                order=18,
            ),
        )
