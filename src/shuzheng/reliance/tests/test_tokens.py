"""Programs of an enterprise ask with a token: made once, hashed, bounded, withdrawn."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from shuzheng.credentials.tests.visits import NAMES
from shuzheng.foundation import rulebooks
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Membership, User
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import LONG_AGO, browser, person, text
from shuzheng.identity.tests.cast import NOON, actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.reliance import access
from shuzheng.reliance.models import Check, Token
from shuzheng.reliance.rules import tokens as rules
from shuzheng.reliance.rules.tokens import Scope
from shuzheng.reliance.services import tokens
from shuzheng.reliance.tests import cast
from shuzheng.reliance.tests.cast import HELD, NOW, UNKNOWN, Street

if TYPE_CHECKING:
    from django.conf import LazySettings

    from shuzheng.kernel.actor import Actor

URL = "/api/v1/checks"


@pytest.fixture
def street(db: None, monkeypatch: pytest.MonkeyPatch) -> Street:  # noqa: ARG001 - it needs the database
    return cast.street(monkeypatch)


@pytest.fixture
def verifier(street: Street) -> Actor:
    """Return a verifier with an account and a membership, as a token needs one."""
    someone = person()
    user = User.objects.create(
        username="verifier", person_id=someone, created_at=NOON, password="!"
    )
    held = Membership.objects.create(
        person_id=someone,
        organisation_id=street.enterprise,
        role=Role.ENTERPRISE_USER,
        since=LONG_AGO,
    )
    made = actor(Role.ENTERPRISE_USER, street.enterprise, person_id=someone)
    return replace(made, user_id=user.pk, membership_id=held.pk)


def make(verifier: Actor, scope: Scope = Scope.MANY, days: int = 90) -> str:
    return tokens.make("人事系统", scope, days, actor=verifier, now=NOW)


def ask(secret: str, *pairs: tuple[str, str], status: int = 200) -> dict[str, Any]:
    sent = {"pairs": [{"number": number, "holder": name} for number, name in pairs]}
    client = Client(headers={"Accept-Language": "en", "Authorization": f"Bearer {secret}"})
    answer = client.post(URL, sent, content_type="application/json")
    assert answer.status_code == status, answer.content.decode()
    said: dict[str, Any] = json.loads(answer.content)
    return said


@pytest.mark.rule("R-112")
def test_a_program_gets_the_answers_of_a_workbook_in_its_order(
    street: Street, verifier: Actor
) -> None:
    pairs = [(street.number(name), name) for name in NAMES]

    said = ask(make(verifier), *pairs, (UNKNOWN, HELD))

    assert [one["outcome"] for one in said["answers"]] == [
        "valid",
        "suspended",
        "revoked",
        "replaced",
        "absent",
    ]
    assert said["answers"][0] == {
        "number": street.number(HELD),
        "outcome": "valid",
        "certificate": "演示软件测试",
        "level": "intermediate",
        "module": "",
        "organisation": "演示评价中心",
        "issued_on": "2026-05-01",
        "since": None,
        "replaced_by": "",
    }
    assert said["answers"][3]["replaced_by"] == street.successor
    row = Check.objects.get()
    assert (row.channel, row.organisation_id, row.asked) == ("interface", street.enterprise, 5)


@pytest.mark.parametrize("secret", ["", "szt_nothing", "x" * 500])
@pytest.mark.django_db
def test_without_a_token_in_force_nothing_is_told(secret: str) -> None:
    said = ask(secret, (UNKNOWN, HELD), status=401)

    assert said["code"] == "token-not-valid"
    answer = Client().post(URL, {}, content_type="application/json")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_a_withdrawn_and_an_expired_token_open_nothing(street: Street, verifier: Actor) -> None:
    secret = make(verifier)
    tokens.withdraw(Token.objects.get().uid, actor=verifier, now=NOW)
    tokens.withdraw(Token.objects.get().uid, actor=verifier, now=NOW)
    other = make(verifier, days=1)

    ask(secret, (street.number(HELD), HELD), status=401)
    with pytest.raises(rules.BadToken):
        tokens.bearer(other, NOW + timedelta(days=1))

    assert tokens.bearer(other, NOW).actor.organisation_id == street.enterprise
    assert Fact.objects.filter(verb="reliance.token.withdrawn").count() == 1


def test_a_token_ends_with_the_membership_of_whoever_made_it(
    street: Street, verifier: Actor
) -> None:
    secret = make(verifier)
    Membership.objects.filter(pk=verifier.membership_id).update(until=LONG_AGO)

    ask(secret, (street.number(HELD), HELD), status=401)


def test_a_token_for_one_names_one(street: Street, verifier: Actor) -> None:
    secret = make(verifier, Scope.ONE)

    ask(secret, (street.number(HELD), HELD))
    said = ask(secret, (street.number(HELD), HELD), (UNKNOWN, HELD), status=403)

    assert said["code"] == "token-beyond-scope"
    assert Check.objects.count() == 1


def test_a_request_names_a_thousand_at_most(street: Street) -> None:
    book = rulebooks.current()
    rules.check_scope(Scope.MANY, 1_000, NOW.date(), book)

    with pytest.raises(rules.BeyondScope):
        rules.check_scope(Scope.MANY, 1_001, NOW.date(), book)
    with pytest.raises(rules.TermTooLong):
        rules.check_term(366, Scope.MANY, NOW.date(), book)
    assert street.enterprise


def test_each_token_has_a_minute_of_its_own(
    street: Street, verifier: Actor, settings: LazySettings
) -> None:
    settings.VERIFICATION_PER_MINUTE = 2
    first, second = make(verifier), make(verifier)
    pair = (street.number(HELD), HELD)

    for _ in range(2):
        ask(first, pair)
    said = ask(first, pair, status=429)
    ask(second, pair)

    assert said["code"] == "too-many-requests"


def test_the_secret_is_not_kept_and_the_facts_do_not_tell_it(verifier: Actor) -> None:
    secret = make(verifier)

    assert re.fullmatch(r"szt_[A-Za-z0-9_-]{32}", secret)
    assert secret not in repr(vars(Token.objects.get()))
    fact = Fact.objects.get(verb="reliance.token.made")
    assert fact.data == {"scope": "many", "days": 90}


def test_only_verifiers_keep_tokens_and_only_of_their_enterprise(
    street: Street, verifier: Actor
) -> None:
    make(verifier)
    uid = Token.objects.get().uid
    rival = actor(Role.ENTERPRISE_USER, cast.enterprise("Q2"), person_id=700_001)

    with pytest.raises(access.NoSuchToken):
        tokens.withdraw(uid, actor=rival, now=NOW)
    with pytest.raises(NotPermitted):
        make(actor(Role.LIAISON, street.enterprise))


def test_a_token_is_made_on_its_page_shown_once_and_withdrawn(street: Street) -> None:
    client = browser(Role.ENTERPRISE_USER, street.enterprise)

    sent = {"name": "人事系统", "scope": "many", "days": "90"}
    made = text(client.post("/tokens/new", sent))
    secret = re.findall(r"szt_[A-Za-z0-9_-]{32}", made)[0]
    listed = text(client.get("/tokens"))

    assert secret not in listed
    assert "人事系统" in listed
    client.post(f"/tokens/{Token.objects.get().uid}/withdraw")
    assert "Withdrawn" in text(client.get("/tokens"))
    ask(secret, (street.number(HELD), HELD), status=401)
