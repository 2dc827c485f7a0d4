"""Inspections as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants
from shuzheng.foundation.ui import navigation as nav


class QualityConfig(AppConfig):
    """Inspections, what they find, and what follows."""

    name = "shuzheng.quality"
    label = "quality"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is recorded here, who may do what, and where one finds it."""
        import_module("shuzheng.quality.sentences")
        import_module("shuzheng.quality.queries.todos")
        import_module("shuzheng.quality.web.record")
        access = import_module("shuzheng.quality.access")
        inspections = import_module("shuzheng.quality.queries.inspections")
        findings = import_module("shuzheng.quality.queries.findings")
        vetoes = import_module("shuzheng.quality.queries.vetoes")
        grants.register(access.Permission, access.GRANTS)
        nav.add(
            nav.Entry(
                nav.Section.SUPERVISION,
                _("Inspection campaigns"),
                "scan",
                "quality:campaigns",
                permission=access.Permission.CAMPAIGN_VIEW,
                order=10,
            ),
            nav.Entry(
                nav.Section.SUPERVISION,
                _("Inspections"),
                "clipboard",
                "quality:inspections",
                permission=access.Permission.INSPECTION_VIEW,
                order=15,
                count=inspections.waiting,
            ),
            nav.Entry(
                nav.Section.SUPERVISION,
                _("Findings"),
                "flag",
                "quality:findings",
                permission=access.Permission.INSPECTION_VIEW,
                order=20,
                count=findings.waiting,
            ),
            nav.Entry(
                nav.Section.SUPERVISION,
                _("Vetoes"),
                "gavel",
                "quality:vetoes",
                permission=access.Permission.INSPECTION_VIEW,
                order=25,
                count=vetoes.waiting,
            ),
            nav.FooterLink(nav.Group.SERVICES, _("Inspections"), "quality:public", order=25),
        )
