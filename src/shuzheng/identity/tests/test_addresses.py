"""Whom the lock on guessed passwords and the list of busy devices see, with a proxy and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from shuzheng.identity.models import Activation, User
from shuzheng.identity.services import activation
from shuzheng.identity.tests import browsers
from shuzheng.identity.tests.browsers import person, soon
from shuzheng.identity.tests.cast import NOON

if TYPE_CHECKING:
    from django.conf import LazySettings as Settings

PASSWORD = "correct-horse-7"
PROXY = "127.0.0.1"
STRANGER, HOLDER = "203.0.113.9", "198.51.100.4"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def account() -> None:
    """Give 沈予安 an account and a password."""
    pk = person("沈予安", 850)
    user = User(username="shen", person_id=pk, created_at=NOON)
    user.set_password(PASSWORD)
    user.save()


def sign_in(password: str, peer: str, forwarded: str = "", name: str = "shen") -> int:
    """Sign in with a new browser; `forwarded` is what the request's header says. 302 let it in."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return (
        Client(REMOTE_ADDR=peer, headers=headers)
        .post("/accounts/login/", {"login": name, "password": password})
        .status_code
    )


def guess(peer: str, forwarded: str = "") -> None:
    for _ in range(5):
        sign_in("a wrong guess", peer, forwarded)


def test_behind_the_proxy_a_stranger_who_guesses_locks_only_their_own_address(
    settings: Settings,
) -> None:
    settings.IS_PRODUCTION = True
    guess(PROXY, STRANGER)

    assert sign_in(PASSWORD, PROXY, STRANGER) == 429
    assert sign_in(PASSWORD, PROXY, HOLDER) == 302


def test_a_forged_header_neither_escapes_the_lock_nor_locks_somebody_else(
    settings: Settings,
) -> None:
    settings.IS_PRODUCTION = True
    for number in range(5):
        sign_in("a wrong guess", PROXY, f"192.0.2.{number}, {HOLDER}, {STRANGER}")

    assert sign_in(PASSWORD, PROXY, f"192.0.2.99, {STRANGER}") == 429
    assert sign_in(PASSWORD, PROXY, HOLDER) == 302


@pytest.mark.parametrize("production", [True, False])
def test_without_a_proxy_the_header_is_not_believed(
    settings: Settings, *, production: bool
) -> None:
    settings.IS_PRODUCTION = production
    for number in range(5):
        sign_in("a wrong guess", STRANGER, f"192.0.2.{number}")

    assert sign_in(PASSWORD, STRANGER, HOLDER) == 429
    assert sign_in(PASSWORD, HOLDER) == 302


def test_a_name_in_other_letters_is_the_same_name() -> None:
    for name in ("shen", "Shen", "SHEN", "sHen", " shen"):
        sign_in("a wrong guess", STRANGER, name=name)

    assert sign_in(PASSWORD, STRANGER, name="sheN") == 429


def test_a_network_of_version_six_is_locked_as_one(settings: Settings) -> None:
    settings.IS_PRODUCTION = True
    for number in range(5):
        sign_in("a wrong guess", PROXY, f"2001:db8:1:2::{number}")

    assert sign_in(PASSWORD, PROXY, "2001:db8:1:2::99") == 429
    assert sign_in(PASSWORD, PROXY, "2001:db8:1:3::99") == 302


def test_a_whole_class_may_sign_in_at_once_from_one_address(settings: Settings) -> None:
    settings.IS_PRODUCTION = True

    assert {sign_in(PASSWORD, PROXY, HOLDER) for _ in range(60)} == {302}


def test_guessing_from_many_addresses_is_slowed_by_name(settings: Settings) -> None:
    settings.IS_PRODUCTION = True
    for number in range(30):
        sign_in("a wrong guess", PROXY, f"203.0.113.{number}")

    assert sign_in(PASSWORD, PROXY, HOLDER) == 200
    assert sign_in("a wrong guess", PROXY, HOLDER) == 200


def devices(peer: str, *forwarded: str) -> list[str]:
    """Activate an account for one student after another; return the devices that were noted."""
    here = browsers.school()
    codes = activation.issue_codes(here.students, actor=here.clerk, now=soon())
    for code, said in zip(codes, forwarded, strict=True):
        answer = Client(REMOTE_ADDR=peer, headers={"X-Forwarded-For": said}).post(
            "/activate",
            {
                "code": code.code,
                "name": code.name,
                "username": f"user{code.code[:4]}",
                "password": "battery-staple-8",
                "again": "battery-staple-8",
            },
            headers={"User-Agent": "Browser/1"},
        )
        assert answer.status_code == 302
    return [row.device_index for row in Activation.objects.order_by("pk")]


def test_behind_the_proxy_devices_are_told_apart_by_their_own_address(settings: Settings) -> None:
    settings.IS_PRODUCTION = True
    first, second, third = devices(PROXY, HOLDER, f"{HOLDER}, {STRANGER}", STRANGER)

    assert first != second
    assert second == third


def test_without_a_proxy_a_forged_header_makes_no_new_device(settings: Settings) -> None:
    settings.IS_PRODUCTION = True
    first, second, third = devices(STRANGER, "192.0.2.1", "192.0.2.2", "192.0.2.3")

    assert first == second == third


def test_the_sign_in_page_asks_for_the_sign_in_name_in_the_words_of_the_other_pages() -> None:
    page = Client(headers={"Accept-Language": "en"}).get("/accounts/login/").content.decode()
    assert "Sign-in name" in page
    assert "Username" not in page
