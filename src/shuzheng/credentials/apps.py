"""Credentials as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    """Certificates, their status and their verification."""

    name = "shuzheng.credentials"
    label = "credentials"
    default_auto_field = "django.db.models.BigAutoField"
