"""The gazette as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants, sealing
from shuzheng.foundation.ui import navigation as nav


class GazetteConfig(AppConfig):
    """What is made public, and what is sent officially."""

    name = "shuzheng.gazette"
    label = "gazette"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is recorded here, who may do what, and where one finds it."""
        import_module("shuzheng.gazette.sentences")
        import_module("shuzheng.gazette.queries.todos")
        desk = import_module("shuzheng.gazette.queries.pages_desk")
        receipts = import_module("shuzheng.gazette.queries.pages_receipts")
        access = import_module("shuzheng.gazette.access")
        grants.register(access.Permission, access.GRANTS)
        resealing = import_module("shuzheng.gazette.services.resealing")
        sealing.resealable("gazette.objections", resealing.reseal)
        nav.add(
            nav.Entry(
                nav.Section.DESK,
                _("Received documents"),
                "file",
                "gazette:inbox",
                permission=access.Permission.DOCUMENT_RECEIVE,
                order=60,
                count=receipts.unsigned,
            ),
            nav.Entry(
                nav.Section.SUPERVISION,
                _("Official documents"),
                "file",
                "gazette:desk",
                permission=access.Permission.DOCUMENT_VIEW,
                order=40,
                count=desk.waiting,
            ),
            nav.PublicLink(_("Official documents"), "gazette:index", order=25),
            nav.FooterLink(nav.Group.SERVICES, _("Official documents"), "gazette:index", order=15),
        )
