"""The door, open for the tests of one module."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from shuzheng.config.conformance import server
from shuzheng.config.tests.conformance.caller import Caller

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def caller() -> Iterator[Caller]:
    """Open the door on a free port, and close it at the end."""
    with server.Door("127.0.0.1", 0) as door:
        thread = threading.Thread(target=door.serve_forever)
        thread.start()
        yield Caller(door)
        door.shutdown()
        thread.join()
