"""A query that is written once and asked many times, for the few pages that must be quick.

Most of what a small query costs is writing its SQL anew. Here the ORM writes it at the first asking
and afterwards only the values are put in; a row comes back as `values_list` would give it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import QuerySet

    _Converters = Mapping[int, tuple[list[Any], Any]]
    _Written = tuple[str, Sequence[Any], _Converters, str]

TEXT_HOLE, NUMBER_HOLE = "\0{}", -(1 << 62)
"""Stand in the query for values given later: no stored text has a NUL, no row such a number."""


class Prepared:
    """A query for the rows that have certain texts, or certain whole numbers.

    `write` is called once, with one stand-in for each of the `asked` values of a `kind`, and
    returns a `values_list` in the order in which the rows are wanted.
    """

    def __init__(
        self,
        write: Callable[..., QuerySet[Any, Any]],
        asked: int = 0,
        kind: type[str | int] = str,
    ) -> None:
        self._write = write
        self._holes = [
            TEXT_HOLE.format(n) if kind is str else NUMBER_HOLE + n for n in range(asked)
        ]

    def first(self, *given: str | int) -> tuple[Any, ...] | None:
        """Return the first row for these values, or None where there is none."""
        return next(iter(self._ask(self._for_one, given)), None)

    def all(self, *given: str | int) -> list[tuple[Any, ...]]:
        """Return every row for these values; for queries that find few."""
        return self._ask(self._for_all, given)

    def _ask(self, written: _Written, given: Sequence[str | int]) -> list[tuple[Any, ...]]:
        sql, params, converters, alias = written
        values = dict(zip(self._holes, given, strict=True))
        connection = connections[alias]
        # PostgreSQL plans it once too, which costs more there than the answer.
        cursor_of = getattr(connection, "planned_cursor", connection.cursor)
        with cursor_of() as cursor:
            cursor.execute(sql, [values.get(one, one) for one in params])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        if not converters:
            return rows
        return [_converted(row, converters, connection) for row in rows]

    @cached_property
    def _for_one(self) -> _Written:
        return _written(self._write(*self._holes)[:1])

    @cached_property
    def _for_all(self) -> _Written:
        return _written(self._write(*self._holes))


def _converted(
    row: Sequence[Any], converters: _Converters, connection: BaseDatabaseWrapper
) -> tuple[Any, ...]:
    values = list(row)
    for place, (steps, expression) in converters.items():
        for step in steps:
            values[place] = step(values[place], expression, connection)
    return tuple(values)


def _written(rows: QuerySet[Any, Any]) -> _Written:
    """Return the SQL, its parameters, what makes values of columns, and the database."""
    compiler = rows.query.get_compiler(using=rows.db)
    sql, params = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    return sql, params, converters, rows.db
