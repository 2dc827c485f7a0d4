"""Catalogue as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants
from shuzheng.foundation.ui import navigation as nav


class CatalogueConfig(AppConfig):
    """Certificates, standards and majors."""

    name = "shuzheng.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the catalogue records, who may do what, and where one finds it."""
        import_module("shuzheng.catalogue.sentences")
        import_module("shuzheng.catalogue.followers")
        import_module("shuzheng.catalogue.queries.todos")
        import_module("shuzheng.catalogue.queries.record")
        access = import_module("shuzheng.catalogue.access")
        grants.register(access.Permission, access.GRANTS)
        nav.add(
            nav.Entry(
                nav.Section.PILOTS,
                _("Catalogue of certificates"),
                "book",
                "catalogue:index",
                order=40,
            ),
            nav.Entry(
                nav.Section.PLATFORM,
                _("Reference data"),
                "box",
                "catalogue:import",
                permission=access.Permission.CATALOGUE_IMPORT,
                order=60,
            ),
            nav.PublicLink(_("Catalogue of certificates"), "catalogue:index", order=20),
            nav.FooterLink(
                nav.Group.SERVICES, _("Catalogue of certificates"), "catalogue:index", order=10
            ),
            nav.FooterLink(nav.Group.SERVICES, _("Majors"), "catalogue:majors", order=20),
        )
