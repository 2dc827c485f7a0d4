"""Every request gets an answer, and every run is its own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from shuzheng.config.conformance import server
from shuzheng.config.tests.conformance.caller import PLAIN
from shuzheng.credentials.core.integrity import checking, suites

if TYPE_CHECKING:
    from shuzheng.config.tests.conformance.caller import Caller


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/", b"", 404),
        ("GET", "/vc-api/status/other", b"", 404),
        ("GET", "/vc-api/credentials/issue", b"", 404),
        ("POST", "/credentials/issue", b"{}", 404),
        ("POST", "/vc-api/credentials/derive", b"{}", 404),
        ("POST", "/vc-api/jcs/jcs/credentials/issue", b"{}", 404),
        ("POST", "/vc-api/credentials/issue", b"", 400),
        ("POST", "/vc-api/credentials/issue", b"[]", 400),
        ("POST", "/vc-api/credentials/issue", b"{}", 400),
        ("POST", "/vc-api/credentials/issue", b'{"credential": "{}"}', 400),
        ("POST", "/vc-api/credentials/issue", b'{"credential": {}, "options": []}', 400),
        ("POST", "/vc-api/credentials/verify", b'{"verifiableCredential": "{}"}', 400),
        ("POST", "/vc-api/credentials/verify", b'{"a": 1, "a": 2}', 400),
        ("POST", "/vc-api/presentations/verify", b'{"verifiablePresentation": []}', 400),
    ],
)
def test_every_other_request_gets_an_answer_with_errors(
    caller: Caller, method: str, path: str, body: bytes, status: int
) -> None:
    found, answer = caller.ask(method, path, body)

    assert found == status
    assert len(answer["errors"]) == 1


@pytest.mark.parametrize("length", ["1048577", "-1", "many"])
def test_a_request_that_is_too_large_is_not_read(caller: Caller, length: str) -> None:
    headers = {"Content-Length": length}

    assert caller.ask("POST", "/vc-api/credentials/issue", b"", **headers)[0] == 413


def test_one_run_knows_nothing_of_another() -> None:
    with server.Door("127.0.0.1", 0) as one, server.Door("127.0.0.1", 0) as other:
        assert one.issuer.identifier != other.issuer.identifier
        assert one.certificate != other.certificate
        credential = one.issuer.issue(PLAIN, {}, suite=suites.RDFC, now=datetime.now(UTC))
        expected = checking.Expectation("assertionMethod", datetime.now(UTC))
        assert [who.identifier for who in checking.require(credential, expected)] == [
            one.issuer.identifier
        ]
        assert other.issuer.list_at(credential["credentialStatus"]["statusListCredential"]) is None
