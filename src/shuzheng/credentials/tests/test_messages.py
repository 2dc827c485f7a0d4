"""Why a certificate ended is published in a list of its own, and no more than its page says."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from shuzheng.credentials.core import bitstring, statuslist, verifying
from shuzheng.credentials.models import Certificate, StatusList
from shuzheng.credentials.queries import verification
from shuzheng.credentials.rules import status as rules
from shuzheng.credentials.rules.status import Ground, Mend, State
from shuzheng.credentials.services import issuing, slots, status
from shuzheng.credentials.tests.cast import LATER, issued_plan, moment
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor

if TYPE_CHECKING:
    from django.test import Client

    from shuzheng.credentials.tests.cast import Cast

OFFICE = actor(Role.OFFICE_OFFICER, person_id=999_999)


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 - it needs the database
    made = issued_plan(["沈予安", "许文澜", "阿依古丽·买买提"])
    issuing.issue(made.plan, actor=made.issuer, now=LATER)
    return made


def of(name: str) -> Certificate:
    return Certificate.objects.get(holder=name)


def revoke(row: Certificate, ground: Ground, cast: Cast) -> None:
    proposal = status.propose_revocation(
        row.number, ground, "替考", LATER.date(), actor=cast.issuer, now=LATER
    )
    status.confirm_revocation(proposal, actor=OFFICE, now=LATER)


def entry_of(row: Certificate) -> dict[str, Any]:
    entry: dict[str, Any] = json.loads(row.credential)["credentialStatus"][2]
    return entry


def published(row: Certificate) -> dict[str, Any]:
    assert row.message_list is not None
    document: dict[str, Any] = json.loads(row.message_list.document)
    return document


def told(row: Certificate) -> str:
    """Return what the published list says of a certificate, as any verifier reads it."""
    return bitstring.status(published(row), bitstring.read_entry(entry_of(row))).message


@pytest.mark.rule("R-112")
@pytest.mark.parametrize(
    ("state", "ground", "message"),
    [
        (State.ISSUED, "", "nothing_further"),
        (State.SUSPENDED, "", "nothing_further"),
        (State.REPLACED, Mend.NAME, "replaced"),
        (State.REPLACED, Mend.IDENTITY_NUMBER, "replaced"),
        (State.REPLACED, Mend.PRINTING_ERROR, "replaced"),
        (State.REPLACED, Mend.STOLEN_KEY, "replaced"),
        (State.REVOKED, Ground.FRAUD, "fraud_or_misconduct"),
        (State.REVOKED, Ground.MISCONDUCT, "fraud_or_misconduct"),
        (State.REVOKED, Ground.ISSUING_ERROR, "issued_in_error"),
    ],
)
def test_a_message_says_the_end_and_not_what_was_corrected(
    state: State, ground: str, message: str
) -> None:
    assert rules.message(state, ground) == message


@pytest.mark.rule("R-112")
@pytest.mark.usefixtures("cast")
def test_a_certificate_names_its_place_and_a_page_that_explains_the_words(client: Client) -> None:
    row = of("沈予安")
    entry = entry_of(row)

    assert row.message_list is not None
    assert entry["statusListCredential"] == slots.url_of(row.message_list)
    assert entry["statusListIndex"] == str(row.message_index)
    page, _, anchor = entry["statusReference"].partition("#")
    answer = client.get(page.removeprefix("http://testserver")).content.decode()
    assert anchor == "messages"
    assert 'id="messages"' in answer
    assert all(one["message"] in answer for one in entry["statusMessage"])


def test_no_list_and_no_place_leads_to_another(cast: Cast) -> None:
    row = of("沈予安")
    lists = StatusList.objects.filter(organisation_id=cast.holder)

    assert sorted(lists.values_list("purpose", flat=True)) == [
        "message",
        "revocation",
        "suspension",
    ]
    assert row.status_lists == frozenset(lists.values_list("pk", flat=True))
    drawn = [(one.revocation, one.suspension, one.message) for one in slots.draw(cast.holder, 200)]
    # By chance alone, one in some fifty thousand has two equal places.
    assert sum(len({slot.index for slot in places}) < 3 for places in drawn) < 5
    assert len({slot.url for places in drawn for slot in places}) == 3


@pytest.mark.rule("R-112")
def test_each_end_is_told_in_the_list_and_nothing_of_the_others(cast: Cast) -> None:
    revoke(of("沈予安"), Ground.MISCONDUCT, cast)
    revoke(of("许文澜"), Ground.ISSUING_ERROR, cast)
    status.suspend(of("阿依古丽·买买提").number, "有人举报", actor=cast.issuer, now=LATER)
    status.publish(now=moment(1))

    assert told(of("沈予安")) == "fraud_or_misconduct"
    assert told(of("许文澜")) == "issued_in_error"
    assert told(of("阿依古丽·买买提")) == "nothing_further"
    bits = statuslist.decode(published(of("沈予安"))["credentialSubject"]["encodedList"])
    assert len(bits) == 65_536
    assert sum(byte.bit_count() for byte in bits) == 3


@pytest.mark.usefixtures("cast")
def test_the_list_is_signed_in_both_forms_and_for_seven_days() -> None:
    status.publish(now=moment(1))
    document = published(of("沈予安"))

    assert [one["cryptosuite"] for one in document["proof"]] == [
        "eddsa-jcs-2022",
        "eddsa-rdfc-2022",
    ]
    assert document["credentialSubject"]["statusPurpose"] == "message"
    assert "statusSize" not in document["credentialSubject"]
    assert StatusList.objects.get(purpose="message").valid_until == moment(8)


def test_a_change_makes_the_list_stale_and_it_is_signed_anew(cast: Cast) -> None:
    status.publish(now=LATER)
    assert StatusList.objects.filter(is_stale=True).count() == 0

    revoke(of("沈予安"), Ground.FRAUD, cast)

    assert StatusList.objects.filter(is_stale=True).count() == 3
    assert status.publish(now=moment(1)) == 3
    found = verification.by_number(of("沈予安").number, "沈予安", moment(1)).report
    assert str(found.checks[7]).startswith("Revoked for fraud or misconduct")


@pytest.mark.rule("R-109")
def test_a_certificate_from_before_is_revoked_as_before(cast: Cast) -> None:
    row = of("沈予安")
    Certificate.objects.filter(pk=row.pk).update(message_list=None, message_index=None)
    revoke(of("沈予安"), Ground.FRAUD, cast)

    status.publish(now=moment(1))

    found = verification.by_number(row.number, "沈予安", moment(1)).report
    assert found.verdict is verifying.Verdict.REVOKED
    assert str(found.checks[7]).startswith("Revoked or replaced")
    assert told(of("许文澜")) == "nothing_further"


@pytest.mark.usefixtures("cast")
def test_the_database_itself_refuses_a_place_twice_but_not_none_twice() -> None:
    first, second = of("沈予安"), of("许文澜")

    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=second.pk).update(message_index=first.message_index)
    Certificate.objects.update(message_list=None, message_index=None)

    assert Certificate.objects.filter(message_list=None).count() == 3


def test_taken_places_are_not_drawn_and_a_full_list_is_followed_by_a_new_one(cast: Cast) -> None:
    row = of("沈予安")
    taken = bytes([0, 1 << 6, 0])  # the fourteenth
    StatusList.objects.filter(purpose="message").update(size=20, given=taken)

    drawn = [one.message for one in slots.draw(cast.holder, 5)]
    assert {one.list_id for one in drawn} == {row.message_list_id}
    assert {one.index for one in drawn} <= set(range(10, 20)) - {14}
    assert len({one.index for one in drawn}) == 5
    noted = bytes(StatusList.objects.get(purpose="message").given)
    assert {n for n in range(20) if noted[n // 8] >> n % 8 & 1} == {
        14,
        *(one.index for one in drawn),
    }
    later = slots.draw(cast.holder, 6)
    assert {one.message.list_id for one in later}.isdisjoint({row.message_list_id})
    assert {one.revocation.list_id for one in later} == {row.revocation_list_id}


@pytest.mark.usefixtures("cast")
def test_what_was_given_before_it_was_noted_is_noted_from_the_certificates() -> None:
    noted = {row.pk: bytes(row.given) for row in StatusList.objects.all()}
    assert sorted(sum(byte.bit_count() for byte in one) for one in noted.values()) == [3, 3, 3]
    StatusList.objects.update(given=b"")

    import_module("shuzheng.credentials.migrations.0012_given_places").note_given(apps, None)

    assert {row.pk: bytes(row.given) for row in StatusList.objects.all()} == noted


def test_more_than_a_list_has_room_for_is_refused(cast: Cast) -> None:
    with pytest.raises(slots.BatchTooLarge) as refused:
        slots.draw(cast.holder, 104_858)

    assert refused.value.params == {"most": 104_857}


def test_places_cost_a_handful_of_queries_however_many_are_drawn(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        slots.draw(cast.holder, 500)

    assert len(queries) <= 8
