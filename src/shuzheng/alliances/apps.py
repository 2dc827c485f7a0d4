"""Alliances as a Django application."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants
from shuzheng.foundation.ui import navigation as nav

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.alliances.access import Permission
    from shuzheng.kernel.actor import Actor


class AlliancesConfig(AppConfig):
    """What alliances do: summaries, layout of sites, minutes, contacts."""

    name = "shuzheng.alliances"
    label = "alliances"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is recorded here, who may do what, and where one finds it."""
        import_module("shuzheng.alliances.sentences")
        import_module("shuzheng.alliances.queries.todos")
        import_module("shuzheng.alliances.web.record")
        summaries = import_module("shuzheng.alliances.queries.summaries")
        access = import_module("shuzheng.alliances.access")
        grants.register(access.Permission, access.GRANTS)
        nav.add(*_lists(access.Permission, summaries.waiting))


def _lists(permission: type[Permission], waiting: Callable[[Actor], int]) -> tuple[nav.Entry, ...]:
    """Return where one finds alliances, what they do, and what is built together."""
    return (
        nav.Entry(
            nav.Section.ALLIANCES,
            _("Alliances"),
            "link",
            "alliances:alliances",
            permission=permission.ALLIANCE_VIEW,
            order=15,
        ),
        nav.Entry(
            nav.Section.ALLIANCES,
            _("Layout of sites"),
            "pin",
            "alliances:coverage",
            permission=permission.ALLIANCE_VIEW,
            order=17,
        ),
        nav.Entry(
            nav.Section.ALLIANCES,
            _("Alliance summaries"),
            "clipboard",
            "alliances:summaries",
            permission=permission.SUMMARY_VIEW,
            order=16,
            count=waiting,
        ),
        nav.Entry(
            nav.Section.ALLIANCES,
            _("Contacts of organisations"),
            "phone",
            "alliances:contacts",
            permission=permission.CONTACT_VIEW,
            order=18,
        ),
        nav.Entry(
            nav.Section.ALLIANCES,
            _("Built together"),
            "building",
            "alliances:joint",
            permission=permission.JOINT_VIEW,
            order=19,
        ),
    )
