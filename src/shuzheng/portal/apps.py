"""Portal as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import navigation as nav


class PortalConfig(AppConfig):
    """The public site."""

    name = "shuzheng.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put what the platform says about itself into the public footer."""
        nav.add(
            nav.FooterLink(
                nav.Group.ABOUT, _("About the 1+X programme"), "portal:programme", order=5
            ),
            nav.FooterLink(
                nav.Group.ABOUT,
                _("From filing to figures, all of it online"),
                "portal:flow",
                order=6,
            ),
            nav.FooterLink(
                nav.Group.ABOUT, _("What is shared with whom"), "portal:sharing", order=15
            ),
            nav.FooterLink(nav.Group.ABOUT, _("Rulebook"), "rulebook:index", order=10),
            nav.FooterLink(
                nav.Group.ABOUT, _("Protection of personal information"), "portal:privacy", order=20
            ),
            nav.FooterLink(nav.Group.ABOUT, _("Accessibility"), "portal:accessibility", order=30),
        )
