"""Reliance as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants, sealing
from shuzheng.foundation.ui import navigation as nav


class RelianceConfig(AppConfig):
    """Those who rely on certificates."""

    name = "shuzheng.reliance"
    label = "reliance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is recorded here, who may do what, and where one finds it."""
        import_module("shuzheng.reliance.sentences")
        import_module("shuzheng.reliance.queries.todos")
        import_module("shuzheng.reliance.queries.standing")
        import_module("shuzheng.reliance.web.record")
        access = import_module("shuzheng.reliance.access")
        grants.register(access.Permission, access.GRANTS)
        resealing = import_module("shuzheng.reliance.services.resealing")
        sealing.resealable("reliance.checks", resealing.reseal)
        nav.add(
            nav.FooterLink(nav.Group.ABOUT, _("Surveys"), "reliance:surveys", order=13),
            nav.Entry(
                nav.Section.EVALUATION,
                _("Surveys"),
                "chat",
                "reliance:surveys",
                permission=access.Permission.SURVEY_KEEP,
                order=60,
            ),
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Checked lists"),
                "scan",
                "reliance:checks",
                permission=access.Permission.CHECK_VIEW,
                order=70,
            ),
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Tokens for programs"),
                "lock",
                "reliance:tokens",
                permission=access.Permission.TOKEN_KEEP,
                order=71,
            ),
        )
