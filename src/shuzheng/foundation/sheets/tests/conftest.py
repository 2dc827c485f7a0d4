"""What the tests of imports stand on: the cast's capacities, and the pretended room's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation

from shuzheng.foundation.jobs import actors
from shuzheng.foundation.jobs.tests import work
from shuzheng.foundation.jobs.tests.work import COLLEAGUE, STRANGER, XU
from shuzheng.foundation.sheets.tests import room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shuzheng.foundation.sheets.tests.room.ActorMiddleware",
    "shuzheng.foundation.web.refusals.RefusalMiddleware",
]


@pytest.fixture
def cast_resolves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Resolve the capacities of the cast, which is no part of identity, while a test runs."""
    monkeypatch.setattr(actors, "_resolvers", [work.resolve])
    monkeypatch.setattr(room, "referred", [])


@pytest.fixture
def pages(settings: Settings, cast_resolves: None, db: None) -> Iterator[None]:  # noqa: ARG001 - they come first
    """Serve the pretended room's pages, in English."""
    settings.MIDDLEWARE = MIDDLEWARE
    settings.ROOT_URLCONF = "shuzheng.foundation.sheets.tests.room"
    with translation.override("en"):
        yield


@pytest.fixture
def xu(pages: None) -> Client:  # noqa: ARG001 - the pages come first
    """Return 许文澜's browser."""
    return Client(headers={"X-User": str(XU.user_id)})


@pytest.fixture
def colleague(pages: None) -> Client:  # noqa: ARG001 - the pages come first
    """Return a colleague's browser."""
    return Client(headers={"X-User": str(COLLEAGUE.user_id)})


@pytest.fixture
def stranger(pages: None) -> Client:  # noqa: ARG001 - the pages come first
    """Return the browser of somebody in another institution."""
    return Client(headers={"X-User": str(STRANGER.user_id)})
