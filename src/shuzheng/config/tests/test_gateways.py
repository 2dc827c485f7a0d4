"""Gateways for messages and the hour of digests; what is half said stops the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.config import environment
from shuzheng.reminders.core.gateway import Gateway

if TYPE_CHECKING:
    from pathlib import Path

URL, FILE = "SHUZHENG_SMS_URL", "SHUZHENG_SMS_SECRET_FILE"


@pytest.fixture
def secret(tmp_path: Path) -> str:
    """Return the file of a gateway's secret."""
    path = tmp_path / "secret"
    path.write_text("geheim\n", encoding="utf-8")
    path.chmod(0o600)
    return str(path)


def test_without_a_word_there_is_no_gateway_and_digests_leave_at_seven(tmp_path: Path) -> None:
    found = environment.read({}, tmp_path)

    assert (found.sms_gateway, found.messenger_gateway, found.digest_hour) == (None, None, 7)


@pytest.mark.parametrize(
    "url", ["https://gateway.example/send", "http://127.0.0.1:8099/sms", "http://localhost/x"]
)
def test_a_gateway_is_named_by_address_and_secret(tmp_path: Path, secret: str, url: str) -> None:
    found = environment.read({URL: url, FILE: secret}, tmp_path)

    assert found.sms_gateway == Gateway(url, "geheim")
    assert found.messenger_gateway is None
    assert "geheim" not in repr(found)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({URL: ""}, "belong together"),
        ({FILE: ""}, "belong together"),
        ({URL: "http://gateway.example/send"}, "must look like https"),
        ({URL: "https://me:pw@gateway.example/"}, "must look like https"),
        ({URL: "https://gateway.example/?key=1"}, "must look like https"),
        ({URL: "gateway.example"}, "must look like https"),
        ({FILE: "/nowhere"}, "secret file /nowhere cannot be read"),
        ({"SHUZHENG_DIGEST_HOUR": "24"}, "an hour from 0 to 23"),
        ({"SHUZHENG_DIGEST_HOUR": "-1"}, "an hour from 0 to 23"),
        ({"SHUZHENG_DIGEST_HOUR": "seven"}, "an hour from 0 to 23"),
    ],
)
def test_what_is_half_said_stops_the_start(
    tmp_path: Path, secret: str, change: dict[str, str], why: str
) -> None:
    said = {URL: "https://gateway.example/send", FILE: secret, **change}
    with pytest.raises(environment.BadSetting, match=why):
        environment.read(said, tmp_path)


def test_a_secret_that_others_can_read_stops_the_start(tmp_path: Path, secret: str) -> None:
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(environment.BadSetting, match="can be read by others"):
        environment.read({URL: "https://gateway.example/send", FILE: secret}, tmp_path)


def test_midnight_is_an_hour(tmp_path: Path) -> None:
    assert environment.read({"SHUZHENG_DIGEST_HOUR": "0"}, tmp_path).digest_hour == 0
