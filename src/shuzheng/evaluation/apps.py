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
        import_module("shuzheng.evaluation.web.running")
        _show_the_way(access.Permission, access.UNDER_OTHERS)


def _show_the_way(permission: type[Permission], under_others: tuple[str, ...]) -> None:
    """Put the room's pages into the side bar and the footer."""
    sees, years = permission.SUBJECT_VIEW, _("Annual evaluation")
    for label, icon, page, needed, roles, order in (
        (_("Running assessment"), "chart", "running", sees, (), 45),
        (years, "chart", "evaluations", permission.EVALUATION_VIEW, (), 46),
        (years, "chart", "parties", sees, under_others, 46),
        (_("Self-checks"), "clipboard", "checks", permission.CHECK_VIEW, (), 47),
        (_("Results of the ministry"), "award", "ministry", sees, (), 48),
        (_("Third-party evaluations"), "eye", "outsides", sees, (), 49),
    ):
        nav.add(
            nav.Entry(
                nav.Section.EVALUATION,
                label,
                icon,
                f"evaluation:{page}",
                permission=needed,
                roles=roles,
                order=order,
            )
        )
    nav.add(
        nav.FooterLink(nav.Group.SERVICES, years, "evaluation:public", order=16),
    )
