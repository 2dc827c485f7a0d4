"""The inbox of those who are written to: they sign for a document, and then read it."""

from __future__ import annotations

import pytest

from shuzheng.gazette.models import Receipt
from shuzheng.gazette.rules.documents import Publicity
from shuzheng.gazette.services import documents, receipts
from shuzheng.gazette.tests.cast import Cast, text
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser, queries
from shuzheng.identity.tests.cast import NOON, organisation

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-001")]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_a_document_waits_on_the_desk_until_it_is_signed_for(cast: Cast) -> None:
    school = organisation("S1")
    pk = cast.out(
        title="调度会通知",
        body="定于下月召开。",
        publicity=Publicity.INTERNAL,
        recipient_ids=(school,),
    )
    receipts.remind(pk, actor=cast.office, now=NOON)
    client = browser(Role.LIAISON, school, name="沈予安")

    desk = text(client.get("/desk/"))
    assert "Documents to sign for" in desk
    assert "The sender has sent a reminder" in desk
    assert "调度会通知" in text(client.get("/gazette/inbox"))
    before = text(client.get(f"/gazette/inbox/{pk}"))
    assert "Sign for it and read" in before
    assert "定于下月召开" not in before
    assert Receipt.objects.get().signed_at is None

    answer = client.post(f"/gazette/inbox/{pk}/sign", follow=True)

    after = text(answer)
    assert "定于下月召开" in after
    assert "沈予安" in after
    assert Receipt.objects.get().signed_at is not None
    assert "Documents to sign for" not in text(client.get("/desk/"))


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.CITY_OFFICER, OrganisationKind.CITY_BUREAU),
        (Role.INSTITUTION_ADMIN, OrganisationKind.INSTITUTION),
        (Role.ORGANISATION_STAFF, OrganisationKind.EVALUATION_ORGANISATION),
    ],
)
def test_every_kind_of_party_has_somebody_who_signs(
    cast: Cast, role: Role, kind: OrganisationKind
) -> None:
    party = organisation("P1", kind)
    pk = cast.out(recipient_ids=(party,))
    client = browser(role, party)

    client.post(f"/gazette/inbox/{pk}/sign")

    assert Receipt.objects.get().signed_at is not None


def test_another_partys_document_is_not_there(cast: Cast) -> None:
    pk = cast.out(recipient_ids=(organisation("S1"),))
    client = browser(Role.LIAISON, organisation("S2"))

    assert client.get(f"/gazette/inbox/{pk}").status_code == 404
    assert client.post(f"/gazette/inbox/{pk}/sign").status_code == 404
    assert "No document received yet" in text(client.get("/gazette/inbox"))


def test_a_withdrawn_document_says_so_and_shows_nothing(cast: Cast) -> None:
    school = organisation("S1")
    pk = cast.out(body="误发内容", publicity=Publicity.INTERNAL, recipient_ids=(school,))
    client = browser(Role.LIAISON, school)
    client.post(f"/gazette/inbox/{pk}/sign")
    documents.withdraw(pk, "发送有误", actor=cast.department, now=NOON)

    shown = text(client.get(f"/gazette/inbox/{pk}"))

    assert "发送有误" in shown
    assert "误发内容" not in shown


def test_the_inbox_costs_the_same_for_one_document_and_for_many(cast: Cast) -> None:
    school = organisation("S1")
    client = browser(Role.LIAISON, school)
    cast.out(recipient_ids=(school,))
    few = queries(client, "/gazette/inbox")
    for _ in range(10):
        cast.out(recipient_ids=(school,))

    assert queries(client, "/gazette/inbox") == few <= 40
