"""Help for institutions as a Django application."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import append_only, grants
from shuzheng.foundation.ui import navigation as nav


class SupportConfig(AppConfig):
    """Unevenness measured, pairings, guidance, questions, preferences."""

    name = "shuzheng.support"
    label = "support"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is recorded here, who may do what, and where one finds it."""
        import_module("shuzheng.support.sentences")
        import_module("shuzheng.support.queries.todos")
        import_module("shuzheng.support.queries.beside")
        access = import_module("shuzheng.support.access")
        grants.register(access.Permission, access.GRANTS)
        append_only.guard("support_frozentable")
        _show(access.Permission)
        _show_feedback(access.Permission)
        _show_preferences(access.Permission)


def _show(permission: Any) -> None:  # noqa: ANN401 - the room's own enumeration, imported late
    """Say where one finds help for institutions."""
    nav.add(
        nav.Entry(
            nav.Section.EVALUATION,
            _("Conditions of institutions"),
            "chart",
            "support:measurements",
            permission=permission.MEASUREMENT_VIEW,
            order=50,
        ),
        nav.Entry(
            nav.Section.EVALUATION,
            _("Pairings"),
            "users",
            "support:pairings",
            permission=permission.PAIRING_VIEW,
            order=52,
        ),
        nav.Entry(
            nav.Section.EVALUATION,
            _("Guidance on record"),
            "book",
            "support:guidances",
            permission=permission.GUIDANCE_VIEW,
            order=53,
        ),
        nav.Entry(
            nav.Section.EVALUATION,
            _("Help for institutions"),
            "share",
            "support:helps",
            permission=permission.HELP_VIEW,
            order=54,
        ),
        nav.Entry(
            nav.Section.EVALUATION,
            _("Questions to the department"),
            "help",
            "support:questions",
            permission=permission.QUESTION_VIEW,
            order=55,
        ),
    )


def _show_preferences(permission: Any) -> None:  # noqa: ANN401 - the room's own enumeration
    """Say where one finds preferences of pilot institutions."""
    nav.add(
        nav.Entry(
            nav.Section.PILOTS,
            _("Preferences for institutions"),
            "coins",
            "support:preferences",
            permission=permission.PREFERENCE_VIEW,
            order=43,
        ),
    )


def _show_feedback(permission: Any) -> None:  # noqa: ANN401 - the room's own enumeration
    """Say where one finds feedback on standards."""
    nav.add(
        nav.Entry(
            nav.Section.PILOTS,
            _("Feedback on standards"),
            "chat",
            "support:feedbacks",
            permission=permission.FEEDBACK_VIEW,
            order=42,
        ),
    )
