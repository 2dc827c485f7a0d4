"""A dead line to PostgreSQL is known without asking; what is asked often is planned once."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any, cast

import pytest
from django.db import connection, connections

from shuzheng.foundation.postgresql.base import DatabaseWrapper

if TYPE_CHECKING:
    from collections.abc import Iterator

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="of PostgreSQL; the suite runs on it too"
)


class Line:
    """What a wrapper asks of its connection: a socket, and whether we closed it ourselves."""

    closed = False

    def __init__(self, end: socket.socket) -> None:
        self.fileno = end.fileno


@pytest.fixture
def ends() -> Iterator[tuple[DatabaseWrapper, socket.socket]]:
    ours, theirs = socket.socketpair()
    wrapper = DatabaseWrapper({"OPTIONS": {}, "NAME": "none", "TIME_ZONE": None}, "none")
    wrapper.connection = Line(ours)
    yield wrapper, theirs
    wrapper.connection = None
    ours.close()
    theirs.close()


def test_a_quiet_line_is_usable(ends: tuple[DatabaseWrapper, socket.socket]) -> None:
    wrapper, _ = ends
    assert wrapper.is_usable()
    assert wrapper.is_usable()


def test_a_line_that_the_server_closed_is_not(ends: tuple[DatabaseWrapper, socket.socket]) -> None:
    wrapper, theirs = ends
    theirs.close()
    assert not wrapper.is_usable()


def test_nor_is_one_on_which_it_said_something_unasked(
    ends: tuple[DatabaseWrapper, socket.socket],
) -> None:
    wrapper, theirs = ends
    theirs.send(b"terminating connection due to administrator command")
    assert not wrapper.is_usable()


def test_nor_is_none_at_all(ends: tuple[DatabaseWrapper, socket.socket]) -> None:
    wrapper, _ = ends
    wrapper.connection = None
    assert not wrapper.is_usable()


@pytest.fixture
def own() -> Iterator[DatabaseWrapper]:
    """Make a connection beside that of the test, as another thread of the server has one."""
    made = cast("DatabaseWrapper", connections.create_connection("default"))
    made.settings_dict = {**made.settings_dict, "CONN_HEALTH_CHECKS": True}
    yield made
    made.close()


def ask(wrapper: DatabaseWrapper, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    with wrapper.planned_cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@on_postgresql
@pytest.mark.django_db
def test_after_the_server_ended_a_line_the_next_query_takes_a_new_one(
    own: DatabaseWrapper,
) -> None:
    [(before,)] = ask(own, "SELECT pg_backend_pid()")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [before])
    own.close_if_unusable_or_obsolete()  # as at the end of a request

    [(after,)] = ask(own, "SELECT pg_backend_pid()")

    assert after != before


@on_postgresql
@pytest.mark.django_db
def test_a_statement_is_planned_once_whatever_the_size_of_its_numbers(
    own: DatabaseWrapper,
) -> None:
    for number in (1, 70_000, 5_000_000_000):
        assert ask(own, "SELECT %s + 1", (number,)) == [(number + 1,)]

    held = ask(
        own, "SELECT statement FROM pg_prepared_statements WHERE statement LIKE %s", ("% + 1",)
    )

    assert held == [("SELECT $1 + 1",)]
