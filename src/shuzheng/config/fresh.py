"""Found an empty database in one transaction: the tables as the models say, no history replayed.

A database that has tables already is brought up to date by its migrations, as ever. What they come
to and what is made here is the same, table by table, on both engines: `tests/test_schema.py`.
Rationale: docs/decisions/0051.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

if TYPE_CHECKING:
    from django.db.models import Model


def is_empty() -> bool:
    """Return whether the database has no table at all."""
    return not connection.introspection.table_names()


def found() -> None:
    """Make every table, and record every migration as applied; all of it or nothing."""
    applied = list(MigrationLoader(None).disk_migrations)
    with connection.constraint_checks_disabled(), transaction.atomic():
        with connection.schema_editor() as editor:
            for model in _models():
                editor.create_model(model)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in applied:
            recorder.record_applied(app, name)
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=False)
        if model._meta.managed and not model._meta.proxy
    ]
