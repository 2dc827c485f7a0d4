"""Fees as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants, sealing
from shuzheng.foundation.ui import navigation as nav


class FeesConfig(AppConfig):
    """Ceilings, agreements, exemptions."""

    name = "shuzheng.fees"
    label = "fees"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what fees records, who may do what, where its pages are."""
        import_module("shuzheng.fees.sentences")
        access = import_module("shuzheng.fees.access")
        grants.register(access.Permission, access.GRANTS)
        resealing = import_module("shuzheng.fees.services.resealing")
        sealing.resealable("fees.claims", resealing.reseal)
        import_module("shuzheng.fees.queries.documents")
        import_module("shuzheng.fees.queries.todos")
        pages = import_module("shuzheng.fees.queries.agreement_pages")
        claims = import_module("shuzheng.fees.queries.claims")
        kinds = import_module("shuzheng.identity.rules.kinds")
        permission = access.Permission
        nav.add(
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Fee agreements"),
                "coins",
                "fees:agreements",
                permission=permission.AGREEMENT_VIEW,
                order=60,
                count=pages.waiting,
            ),
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Ceilings and waivers"),
                "shield",
                "fees:ceilings",
                permission=permission.CEILING_VIEW,
                order=62,
            ),
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Assessment fees"),
                "clipboard",
                "fees:payments",
                permission=permission.PAYMENT_RECORD,
                order=64,
            ),
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Hardship claims"),
                "lock",
                "fees:claims",
                roles=(kinds.Role.INSTITUTION_ADMIN, kinds.Role.OFFICE_OFFICER),
                order=66,
                count=claims.waiting,
            ),
        )
