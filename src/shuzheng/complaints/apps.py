"""Complaints as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants, sealing
from shuzheng.foundation.ui import navigation as nav


class ComplaintsConfig(AppConfig):
    """Enquiries, complaints and opinions of anybody."""

    name = "shuzheng.complaints"
    label = "complaints"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is recorded here, who may do what, and where one finds it."""
        import_module("shuzheng.complaints.sentences")
        import_module("shuzheng.complaints.queries.todos")
        import_module("shuzheng.complaints.followers")
        import_module("shuzheng.complaints.web.record")
        access = import_module("shuzheng.complaints.access")
        resealing = import_module("shuzheng.complaints.services.resealing")
        sealing.resealable("complaints.complaints", resealing.cases)
        sealing.resealable("complaints.complainants", resealing.complainants)
        sealing.resealable("complaints.messages", resealing.messages)
        grants.register(access.Permission, access.GRANTS)
        nav.add(
            nav.Entry(
                nav.Section.SUPERVISION,
                _("Enquiries and complaints"),
                "chat",
                "complaints:index",
                permission=access.Permission.COMPLAINT_HANDLE,
                order=30,
            ),
            nav.Entry(
                nav.Section.SUPERVISION,
                _("Accounts asked for"),
                "file",
                "complaints:asked",
                permission=access.Permission.COMPLAINT_STATE,
                order=32,
            ),
            nav.PocketLink(_("My enquiries and complaints"), "chat", "complaints:mine"),
            nav.FooterLink(
                nav.Group.SERVICES, _("Enquiries and complaints"), "complaints:new", order=5
            ),
            nav.FooterLink(
                nav.Group.SERVICES, _("You said, we changed"), "complaints:changes", order=6
            ),
        )
