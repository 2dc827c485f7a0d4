"""An address gets so many requests a minute, whichever process answers it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import RequestFactory

from shuzheng.foundation.web import limiter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.http import HttpRequest
    from pytest_django import Settings

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)

SPENDER = """
import sys
from django.conf import settings
settings.configure(DATA_DIR=sys.argv[1], SECRET_KEY="k" * 64, IS_PRODUCTION=False)
from shuzheng.foundation.web import limiter
table = limiter._table(sys.argv[1])
print(sum(not table.spend("look 1.2.3.4", 100, 60_000.0) for _ in range(200)))
"""


@pytest.fixture
def ask(tmp_path: Path, settings: Settings) -> Callable[..., int]:
    settings.DATA_DIR = tmp_path

    def once(address: str = "192.0.2.7", *, after: float = 0, cost: int = 1) -> int:
        request = RequestFactory().get("/", REMOTE_ADDR=address)
        try:
            limiter.check(
                request,
                "look",
                now=NOON + timedelta(seconds=after),
                per_minute=3,
                loopback=5,
                cost=cost,
            )
        except limiter.TooMany as refusal:
            return int(str(refusal.params["seconds"]))
        return 0

    return once


def request(address: str, **headers: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


def test_the_limit_is_reached_and_says_how_long_to_wait(ask: Callable[..., int]) -> None:
    assert [ask() for _ in range(5)] == [0, 0, 0, 60, 60]
    assert ask("192.0.2.8") == 0


def test_the_window_slides_from_one_minute_into_the_next(ask: Callable[..., int]) -> None:
    assert [ask(after=59) for _ in range(3)] == [0, 0, 0]

    assert ask(after=61) > 0
    assert ask(after=81) == 0
    assert ask(after=82) > 0
    assert [ask(after=180) for _ in range(3)] == [0, 0, 0]


def test_waiting_as_long_as_told_is_enough(ask: Callable[..., int]) -> None:
    for _ in range(3):
        ask(after=30)
    wait = ask(after=70)

    assert wait > 0
    assert ask(after=70 + wait) == 0


def test_a_dear_request_counts_for_several(ask: Callable[..., int]) -> None:
    assert (ask(cost=2), ask(cost=2), ask(), ask()) == (0, 60, 0, 60)


def test_this_machine_has_a_limit_of_its_own(ask: Callable[..., int]) -> None:
    assert [ask("127.0.0.1") > 0 for _ in range(6)] == [False] * 5 + [True]
    assert [ask("::1") > 0 for _ in range(6)] == [False] * 5 + [True]


def test_a_network_of_version_six_counts_as_one_visitor(ask: Callable[..., int]) -> None:
    found = [ask(f"2001:db8:1:2::{n}") > 0 for n in range(4)]

    assert found == [False, False, False, True]
    assert ask("2001:db8:1:3::1") == 0


@pytest.mark.parametrize("address", ["", "somebody", "1.2.3.4, 5.6.7.8", "9" * 400])
def test_what_is_no_address_counts_as_one_visitor(ask: Callable[..., int], address: str) -> None:
    assert [ask(address) > 0 for _ in range(4)] == [False, False, False, True]


def test_only_the_web_server_of_production_says_for_whom_it_asks(settings: Settings) -> None:
    header = {"X-Forwarded-For": "203.0.113.9, 198.51.100.4"}
    assert str(limiter.address_of(request("127.0.0.1", **header))) == "127.0.0.1"

    settings.IS_PRODUCTION = True
    assert str(limiter.address_of(request("127.0.0.1", **header))) == "198.51.100.4"
    assert str(limiter.address_of(request("127.0.0.1"))) == "127.0.0.1"
    assert str(limiter.address_of(request("192.0.2.7", **header))) == "192.0.2.7"
    assert str(limiter.address_of(request("::ffff:192.0.2.7"))) == "192.0.2.7"


def test_many_addresses_take_no_more_room(ask: Callable[..., int], tmp_path: Path) -> None:
    for n in range(2_000):
        assert ask(f"10.{n >> 8}.{n & 255}.1") == 0

    assert (tmp_path / limiter.FILE).stat().st_size == 8_192 * 80


def test_the_file_holds_no_address(ask: Callable[..., int], tmp_path: Path) -> None:
    ask("192.0.2.7")

    data = (tmp_path / limiter.FILE).read_bytes()
    assert b"192.0.2.7" not in data
    assert bytes([192, 0, 2, 7]) not in data


def test_all_processes_share_one_count(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SPENDER, str(tmp_path)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]  # noqa: S603

    admitted = [int(one.communicate(timeout=60)[0]) for one in started]

    assert sum(admitted) == 100
