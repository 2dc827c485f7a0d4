"""Help for institutions as a Django application."""

from __future__ import annotations

from importlib import import_module

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
        access = import_module("shuzheng.support.access")
        grants.register(access.Permission, access.GRANTS)
        append_only.guard("support_frozentable")
        nav.add(
            nav.Entry(
                nav.Section.EVALUATION,
                _("Conditions of institutions"),
                "chart",
                "support:measurements",
                permission=access.Permission.MEASUREMENT_VIEW,
                order=50,
            ),
            nav.Entry(
                nav.Section.EVALUATION,
                _("Pairings"),
                "users",
                "support:pairings",
                permission=access.Permission.PAIRING_VIEW,
                order=52,
            ),
            nav.Entry(
                nav.Section.EVALUATION,
                _("Guidance on record"),
                "book",
                "support:guidances",
                permission=access.Permission.GUIDANCE_VIEW,
                order=53,
            ),
            nav.Entry(
                nav.Section.EVALUATION,
                _("Help for institutions"),
                "share",
                "support:helps",
                permission=access.Permission.HELP_VIEW,
                order=54,
            ),
            nav.Entry(
                nav.Section.EVALUATION,
                _("Questions to the department"),
                "help",
                "support:questions",
                permission=access.Permission.QUESTION_VIEW,
                order=55,
            ),
        )
