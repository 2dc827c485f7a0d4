"""Desk as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The signed-in home."""

    name = "shuzheng.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
