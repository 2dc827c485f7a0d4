"""Assessment as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Sites, plans, registration to result."""

    name = "shuzheng.assessment"
    label = "assessment"
    default_auto_field = "django.db.models.BigAutoField"
