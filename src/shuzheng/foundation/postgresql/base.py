"""Django's backend for PostgreSQL, with a cheaper look at the line and statements planned once.

Django asks `SELECT 1` before the first query of every request, to learn whether the server is still
there. An idle line on which something can be read says the same without a round trip: the server
has closed it, or said why it will. A line that was cut without a word is found out by neither.
"""

from __future__ import annotations

import select
from typing import TYPE_CHECKING, Any

from django.db.backends.postgresql import base
from psycopg import Cursor
from psycopg.types.numeric import Int8

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.utils import CursorWrapper


class PlannedCursor(Cursor[Any]):
    """A cursor whose statements the server plans once for each connection.

    Whole numbers are all sent as eight bytes: a statement is kept by the types of its values, which
    would otherwise follow from how large they happen to be.
    """

    def execute(self, query: Any, params: Sequence[Any] | None = None, **options: Any) -> Any:  # type: ignore[override] # noqa: ANN401 - psycopg's own is of many forms
        """Execute a statement, prepared at its first use; its rows come in binary form."""
        values = [Int8(one) if type(one) is int else one for one in params or ()]
        return super().execute(query, values, prepare=True, binary=True, **options)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to PostgreSQL."""

    def is_usable(self) -> bool:
        """Say whether the line still stands: nothing can be read from one that lies idle."""
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return not poll.poll(0)

    def planned_cursor(self) -> CursorWrapper:
        """Return a cursor for statements that are asked again and again (`Prepared`).

        Where statements are logged it is an ordinary one, which can say what it sent.
        """
        if self.queries_logged:
            return self.cursor()
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            wrapped: CursorWrapper = self._prepare_cursor(PlannedCursor(self.connection))  # type: ignore[attr-defined]
        return wrapped
