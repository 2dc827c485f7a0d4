"""Organs and plan as a Django application."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants
from shuzheng.foundation.ui import navigation as nav

if TYPE_CHECKING:
    from enum import StrEnum


class GovernanceConfig(AppConfig):
    """The province's organs and its plan."""

    name = "shuzheng.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is recorded here, who may do what, and where one finds it."""
        import_module("shuzheng.governance.sentences")
        import_module("shuzheng.governance.queries.todos")
        access = import_module("shuzheng.governance.access")
        grants.register(access.Permission, access.GRANTS)
        _show(access.Permission)
        _show_everybody()


def _show(permission: type[StrEnum]) -> None:
    """Say where one finds what stands here."""
    nav.add(
        nav.Entry(
            nav.Section.PLANNING,
            _("Plan of the year"),
            "flag",
            "governance:plans",
            permission=permission["PLAN_VIEW"],
            order=3,
        ),
        nav.Entry(
            nav.Section.PLANNING,
            _("Milestones"),
            "calendar",
            "governance:milestones",
            permission=permission["MILESTONE_VIEW"],
            order=4,
        ),
        nav.Entry(
            nav.Section.PLANNING,
            _("Bodies of the province"),
            "users",
            "governance:bodies",
            permission=permission["BODY_VIEW"],
            order=5,
        ),
    )
    _show_more(permission)


def _show_more(permission: type[StrEnum]) -> None:
    """Say where one finds advice, officers and experts."""
    nav.add(
        nav.Entry(
            nav.Section.PLANNING,
            _("Guidance by the committee"),
            "book",
            "governance:guidance",
            permission=permission["GUIDANCE_VIEW"],
            order=19,
        ),
        nav.Entry(
            nav.Section.PLANNING,
            _("Officers of certificates"),
            "user",
            "governance:care",
            permission=permission["CARE_VIEW"],
            order=6,
        ),
        nav.Entry(
            nav.Section.PLANNING,
            _("Provincial expert pool"),
            "cap",
            "governance:experts",
            permission=permission["POOL_VIEW"],
            order=60,
        ),
        nav.Entry(
            nav.Section.PLANNING,
            _("Panels of the province"),
            "users",
            "governance:panels",
            permission=permission["POOL_VIEW"],
            order=61,
        ),
    )


def _show_everybody() -> None:
    """Say where everybody finds what is public."""
    nav.add(
        nav.FooterLink(
            nav.Group.SERVICES,
            _("What the province publishes"),
            "governance:public-lists",
            order=16,
        ),
        nav.FooterLink(
            nav.Group.ABOUT, _("Bodies of the province"), "governance:public-bodies", order=8
        ),
        nav.FooterLink(nav.Group.SERVICES, _("Plan and milestones"), "governance:public", order=14),
        nav.FooterLink(
            nav.Group.SERVICES, _("Panels of experts"), "governance:public-panels", order=26
        ),
    )
