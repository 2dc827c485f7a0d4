"""Make the database itself refuse to change what must never change.

Triggers on both engines, re-created after every migrate, because SQLite drops a table's triggers
when a migration rebuilds it. `lifted` is for the test harness, which must empty tables; nothing in
the product calls it.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Guard:
    """A table whose rows are never deleted, and never updated but in two ways.

    `erasable` columns may be emptied, all at once; `sealed` ones may be sealed anew, which shows in
    another key's name before the first full stop and a body of the same length after it.
    """

    table: str
    erasable: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()


_guards: dict[str, Guard] = {}


def guard(table: str, *, erasable: tuple[str, ...] = (), sealed: tuple[str, ...] = ()) -> None:
    """Declare a table append-only. Rooms call this from their AppConfig."""
    _guards[table] = Guard(table, erasable, sealed)


def guards() -> tuple[Guard, ...]:
    """Return every declared guard, by table name."""
    return tuple(_guards[name] for name in sorted(_guards))


def install(using: str) -> None:
    """(Re-)create the triggers of every guarded table that exists."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for one in guards():
            if one.table in present:
                for statement in _statements(connection, one):
                    cursor.execute(statement)


def remove(using: str) -> None:
    """Drop the triggers of every guarded table."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for one in guards():
            if one.table in present:
                for statement in _drops(connection, one):
                    cursor.execute(statement)


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Let guarded tables be emptied inside the block. For the test harness."""
    remove(using)
    try:
        yield
    finally:
        install(using)


def _names(one: Guard) -> tuple[str, str]:
    return f"{one.table}_no_delete", f"{one.table}_no_update"


def _drops(connection: BaseDatabaseWrapper, one: Guard) -> list[str]:
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _names(one)]
    names = (*_names(one), f"{one.table}_no_truncate")
    return [f'DROP TRIGGER IF EXISTS {name} ON "{one.table}"' for name in names]


def _statements(connection: BaseDatabaseWrapper, one: Guard) -> list[str]:
    made = (
        _sqlite(connection, one) if connection.vendor == "sqlite" else _postgresql(connection, one)
    )
    return [*_drops(connection, one), *made]


def _may_update(connection: BaseDatabaseWrapper, one: Guard, same: str) -> str:
    """Return SQL that is true of an update that empties what may be, or seals it anew."""
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, one.table)
    columns = sorted(column.name for column in described)
    unchanged = {name: f'NEW."{name}" {same} OLD."{name}"' for name in columns}
    dot = "instr" if connection.vendor == "sqlite" else "strpos"
    emptied = {name: f"NEW.\"{name}\" = ''" for name in one.erasable}
    resealed = {name: _resealed(name, dot) for name in one.sealed}
    ways = [" AND ".join({**unchanged, **way}.values()) for way in (emptied, resealed) if way]
    return " OR ".join(f"({way})" for way in ways) or "FALSE"


def _resealed(name: str, dot: str) -> str:
    """Return SQL that is true of a sealed value under another key, as long as before."""
    new, old = f'NEW."{name}"', f'OLD."{name}"'
    at_new, at_old = f"{dot}({new}, '.')", f"{dot}({old}, '.')"
    return (
        f"{at_new} > 1 AND {at_old} > 1"
        f" AND substr({new}, 1, {at_new}) <> substr({old}, 1, {at_old})"
        f" AND length({new}) - {at_new} = length({old}) - {at_old}"
    )


def _sqlite(connection: BaseDatabaseWrapper, one: Guard) -> list[str]:
    no_delete, no_update = _names(one)
    refuse = f"SELECT RAISE(ABORT, '{one.table} is append-only')"
    allowed = _may_update(connection, one, "IS")
    return [
        f'CREATE TRIGGER {no_delete} BEFORE DELETE ON "{one.table}" BEGIN {refuse}; END',
        f'CREATE TRIGGER {no_update} BEFORE UPDATE ON "{one.table}"'
        f" WHEN NOT ({allowed}) BEGIN {refuse}; END",
    ]


def _postgresql(connection: BaseDatabaseWrapper, one: Guard) -> list[str]:
    no_delete, no_update = _names(one)
    allowed = _may_update(connection, one, "IS NOT DISTINCT FROM")
    call = "EXECUTE FUNCTION shuzheng_append_only()"
    return [
        "CREATE OR REPLACE FUNCTION shuzheng_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        f'CREATE TRIGGER {no_delete} BEFORE DELETE ON "{one.table}" FOR EACH ROW {call}',
        f'CREATE TRIGGER {no_update} BEFORE UPDATE ON "{one.table}" FOR EACH ROW'
        f" WHEN (NOT ({allowed})) {call}",
        f'CREATE TRIGGER {one.table}_no_truncate BEFORE TRUNCATE ON "{one.table}"'
        f" FOR EACH STATEMENT {call}",
    ]
