"""Identity as a Django application."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import grants, sealing
from shuzheng.foundation.ui import navigation as nav

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.identity.access import Permission
    from shuzheng.kernel.actor import Actor


class IdentityConfig(AppConfig):
    """Who there is."""

    name = "shuzheng.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what identity records and who may do what."""
        import_module("shuzheng.identity.sentences")
        access = import_module("shuzheng.identity.access")
        grants.register(access.Permission, access.GRANTS)
        capacities = import_module("shuzheng.identity.queries.capacities")
        jobs = import_module("shuzheng.foundation.jobs")
        jobs.resolve_actor_with(capacities.again)
        kinds = import_module("shuzheng.identity.rules.kinds")
        grants.register(jobs.Permission, {kinds.Role.SYSTEM_ADMIN: {jobs.Permission.OVERSEE}})
        files = import_module("shuzheng.foundation.files")
        deciding = (kinds.Role.PROVINCIAL_ADMIN, kinds.Role.OFFICE_OFFICER)
        grants.register(files.Permission, {role: {files.Permission.READ} for role in deciding})
        resealing = import_module("shuzheng.identity.services.resealing")
        sealing.resealable("identity.persons", resealing.reseal)
        import_module("shuzheng.identity.queries.todos")
        cases = import_module("shuzheng.identity.queries.pages.cases")
        _navigate(access.Permission, cases.waiting)


def _navigate(permission: type[Permission], cases_waiting: Callable[[Actor], int]) -> None:
    nav.add(
        nav.Entry(
            nav.Section.PARTIES,
            _("Parties"),
            "building",
            "identity:parties",
            permission=permission.ORGANISATION_VIEW,
            order=10,
        ),
        nav.Entry(
            nav.Section.PARTIES,
            _("Classes"),
            "cap",
            "identity:classes",
            permission=permission.CLASS_VIEW,
            order=20,
        ),
        nav.Entry(
            nav.Section.PARTIES,
            _("People"),
            "users",
            "identity:people",
            permission=permission.PERSON_VIEW,
            order=30,
        ),
        nav.Entry(
            nav.Section.PARTIES,
            _("Identity cases"),
            "scan",
            "identity:cases",
            permission=permission.CASE_CLOSE,
            order=40,
            count=cases_waiting,
        ),
        nav.Entry(
            nav.Section.PLATFORM,
            _("Activations"),
            "phone",
            "identity:activations",
            permission=permission.ACTIVATION_WATCH,
            order=40,
        ),
    )
