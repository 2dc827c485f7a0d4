"""What must be in place before the platform runs: settings, tables, translations, static files."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from shuzheng.config import fresh, messages
from shuzheng.config.environment import BadSetting
from shuzheng.foundation.keyring import NoKeys

STAMP = "static.stamp"


def start_django() -> None:
    """Load the settings and the rooms; ends the process with a sentence where a setting is bad."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuzheng.config.settings")
    try:
        django.setup()
    except (BadSetting, NoKeys) as error:
        raise SystemExit(f"shuzheng: {error}") from None


def prepare() -> list[str]:
    """Bring everything up to date that is not; returns what was done, in words."""
    done = []
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    if messages.compile_stale():
        done.append("translations compiled")
    if migrate():
        done.append("database brought up to date")
    if collect_static():
        done.append("static files collected")
    return done


def migrate() -> bool:
    """Found an empty database, or apply the missing migrations; returns whether any was missing."""
    if fresh.is_empty():
        fresh.found()
        connection.close()
        return True
    executor = MigrationExecutor(connection)
    missing = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    connection.close()
    return missing


def collect_static() -> bool:
    """Collect the static files into STATIC_ROOT where one of them has changed since."""
    stamp = Path(settings.DATA_DIR) / STAMP
    now = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now, encoding="ascii")
    return True


def _fingerprint() -> str:
    """Return a digest of every static file's name, size and time of change."""
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
