"""The annual review as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import append_only, grants
from shuzheng.foundation.ui import navigation as nav


class AdjustmentConfig(AppConfig):
    """The annual review of the catalogue."""

    name = "shuzheng.adjustment"
    label = "adjustment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is recorded here, who may do what, and where one finds it."""
        import_module("shuzheng.adjustment.sentences")
        access = import_module("shuzheng.adjustment.access")
        grants.register(access.Permission, access.GRANTS)
        append_only.guard("adjustment_frozencut")
        import_module("shuzheng.adjustment.queries.todos")
        import_module("shuzheng.adjustment.web.record")
        nav.add(
            nav.Entry(
                nav.Section.EVALUATION,
                _("Catalogue review"),
                "history",
                "adjustment:reviews",
                permission=access.Permission.REVIEW_VIEW,
                order=45,
            ),
            nav.Entry(
                nav.Section.EVALUATION,
                _("Catalogue review"),
                "history",
                "adjustment:own",
                permission=access.Permission.OWN_VIEW,
                order=45,
            ),
            nav.Entry(
                nav.Section.EVALUATION,
                _("Fit with the market"),
                "scan",
                "adjustment:fit",
                permission=access.Permission.FIT_VIEW,
                order=47,
            ),
            nav.FooterLink(
                nav.Group.SERVICES, _("Catalogue review"), "adjustment:public", order=15
            ),
        )
