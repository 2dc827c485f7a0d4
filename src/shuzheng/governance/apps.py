"""Organs and plan as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants
from shuzheng.foundation.ui import navigation as nav


class GovernanceConfig(AppConfig):
    """The province's organs and its plan."""

    name = "shuzheng.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is recorded here, who may do what, and where one finds it."""
        import_module("shuzheng.governance.sentences")
        import_module("shuzheng.governance.queries.todos")
        access = import_module("shuzheng.governance.access")
        grants.register(access.Permission, access.GRANTS)
        nav.add(
            nav.Entry(
                nav.Section.PILOTS,
                _("Plan of the year"),
                "flag",
                "governance:plans",
                permission=access.Permission.PLAN_VIEW,
                order=3,
            ),
            nav.Entry(
                nav.Section.PILOTS,
                _("Milestones"),
                "calendar",
                "governance:milestones",
                permission=access.Permission.MILESTONE_VIEW,
                order=4,
            ),
            nav.FooterLink(
                nav.Group.SERVICES, _("Plan and milestones"), "governance:public", order=14
            ),
        )
