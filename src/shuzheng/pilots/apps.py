"""Pilots as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import clock, grants
from shuzheng.foundation.ui import navigation as nav


class PilotsConfig(AppConfig):
    """Filings, entry reviews, alliances, activity reports."""

    name = "shuzheng.pilots"
    label = "pilots"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what pilots records, who may do what, where its pages are."""
        import_module("shuzheng.pilots.sentences")
        access = import_module("shuzheng.pilots.access")
        grants.register(access.Permission, access.GRANTS)
        import_module("shuzheng.pilots.queries.documents")
        import_module("shuzheng.pilots.queries.todos")
        filings = import_module("shuzheng.pilots.queries.pages_filings")
        entries = import_module("shuzheng.pilots.queries.pages_entries")
        activities = import_module("shuzheng.pilots.queries.pages_activities")
        permission = access.Permission
        nav.add(
            nav.Entry(
                nav.Section.PILOTS,
                _("Pilot filings"),
                "folder",
                "pilots:filings",
                permission=permission.FILING_VIEW,
                order=10,
                count=lambda actor: filings.waiting(actor, clock.now()),
            ),
            nav.Entry(
                nav.Section.PILOTS,
                _("Filing rounds"),
                "calendar",
                "pilots:rounds",
                permission=permission.ROUND_OPEN,
                order=12,
            ),
            nav.Entry(
                nav.Section.PILOTS,
                _("Certificates in use"),
                "award",
                "pilots:entries",
                permission=permission.ENTRY_VIEW,
                order=20,
                count=entries.to_review,
            ),
            nav.Entry(
                nav.Section.PILOTS,
                _("Activity reports"),
                "flag",
                "pilots:activities",
                permission=permission.ACTIVITY_VIEW,
                order=30,
                count=lambda actor: activities.waiting(actor, clock.now()),
            ),
            nav.Entry(
                nav.Section.PILOTS,
                _("Alliances"),
                "link",
                "pilots:alliances",
                permission=permission.FILING_VIEW,
                order=40,
            ),
        )
