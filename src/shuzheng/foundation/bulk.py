"""Insert and look up very many rows: tuples instead of instances, one statement for thousands.

`bulk_create` builds an object and a placeholder for every value; for a roster of 100,000 students
that is most of the time. Values go through their fields' own preparation where it does anything.
Nothing is returned: read the keys back by what makes the rows yours.
"""

from __future__ import annotations

import json
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import (
    DEFAULT_DB_ALIAS,
    IntegrityError,
    connection,
    connections,
    models,
    transaction,
)
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    Prepare = Callable[[Any], Any]

AT_ONCE = 5_000
MANY = 1_000
UUIDS_IN_TEXT = "char(32)"
AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.ForeignKey,
)
"""Fields whose values both engines take as Python has them."""


def insert(
    model: type[models.Model],
    fields: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    pass_over: bool = False,
) -> None:
    """Insert `rows`, each with the values of `fields` (attribute names such as "person_id").

    Fields that are not named take their defaults. `pass_over` skips rows that a unique constraint
    refuses; otherwise IntegrityError is raised, and the caller's transaction is lost.
    """
    every = [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key or field.attname in fields
    ]
    by_name = {field.attname: field for field in every}
    named = [by_name[name] for name in fields]
    rest = [field for field in every if field.attname not in set(fields)]
    constants = [_constant(field) for field in rest]
    prepare = [_prepare(field) for field in named]
    put = _put_postgresql if connection.vendor == "postgresql" else _put_plain
    tail = " ON CONFLICT DO NOTHING" if pass_over else ""
    every_row = iter(rows)
    while batch := list(islice(every_row, AT_ONCE)):
        put(model, [*named, *rest], _prepared(batch, prepare, constants), tail)


def among(values: Collection[str] | Collection[int]) -> RawSQL | tuple[()]:
    """Return thousands of values as the right side of `__in`, carried as one parameter.

    `field__in=[…]` prepares every value and writes a placeholder for each, which takes longer than
    the look-up itself; so does an array, whose driver looks at every value. Values are of the
    column's own type: text, or whole numbers. Where there is none, nothing is asked.
    """
    found = list(values)
    if not found:
        return ()
    body = json.dumps(found)
    if connection.vendor == "postgresql":
        kind = "bigint" if isinstance(found[0], int) else "text"
        sql = f"SELECT value::{kind} FROM json_array_elements_text(%s)"  # noqa: S608 - one of two words
        return RawSQL(sql, [body])  # noqa: S611 - as above
    return RawSQL("SELECT value FROM json_each(%s)", [body])


def _prepared(
    rows: Sequence[Sequence[object]],
    prepare: Sequence[Prepare | None],
    constants: Sequence[object],
) -> list[tuple[object, ...]]:
    """Return the rows as the database takes them; by columns, most of which need nothing done."""
    columns = [
        values if change is None else list(map(change, values))
        for values, change in zip(zip(*rows, strict=True), prepare, strict=True)
    ]
    return list(zip(*columns, *([value] * len(rows) for value in constants), strict=True))


def _prepare(field: models.Field[Any, Any]) -> Prepare | None:
    """Return what turns a Python value into a column's, or None where nothing need be done."""
    if isinstance(field, models.JSONField):
        return partial(connection.ops.adapt_json_value, encoder=field.encoder)
    if field.choices:
        return str
    if isinstance(field, AS_THEY_ARE):
        return None
    if isinstance(field, models.UUIDField) and not field.null:
        return attrgetter("hex") if field.db_type(connection) == UUIDS_IN_TEXT else None
    return _remembering(field)


def _remembering(field: models.Field[Any, Any]) -> Prepare:
    """Return a field's own preparation; a value that repeats from row to row is prepared once."""
    here = connections[DEFAULT_DB_ALIAS]  # the proxy looks the connection up anew every time
    given: object = None
    made: object = None

    def prepare(value: object) -> object:
        nonlocal given, made
        if value is not given or value is None:
            given, made = value, field.get_db_prep_save(value, here)
        return made

    return prepare


def _constant(field: models.Field[Any, Any]) -> object:
    if field.has_default() and callable(field.default) and field.default not in {dict, list}:
        raise ValueError(f"{field.attname} differs from row to row: name it")
    change = _prepare(field)
    value = field.get_default()
    return change(value) if change else value


def _put_plain(
    model: type[models.Model],
    fields: Sequence[models.Field[Any, Any]],
    batch: Sequence[Sequence[Any]],
    tail: str,
) -> None:
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {_name(model)} ({_columns(fields)}) VALUES ({places}){tail}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, batch)


def _put_postgresql(
    model: type[models.Model],
    fields: Sequence[models.Field[Any, Any]],
    batch: Sequence[Sequence[Any]],
    tail: str,
) -> None:
    """COPY; where a row must be passed over, which it cannot, one array for each column instead."""
    if tail:
        try:
            with transaction.atomic():
                _copy(model, fields, batch)
        except IntegrityError:
            _put_arrays(model, fields, batch, tail)
    else:
        _copy(model, fields, batch)
    if len(batch) >= MANY:
        _count_anew(model, len(batch))


def _count_anew(model: type[models.Model], added: int) -> None:
    """Have PostgreSQL count a table whose size `added` rows have changed much.

    It plans by what it counted last, and counts by itself only what is committed: a table that an
    import is filling is empty to it, and a look-up by the wrong index then reads all of it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [_name(model)])
        [(known,)] = cursor.fetchall()
        if 2 * added >= known:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {_name(model)}")


def _copy(
    model: type[models.Model],
    fields: Sequence[models.Field[Any, Any]],
    batch: Sequence[Sequence[Any]],
) -> None:
    # In the binary form the client writes no text and the server reads none: half of the time.
    sql = f"COPY {_name(model)} ({_columns(fields)}) FROM STDIN (FORMAT BINARY)"
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(sql) as copy,
    ):
        copy.set_types([_kind(field) for field in fields])
        for row in batch:
            copy.write_row(row)


def _put_arrays(
    model: type[models.Model],
    fields: Sequence[models.Field[Any, Any]],
    batch: Sequence[Sequence[Any]],
    tail: str,
) -> None:
    arrays = ", ".join(f"%s::{_kind(field)}[]" for field in fields)
    sql = (
        f"INSERT INTO {_name(model)} ({_columns(fields)}) "  # noqa: S608 - names come from models
        f"SELECT * FROM unnest({arrays}){tail}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(column) for column in zip(*batch, strict=True)])


def _kind(field: models.Field[Any, Any]) -> str:
    """Return the type of a column without its length, so that nothing is cut on the way."""
    return (field.db_type(connection) or "text").partition("(")[0]


def _columns(fields: Sequence[models.Field[Any, Any]]) -> str:
    return ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)


def _name(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
