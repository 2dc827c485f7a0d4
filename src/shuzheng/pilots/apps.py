"""Pilots as a Django application."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import clock, grants
from shuzheng.foundation.ui import navigation as nav

if TYPE_CHECKING:
    from collections.abc import Callable

    from django_stubs_ext import StrOrPromise

    from shuzheng.kernel.actor import Actor


class PilotsConfig(AppConfig):
    """Filings, entry reviews, alliances, activity reports, bi-weekly reports."""

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
        _navigate(access.Permission)


def _navigate(permission: Any) -> None:  # noqa: ANN401 - a module loaded late
    filings = import_module("shuzheng.pilots.queries.pages_filings")
    entries = import_module("shuzheng.pilots.queries.pages_entries")
    activities = import_module("shuzheng.pilots.queries.pages_activities")
    reports = import_module("shuzheng.pilots.queries.report_todos")
    lines: tuple[tuple[StrOrPromise, str, str, str, Callable[[Actor], int] | None], ...] = (
        (
            _("Pilot filings"),
            "folder",
            "filings",
            permission.FILING_VIEW,
            lambda actor: filings.waiting(actor, clock.now()),
        ),
        (_("Filing rounds"), "calendar", "rounds", permission.ROUND_OPEN, None),
        (_("Certificates in use"), "award", "entries", permission.ENTRY_VIEW, entries.to_review),
        (
            _("Activity reports"),
            "flag",
            "activities",
            permission.ACTIVITY_VIEW,
            lambda actor: activities.waiting(actor, clock.now()),
        ),
        (_("Alliances"), "link", "alliances", permission.FILING_VIEW, None),
        (
            _("Bi-weekly reports"),
            "clipboard",
            "reports",
            permission.REPORT_VIEW,
            lambda actor: reports.waiting(actor, clock.now()),
        ),
        (_("Policy suggestions"), "chat", "suggestions", permission.REPORT_VIEW, None),
    )
    for order, (label, icon, name, needed, count) in enumerate(lines, start=10):
        nav.add(
            nav.Entry(
                nav.Section.PILOTS,
                label,
                icon,
                f"pilots:{name}",
                permission=needed,
                order=order,
                count=count,
            )
        )
