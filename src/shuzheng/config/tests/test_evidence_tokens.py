"""Evidence files leave by the interface and the command, in the name of whoever made the token."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from shuzheng.config import evidence_command
from shuzheng.credentials.core import evidence_file, verifying
from shuzheng.credentials.queries import trust
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import LATER
from shuzheng.foundation import facts, rulebooks
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Membership, User
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import LONG_AGO, browser, person, text
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.reliance.models import Token
from shuzheng.reliance.rules import tokens as rules
from shuzheng.reliance.rules.tokens import Scope
from shuzheng.reliance.services import tokens

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from shuzheng.credentials.tests.visits import Register
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db
URL = "/api/v1/evidence"
EXPORTED = "credentials.evidence.exported"
WHY = "持有人与用人单位争议"


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    return visits.register(monkeypatch)


def keeper(role: Role, party: int) -> Actor:
    """Return somebody with an account and a membership, as a token needs one."""
    someone = person()
    user = User.objects.create(
        username=f"keeper-{role}-{party}", person_id=someone, created_at=NOON, password="!"
    )
    held = Membership.objects.create(
        person_id=someone, organisation_id=party, role=role, since=LONG_AGO
    )
    made = actor(role, party, person_id=someone)
    return replace(made, user_id=user.pk, membership_id=held.pk)


def token(who: Actor, days: int = 90) -> str:
    return tokens.make("争议办理系统", Scope.EVIDENCE, days, actor=who, now=LATER)


def issuer(register: Register) -> Actor:
    return keeper(Role.ORGANISATION_ISSUER, register.cast.holder)


def ask(secret: str, number: str, reason: str = WHY) -> Answer:
    client = Client(headers={"Accept-Language": "en", "Authorization": f"Bearer {secret}"})
    sent = {"number": number, "reason": reason}
    return client.post(URL, sent, content_type="application/json")


def refused(answer: Answer, status: int) -> str:
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"].startswith("application/problem+json")
    code: str = json.loads(answer.content)["code"]
    return code


def names_of(body: bytes) -> list[str]:
    return sorted(zipfile.ZipFile(io.BytesIO(body)).namelist())


def command(
    monkeypatch: pytest.MonkeyPatch, secret: str, number: str, output: Path, reason: str = WHY
) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{secret}\n"))
    return evidence_command.main([number, "--output", str(output), "--reason", reason])


MEMBERS = ["bundle.json", "checkpoint", "evidence.json", "evidence.pdf"]


@pytest.mark.rule("R-110")
@pytest.mark.rule("R-115")
def test_a_program_gets_the_file_of_the_page_and_the_same_record_is_left(
    register: Register,
) -> None:
    row, who = register.of("沈予安"), issuer(register)

    answer = ask(token(who), row.number)

    assert answer.status_code == 200, answer.content.decode()
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    assert names_of(answer.content) == MEMBERS
    report = evidence_file.judge(answer.content, verifying.Verifier(trust.current(LATER), LATER))
    assert report.verdict == "valid"
    fact = Fact.objects.get(verb=EXPORTED)
    assert (fact.user_id, fact.role, fact.organisation_id) == (
        who.user_id,
        "organisation_issuer",
        register.cast.holder,
    )
    assert facts.personal_of(fact) == {"reason": WHY}
    assert WHY not in json.dumps(fact.data, ensure_ascii=False)


@pytest.mark.rule("R-115")
def test_whoever_may_not_on_the_page_may_not_with_a_token(register: Register) -> None:
    number = register.of("沈予安").number
    other = organisation("E9", OrganisationKind.EVALUATION_ORGANISATION, name="演示另一评价中心")

    stranger = refused(ask(token(keeper(Role.ORGANISATION_ISSUER, other)), number), 404)

    assert stranger == "no-such-certificate"
    assert refused(ask(token(issuer(register)), "X2026D1000120009999N"), 404) == stranger
    with pytest.raises(NotPermitted):
        token(keeper(Role.LIAISON, register.cast.school))
    assert not Fact.objects.filter(verb=EXPORTED).exists()


@pytest.mark.rule("R-115")
def test_a_reason_is_needed_and_bad_input_is_named(register: Register) -> None:
    number, secret = register.of("沈予安").number, token(issuer(register))

    assert refused(ask(secret, number, " "), 422) == "status-reason-missing"
    answer = ask(secret, number, "")
    assert refused(answer, 422) == "invalid-request"
    assert json.loads(answer.content)["errors"][0]["place"] == "body.reason"
    assert refused(ask("szt_nothing", number), 401) == "token-not-valid"
    assert not Fact.objects.filter(verb=EXPORTED).exists()


def test_a_token_opens_what_it_was_made_for_and_nothing_else(register: Register) -> None:
    firm = organisation("Q1", OrganisationKind.ENTERPRISE, name="演示企业")
    verifier = keeper(Role.ENTERPRISE_USER, firm)
    of_checks = tokens.make("人事系统", Scope.MANY, 90, actor=verifier, now=LATER)
    row = register.of("沈予安")

    assert refused(ask(of_checks, row.number), 403) == "token-other-purpose"
    client = Client(headers={"Authorization": f"Bearer {token(issuer(register))}"})
    pairs = {"pairs": [{"number": row.number, "holder": row.holder}]}
    answer = client.post("/api/v1/checks", pairs, content_type="application/json")
    assert refused(answer, 403) == "token-other-purpose"
    for who, scope in ((verifier, Scope.EVIDENCE), (issuer_again(register), Scope.ONE)):
        with pytest.raises(rules.OtherPurpose):
            tokens.make("越权", scope, 30, actor=who, now=LATER)


def issuer_again(register: Register) -> Actor:
    return actor(Role.ORGANISATION_ISSUER, register.cast.holder)


@pytest.mark.rule("R-110")
def test_a_token_for_evidence_files_is_short_lived(register: Register) -> None:
    who, book = issuer(register), rulebooks.current()

    with pytest.raises(rules.TermTooLong):
        token(who, 91)
    assert rules.check_term(90, Scope.EVIDENCE, LATER.date(), book) == timedelta(days=90)
    assert rules.check_term(365, Scope.MANY, LATER.date(), book) == timedelta(days=365)


@pytest.mark.rule("R-110")
def test_the_command_writes_the_same_file_once(
    register: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    office = keeper(Role.OFFICE_OFFICER, register.office)
    number, output, secret = register.of("沈予安").number, tmp_path / "证据.zip", token(office)

    assert command(monkeypatch, secret, number, output) == 0
    assert capsys.readouterr().out == f"{output}\n"
    assert names_of(output.read_bytes()) == MEMBERS
    assert output.stat().st_mode & 0o777 == 0o600
    fact = Fact.objects.get(verb=EXPORTED)
    assert (fact.user_id, fact.role) == (office.user_id, "office_officer")
    assert facts.personal_of(fact) == {"reason": WHY}

    assert command(monkeypatch, secret, number, output) == 2
    assert "File exists" in capsys.readouterr().err
    assert Fact.objects.filter(verb=EXPORTED).count() == 1


@pytest.mark.parametrize(
    ("secret", "number", "reason", "said"),
    [
        ("szt_nothing", "", WHY, "Send a token that is in force"),
        ("", "", " ", "Say why, in words."),
        ("", "X2026D1000120009999N", WHY, "There is no such certificate."),
    ],
)
def test_the_command_names_what_is_wrong_and_leaves_no_file(
    register: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    secret: str,
    number: str,
    reason: str,
    said: str,
) -> None:
    secret = secret or token(issuer(register))
    number = number or register.of("沈予安").number
    output = tmp_path / "evidence.zip"

    assert command(monkeypatch, secret, number, output, reason) == 1

    assert said in capsys.readouterr().err
    assert not output.exists()
    assert not Fact.objects.filter(verb=EXPORTED).exists()


def test_a_folder_that_is_not_there_is_named_before_anything_is_recorded(
    register: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    output = tmp_path / "nowhere" / "evidence.zip"

    status = command(monkeypatch, token(issuer(register)), register.of("沈予安").number, output)

    assert status == 2
    assert f"{output}: No such file or directory" in capsys.readouterr().err
    assert not Fact.objects.filter(verb=EXPORTED).exists()


@pytest.mark.parametrize("role", [Role.OFFICE_OFFICER, Role.ORGANISATION_ISSUER])
def test_staff_make_such_a_token_on_its_page_and_are_offered_no_checks(
    register: Register, role: Role
) -> None:
    party = register.office if role is Role.OFFICE_OFFICER else register.cast.holder
    client = browser(role, party)

    page = text(client.get("/tokens/new"))
    made = text(client.post("/tokens/new", {"name": "争议办理", "scope": "evidence", "days": "90"}))
    refusal = text(client.post("/tokens/new", {"name": "核验", "scope": "many", "days": "90"}), 422)

    assert "Evidence files of certificates" in page
    assert "Many certificates in a request" not in page
    assert "szt_" in made
    assert "Select a valid choice" in refusal
    [row] = Token.objects.all()
    assert (row.scope, row.organisation_id) == ("evidence", party)
    assert "争议办理" in text(client.get("/tokens"))


def test_parties_do_not_see_each_others_tokens(register: Register) -> None:
    token(issuer(register))
    office: Any = keeper(Role.OFFICE_OFFICER, register.office)

    assert list(Token.objects.within(office)) == []
    assert Token.objects.within(issuer_again(register)).count() == 1
