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

    from shuzheng.kernel.actor import Actor


class PilotsConfig(AppConfig):
    """Filings, entry reviews, alliances, activity reports, bi-weekly reports."""

    name = "shuzheng.pilots"
    label = "pilots"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what pilots records, who may do what, where its pages are."""
        import_module("shuzheng.pilots.sentences")
        import_module("shuzheng.pilots.followers")
        access = import_module("shuzheng.pilots.access")
        grants.register(access.Permission, access.GRANTS)
        import_module("shuzheng.pilots.queries.documents")
        import_module("shuzheng.pilots.queries.todos")
        _navigate(access.Permission)


LINES = (
    (_("Pilot filings"), "folder", "filings", "FILING_VIEW"),
    (_("Filing rounds"), "calendar", "rounds", "ROUND_OPEN"),
    (_("Lead institutions"), "cap", "leaders", "LEADER_VIEW"),
    (_("Certificates in use"), "award", "entries", "ENTRY_VIEW"),
    (_("Tracking"), "chart", "trackings", "TRACKING_VIEW"),
    (_("Activity reports"), "flag", "activities", "ACTIVITY_VIEW"),
    (_("Outside the pilot"), "minus", "outsides", "OUTSIDE_VIEW"),
    (_("Organs and duties"), "users", "organs", "ORGAN_VIEW"),
    (_("Liaisons"), "user", "liaisons", "LIAISON_VIEW"),
    (_("Bi-weekly reports"), "clipboard", "reports", "REPORT_VIEW"),
    (_("Reported problems"), "alert", "problems", "PROBLEM_VIEW"),
    (_("Cases"), "gavel", "cases", "CASE_VIEW"),
    (_("Cases against us"), "gavel", "cases-against", "CASE_AGAINST"),
    (_("Policy suggestions"), "chat", "suggestions", "REPORT_VIEW"),
)
"""The lines of the side bar, in their order: label, icon, address, permission."""


def _navigate(permission: Any) -> None:  # noqa: ANN401 - a module loaded late
    filings = import_module("shuzheng.pilots.queries.pages_filings")
    entries = import_module("shuzheng.pilots.queries.pages_entries")
    activities = import_module("shuzheng.pilots.queries.pages_activities")
    reports = import_module("shuzheng.pilots.queries.report_todos")
    counts: dict[str, Callable[[Actor], int]] = {
        "filings": lambda actor: filings.waiting(actor, clock.now()),
        "entries": entries.to_review,
        "activities": lambda actor: activities.waiting(actor, clock.now()),
        "reports": lambda actor: reports.waiting(actor, clock.now()),
    }
    for order, (label, icon, name, needed) in enumerate(LINES, start=10):
        nav.add(
            nav.Entry(
                nav.Section.PILOTS,
                label,
                icon,
                f"pilots:{name}",
                permission=permission[needed],
                order=order,
                count=counts.get(name),
            )
        )
