"""What an empty database is founded with, and what the migrations come to, are the same."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOUND = "from shuzheng.config import preparing; preparing.start_django(); preparing.migrate()"
REPLAY = (
    "from shuzheng.config import preparing; preparing.start_django();"
    "from django.core.management import call_command; call_command('migrate', verbosity=0)"
)
UNAPPLIED = (
    "from shuzheng.config import preparing; preparing.start_django();"
    "from django.core.management import call_command; call_command('migrate', check_unapplied=True)"
)
POSTGRESQL = {
    "columns": "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
    " a.attidentity, pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a"
    " JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'"
    " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'"
    " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
    " WHERE a.attnum > 0 AND NOT a.attisdropped",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE NOT tgisinternal",
}
ROWS = {
    "migrations": "SELECT app, name FROM django_migrations",
    "permissions": "SELECT t.app_label, t.model, p.codename FROM auth_permission p"
    " JOIN django_content_type t ON t.id = p.content_type_id",
}

WIDER = ("columns", "auth_group_permissions", "id")
"""Of Django's own: its history makes the key `bigint`, its model `integer`. We keep no groups."""


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Two empty databases on the engine of this run, as DATABASE_URLs."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgresql"):
        yield f"sqlite:///{tmp_path}/founded.sqlite3", f"sqlite:///{tmp_path}/replayed.sqlite3"
        return
    names = [f"shuzheng_{word}_{os.getpid()}" for word in ("founded", "replayed")]
    with closing(psycopg.connect(server, autocommit=True)) as line:
        for name in names:
            line.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield (
                server.rpartition("/")[0] + f"/{names[0]}",
                (server.rpartition("/")[0] + f"/{names[1]}"),
            )
        finally:
            for name in names:
                line.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def test_a_founded_database_is_what_the_migrations_come_to(databases: tuple[str, str]) -> None:
    founded, replayed = databases

    run(FOUND, founded)
    run(REPLAY, replayed)

    made, expected = schema(founded), schema(replayed)
    assert len(made) > 1_000
    assert sorted(made ^ expected) == []
    run(UNAPPLIED, founded)


def test_a_founded_database_takes_nothing_twice(databases: tuple[str, str]) -> None:
    founded, _ = databases
    run(FOUND, founded)
    before = schema(founded)

    run(FOUND, founded)

    assert schema(founded) == before


def run(script: str, database: str) -> None:
    environment = {**os.environ, "DATABASE_URL": database}
    done = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def schema(database: str) -> set[tuple[str, ...]]:
    """Return every column, constraint, index, trigger and row that a database begins with."""
    if database.startswith("sqlite"):
        with closing(sqlite3.connect(database.removeprefix("sqlite://"))) as file:
            rows = file.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            found = {(kind, name, part) for kind, name, sql in rows for part in parts(sql)}
            return found | {
                (kind, *map(str, row)) for kind, sql in ROWS.items() for row in file.execute(sql)
            }
    with closing(psycopg.connect(database)) as line:
        return {
            (kind, *map(str, row))
            for kind, sql in {**POSTGRESQL, **ROWS}.items()
            for row in line.execute(sql.encode())
            if (kind, *row[:2]) != WIDER
        }


def parts(sql: str) -> list[str]:
    """Return the columns and constraints of a CREATE TABLE one by one; other statements whole."""
    head, bracket, body = sql.partition("(")
    if not head.startswith("CREATE TABLE") or not bracket:
        return [sql]
    found, depth, quote = [""], 0, ""
    for sign in body.rpartition(")")[0]:
        if quote or sign in "'\"":
            quote = "" if sign == quote else quote or sign
        depth += 0 if quote else {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0 and not quote:
            found.append("")
        else:
            found[-1] += sign
    return [re.sub(r"\s+", " ", part).strip() for part in found]
