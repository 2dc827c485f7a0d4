"""The annual evaluation as a Django application."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import append_only, grants
from shuzheng.foundation.ui import navigation as nav

if TYPE_CHECKING:
    from shuzheng.evaluation.access import Permission


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
        import_module("shuzheng.evaluation.web.record")
        _show_the_way(access.Permission, access.UNDER_OTHERS)


def _show_the_way(permission: type[Permission], under_others: tuple[str, ...]) -> None:
    """Put the room's pages into the side bar and the footer."""
    nav.add(
        nav.Entry(
            nav.Section.EVALUATION,
            _("Annual evaluation"),
            "chart",
            "evaluation:evaluations",
            permission=permission.EVALUATION_VIEW,
            order=46,
        ),
        nav.Entry(
            nav.Section.EVALUATION,
            _("Annual evaluation"),
            "chart",
            "evaluation:parties",
            permission=permission.SUBJECT_VIEW,
            roles=under_others,
            order=46,
        ),
        nav.Entry(
            nav.Section.EVALUATION,
            _("Self-checks"),
            "clipboard",
            "evaluation:checks",
            permission=permission.CHECK_VIEW,
            order=47,
        ),
        nav.Entry(
            nav.Section.EVALUATION,
            _("Results of the ministry"),
            "award",
            "evaluation:ministry",
            permission=permission.SUBJECT_VIEW,
            order=48,
        ),
        nav.Entry(
            nav.Section.EVALUATION,
            _("Third-party evaluations"),
            "eye",
            "evaluation:outsides",
            permission=permission.SUBJECT_VIEW,
            order=49,
        ),
        nav.FooterLink(nav.Group.SERVICES, _("Annual evaluation"), "evaluation:public", order=16),
    )
