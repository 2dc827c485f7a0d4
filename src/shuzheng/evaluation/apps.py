"""The annual evaluation as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import append_only, grants
from shuzheng.foundation.ui import navigation as nav


class EvaluationConfig(AppConfig):
    """The annual evaluation of institutions, sites and organisations, and self-checks."""

    name = "shuzheng.evaluation"
    label = "evaluation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is recorded here, who may do what, and where one finds it."""
        import_module("shuzheng.evaluation.sentences")
        access = import_module("shuzheng.evaluation.access")
        grants.register(access.Permission, access.GRANTS)
        append_only.guard("evaluation_frozenhead")
        append_only.guard("evaluation_frozenrow")
        import_module("shuzheng.evaluation.queries.todos")
        nav.add(
            nav.Entry(
                nav.Section.EVALUATION,
                _("Annual evaluation"),
                "chart",
                "evaluation:parties",
                permission=access.Permission.SUBJECT_VIEW,
                order=46,
            ),
            nav.Entry(
                nav.Section.EVALUATION,
                _("Self-checks"),
                "clipboard",
                "evaluation:checks",
                permission=access.Permission.CHECK_VIEW,
                order=47,
            ),
            nav.FooterLink(
                nav.Group.SERVICES, _("Annual evaluation"), "evaluation:public", order=16
            ),
        )
