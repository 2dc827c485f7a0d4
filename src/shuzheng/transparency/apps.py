"""Transparency as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    """The evidence log."""

    name = "shuzheng.transparency"
    label = "transparency"
    default_auto_field = "django.db.models.BigAutoField"
