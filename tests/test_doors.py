"""Every door × every role: who gets in, who is shown out, who is asked to sign in first.

The table is `doors.toml`. An address that is not in it fails, and so does a line without address.
A role that is let in gets an answer (a page, a redirect, a refusal about the state); one
that is not gets 403 or 404, whatever the method. Acts are tried with an empty form, and what they
change is taken back.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests import province, samples

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.province import Province

TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "doors.toml").read_text(encoding="utf-8")
)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LIBRARY = ("account_", "mfa_")
"""Pages of the sign-in library, which guards them itself."""
SHUT = {403, 404}
ROOMS = sorted({name.partition(":")[0] for name in TABLE})


def ours() -> dict[str, tuple[str, ...]]:
    return {name: taken for name, taken in samples.addresses() if not name.startswith(LIBRARY)}


def test_every_address_is_in_the_table_and_every_line_is_an_address() -> None:
    assert sorted(TABLE) == sorted(ours())


def answer(province: Province, name: str, role: str) -> Answer:
    """Knock at a door in a role ("" for nobody), and undo what that did."""
    client = Client(raise_request_exception=False)
    url = reverse(name, kwargs=samples.arguments(name, ours()[name], province))
    with transaction.atomic():
        if role:
            client.force_login(province.users[role], backend=BACKEND)
        response = client.post(url) if TABLE[name]["method"] == "POST" else client.get(url)
        transaction.set_rollback(True)
    return response


def outcome(response: Answer) -> str:
    """Return what became of a knock: open, shut, or asked to sign in."""
    if response.status_code == 302 and "/accounts/login/" in response["Location"]:
        return "sign-in"
    assert response.status_code < 500, response.status_code
    return "shut" if response.status_code in SHUT else "open"


@pytest.mark.django_db
@pytest.mark.parametrize("room", ROOMS)
def test_each_door_opens_to_those_in_the_table_and_to_nobody_else(
    room: str, tmp_path: Path
) -> None:
    built = province.build(tmp_path)
    wrong = []
    for name, line in TABLE.items():
        if name.partition(":")[0] != room:
            continue
        if (got := outcome(answer(built, name, ""))) != line["anonymous"]:
            wrong.append(f"{name}: nobody signed in: {got}")
        for role in built.users:
            got = outcome(answer(built, name, role))
            wanted = "open" if role in line["open"] or line["open"] == ["all"] else "shut"
            if got != wanted:
                wrong.append(f"{name}: {role}: {got}, not {wanted}")
    assert wrong == []
