"""What verifiers' programs fetch is answered before sessions, languages and rights."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from shuzheng.transparency.core import leaves
from shuzheng.transparency.services import export, log

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import Settings

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)
BUNDLE = "/log/tile/entries/000.p/3"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _published(settings: Settings) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    log.append([leaves.public("test.entry", f"number {n}") for n in range(3)], now=NOON)
    log.publish(now=NOON)


def test_a_tile_is_read_from_its_file_and_nobody_is_asked_for(
    client: Client, settings: Settings, django_assert_num_queries: Callable[[int], object]
) -> None:
    export.export(settings.LOG_DIR)

    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        found = client.get(BUNDLE)

    assert found.content == (settings.LOG_DIR / "tile/entries/000.p/3").read_bytes()
    assert found.content[2:].startswith(b"shuzheng-log/v1\ntest.entry\npublic number 0\n")
    assert found["Content-Type"] == "application/octet-stream"
    assert found["Content-Length"] == "135"
    assert found["Cache-Control"] == "public, max-age=31536000, immutable"
    assert found["X-Content-Type-Options"] == "nosniff"
    assert "Vary" not in found
    assert client.head(BUNDLE).status_code == 200


def test_without_the_file_the_database_answers(client: Client, settings: Settings) -> None:
    export.export(settings.LOG_DIR)
    kept = client.get(BUNDLE).content
    (settings.LOG_DIR / "tile/entries/000.p/3").unlink()

    assert client.get(BUNDLE).content == kept


@pytest.mark.parametrize(
    "path",
    [
        "/log/tile/entries/000.p/4",
        "/log/tile/../checkpoint",
        "/log/tile/%2e%2e/checkpoint",
        "/log/tile/",
        "/status/absent",
    ],
)
def test_what_there_is_not_is_refused_the_ordinary_way(
    client: Client, settings: Settings, path: str
) -> None:
    export.export(settings.LOG_DIR)

    found = client.get(path)

    assert found.status_code == 404
    assert "Content-Security-Policy" in found


def test_nothing_can_be_sent_there(client: Client) -> None:
    assert client.post(BUNDLE).status_code == 405
