"""Standing as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import clock, grants
from shuzheng.foundation.ui import navigation as nav


class StandingConfig(AppConfig):
    """What a party may not do, and why."""

    name = "shuzheng.standing"
    label = "standing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what standing records and who may do what."""
        import_module("shuzheng.standing.sentences")
        access = import_module("shuzheng.standing.access")
        grants.register(access.Permission, access.GRANTS)
        pages = import_module("shuzheng.standing.queries.pages_notices")
        nav.add(
            nav.Entry(
                nav.Section.SUPERVISION,
                _("Notices"),
                "alert",
                "standing:notices",
                permission=access.Permission.NOTICE_VIEW,
                order=50,
                count=lambda actor: pages.waiting(actor, clock.now()),
            )
        )
        import_module("shuzheng.standing.queries.pages_measures")
        nav.add(
            nav.Entry(
                nav.Section.SUPERVISION,
                _("Measures"),
                "chat",
                "standing:measures",
                permission=access.Permission.MEASURE_VIEW,
                order=55,
            )
        )
        nav.add(
            nav.Entry(
                nav.Section.SUPERVISION,
                _("Restrictions"),
                "gavel",
                "standing:index",
                permission=access.Permission.RESTRICTION_VIEW,
                order=60,
            )
        )
