"""Identity as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from shuzheng.foundation import grants


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
