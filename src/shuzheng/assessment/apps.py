"""Assessment as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from shuzheng.foundation import grants


class AssessmentConfig(AppConfig):
    """Sites, plans, registration to result."""

    name = "shuzheng.assessment"
    label = "assessment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what assessment records and who may do what."""
        import_module("shuzheng.assessment.sentences")
        import_module("shuzheng.assessment.followers")
        access = import_module("shuzheng.assessment.access")
        grants.register(access.Permission, access.GRANTS)
