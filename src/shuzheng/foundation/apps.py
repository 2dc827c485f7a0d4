"""The foundation as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate  # noqa: TID251 - the one signal: triggers come back after migrate

from shuzheng.foundation import append_only


class FoundationConfig(AppConfig):
    """Guards the facts and keeps the guards alive."""

    name = "shuzheng.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is append-only and re-create the triggers after every migrate."""
        append_only.guard("foundation_fact")
        append_only.guard("foundation_factsubject")
        append_only.guard("foundation_factpayload", erasable=("salt", "body"), sealed=("body",))
        append_only.guard("foundation_storedfile", sealed=("key_sealed",))
        import_module("shuzheng.foundation.resealing")
        import_module("shuzheng.foundation.sheets.uploads")  # what uploads record, as sentences
        post_migrate.connect(_install, sender=self, dispatch_uid="shuzheng-append-only")


def _install(using: str, **_: object) -> None:
    append_only.install(using)
