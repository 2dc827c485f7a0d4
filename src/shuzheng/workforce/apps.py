"""Workforce as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants
from shuzheng.foundation.ui import navigation as nav


class WorkforceConfig(AppConfig):
    """Who is qualified for what."""

    name = "shuzheng.workforce"
    label = "workforce"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what workforce records and who may do what."""
        import_module("shuzheng.workforce.sentences")
        access = import_module("shuzheng.workforce.access")
        grants.register(access.Permission, access.GRANTS)
        import_module("shuzheng.workforce.queries.todos")
        nav.add(
            nav.FooterLink(
                nav.Group.ABOUT,
                _("Policies that encourage teachers"),
                "workforce:policies",
                order=12,
            ),
            nav.Entry(
                nav.Section.PARTIES,
                _("Assessors and trainers"),
                "award",
                "workforce:qualifications",
                permission=access.Permission.QUALIFICATION_VIEW,
                order=50,
            ),
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Conflicts of interest"),
                "swap",
                "workforce:recusals",
                permission=access.Permission.RECUSAL_DECLARE,
                order=70,
            ),
        )
