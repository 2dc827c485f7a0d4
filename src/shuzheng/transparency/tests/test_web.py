"""Anybody can read the log: programs its files, people its page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from shuzheng.transparency.core import checkpoint, leaves, merkle, proof
from shuzheng.transparency.queries import heads
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import Settings

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("shuzheng.transparency.tests.urls")]


@pytest.fixture(autouse=True)
def _static_root(settings: Settings) -> None:
    """Let the static files' middleware find its folder, which no test collects into."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def grow(count: int) -> None:
    log.append([leaves.public("test.entry", f"number {n}") for n in range(count)], now=NOON)
    log.publish(now=NOON)


def test_the_checkpoint_is_plain_text_and_never_cached(client: Client) -> None:
    grow(3)

    response = client.get("/log/checkpoint")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert checkpoint.open(response.content, str(heads.verifier_key())).size == 3


def test_tiles_and_bundles_are_served_to_be_kept(client: Client) -> None:
    grow(300)

    for path, length in (
        ("tile/0/000", 8192),
        ("tile/0/001.p/44", 44 * 32),
        ("tile/1/000.p/1", 32),
        ("tile/entries/001.p/44", 44 * 47),
    ):
        response = client.get(f"/log/{path}")

        assert response["Content-Type"] == "application/octet-stream"
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert len(response.content) == length


@pytest.mark.parametrize(
    "path", ["tile/0/001", "tile/0/000.p/256", "tile/9/000", "tile/0/x000/000", "elsewhere"]
)
def test_what_is_not_in_the_log_is_not_found(client: Client, path: str) -> None:
    grow(3)

    assert client.get(f"/log/{path}").status_code == 404


def test_the_proof_of_an_entry_is_a_file_of_its_own(client: Client) -> None:
    grow(300)

    response = client.get("/log/proof/299")

    found = proof.parse(response.content)
    leaf = merkle.leaf_hash(leaves.public("test.entry", "number 299").data)
    assert proof.verify(found, leaf, str(heads.verifier_key())).size == 300
    assert response["Content-Disposition"] == 'attachment; filename="entry-299.tlog-proof"'


def test_an_entry_that_is_not_there_or_not_signed_has_no_proof(client: Client) -> None:
    grow(3)
    log.append([leaves.public("test.entry", "waits")], now=NOON)

    assert client.get("/log/proof/3").status_code == 409
    for index in ("4", "9" * 30, "9" * 5000, "-1", "x"):
        assert client.get(f"/log/proof/{index}").status_code == 404


def test_files_are_only_read(client: Client) -> None:
    grow(3)

    for path in ("/log", "/log/checkpoint", "/log/tile/0/000.p/3"):
        assert client.post(path).status_code == 405


def test_the_page_shows_the_head_and_the_key(client: Client) -> None:
    grow(3)
    grow(1234)
    log.append([leaves.public("test.entry", "waits")], now=NOON)

    page = client.get("/log").content.decode()

    assert "1,237" in page
    assert str(heads.verifier_key()) in page
    assert "log.example/log" in page
    for head in heads.recent(2):
        assert head.note.split("\n")[2] in page


def test_the_page_says_that_nothing_was_signed_yet(client: Client, settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"

    assert "Nothing has been signed yet" in client.get("/log").content.decode()
    assert client.get("/log/checkpoint").status_code == 404


def test_the_page_costs_few_queries(
    client: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(12):
        grow(1)

    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        client.get("/log")
