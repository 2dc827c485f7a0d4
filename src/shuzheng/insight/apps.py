"""Insight as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants
from shuzheng.foundation.ui import navigation


class InsightConfig(AppConfig):
    """The figures."""

    name = "shuzheng.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what insight records, who may see which figures, and where they are found."""
        import_module("shuzheng.insight.sentences")
        access = import_module("shuzheng.insight.access")
        grants.register(access.Permission, access.GRANTS)
        navigation.add(
            navigation.Entry(
                navigation.Section.SUPERVISION,
                _("Figures"),
                "chart",
                "insight:figures",
                permission=access.Permission.FIGURES_VIEW,
                order=40,
            ),
            navigation.PublicLink(_("Open figures"), "insight:open", order=40),
        )
