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

    from django.db.models import QuerySet

HOLE = "\0{}"
"""Stands in the query for a text that is given later; no stored text has a NUL."""


class Prepared:
    """A query for the first row that has certain texts.

    `write` is called once, with one stand-in for each of the `asked` texts, and returns a
    `values_list` in the order in which the first row is wanted.
    """

    def __init__(self, write: Callable[..., QuerySet[Any, Any]], asked: int = 0) -> None:
        self._write = write
        self._holes = [HOLE.format(n) for n in range(asked)]

    def first(self, *texts: str) -> tuple[Any, ...] | None:
        """Return the first row for these texts, or None where there is none."""
        sql, params, converters, alias = self._written
        given = dict(zip(self._holes, texts, strict=True))
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(one, one) for one in params])
            row = cursor.fetchone()
        if row is None:
            return None
        values = list(row)
        for place, (steps, expression) in converters.items():
            for step in steps:
                values[place] = step(values[place], expression, connection)
        return tuple(values)

    @cached_property
    def _written(self) -> tuple[str, Sequence[Any], Mapping[int, tuple[list[Any], Any]], str]:
        """Return the SQL, its parameters, what makes values of columns, and the database."""
        rows = self._write(*self._holes)[:1]
        compiler = rows.query.get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return sql, params, converters, rows.db
