"""The list of one's own reminders, the bell, how one is told, and what the administrator sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.foundation import clock, facts, sealing
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Membership
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import LONG_AGO, queries, text
from shuzheng.identity.tests.cast import NOON, organisation
from shuzheng.reminders.core.gateway import Gateway
from shuzheng.reminders.models import Digest, Reminder, Wish
from shuzheng.reminders.tests.cast import (
    ADDRESS,
    PHONE,
    Cast,
    browser,
    cast,
    later,
    member,
    reachable,
    tell,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

pytestmark = pytest.mark.django_db
ANSWER = "The department answered your question"
BUDGET = 45


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at the cast's noon."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> Cast:
    made = cast()
    made.answered()
    made.answered()
    tell(NOON)
    return made


def main(page: str) -> str:
    """Return the main part of a page."""
    return page.split("<main")[1]


def test_the_list_shows_the_own_reminders_and_leads_to_the_thing(here: Cast) -> None:
    page = text(browser(here.liaison).get("/reminders"))

    assert page.count(ANSWER) >= 2
    key = Reminder.objects.filter(person_id=here.liaison.person_id).first()
    assert key is not None
    assert f'href="/support/questions/{key.key}"' in page
    assert "Help and answers" in main(page)
    assert ANSWER not in text(browser(here.elsewhere).get("/reminders?view=all"))
    assert "Nothing is unread" in text(browser(here.elsewhere).get("/reminders"))


def test_the_bell_counts_what_is_unread_on_every_page(here: Cast) -> None:
    client = browser(here.liaison)

    assert 'sz-count is-bad">2<' in client.get("/desk/").content.decode()
    client.post("/reminders/read", {"until": 10**6})
    page = client.get("/desk/").content.decode()
    assert 'href="/reminders"' in page
    assert "sz-count is-bad" not in page


def test_one_is_marked_as_read_and_stays_under_all(here: Cast) -> None:
    client = browser(here.liaison)
    mine = Reminder.objects.filter(person_id=here.liaison.person_id).order_by("pk")
    answer = client.post(f"/reminders/{mine[0].pk}/read", {"next": "/reminders?view=all"})

    assert (answer.status_code, answer["Location"]) == (302, "/reminders?view=all")
    assert mine[0].read_at == NOON
    assert mine[1].read_at is None
    assert main(text(client.get("/reminders"))).count("Mark as read") == 1
    everything = main(text(client.get("/reminders?view=all")))
    assert everything.count(f">{ANSWER}") == 2
    assert everything.count("Mark as read") == 1


@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example", "/desk/", ""])
def test_marking_leads_back_to_the_list_and_nowhere_else(here: Cast, next_: str) -> None:
    answer = browser(here.liaison).post("/reminders/read", {"until": "0", "next": next_})

    assert answer["Location"] == "/reminders"


def test_nobody_reads_or_marks_anothers_reminder(here: Cast) -> None:
    row = Reminder.objects.filter(person_id=here.liaison.person_id).first()
    assert row is not None
    for other in (here.head, here.elsewhere, here.department):
        assert browser(other).post(f"/reminders/{row.pk}/read").status_code == 404
    assert browser(here.liaison).post("/reminders/999999/read").status_code == 404
    row.refresh_from_db()
    assert row.read_at is None


def test_the_list_is_narrowed_by_topic(here: Cast) -> None:
    client = browser(here.liaison)

    assert ANSWER in main(text(client.get("/reminders?topic=support")))
    page = main(text(client.get("/reminders?topic=certificate")))
    assert ANSWER not in page
    assert "Nothing was found" in page or "Clear the filters" in page
    for odd in ("topic=nonsense", "view=x", "sort=-words", "page=9999", "until=x"):
        assert client.get(f"/reminders?{odd}").status_code == 200


def test_in_another_capacity_the_party_is_named_and_no_link_leads_there(here: Cast) -> None:
    other = organisation("PJ9", OrganisationKind.EVALUATION_ORGANISATION)
    here_too = Membership.objects.create(
        person_id=here.liaison.person_id,
        organisation_id=other,
        role=Role.ORGANISATION_STAFF,
        since=LONG_AGO,
    )
    client = browser(here.liaison)
    client.post("/account/capacity", {"capacity": here_too.pk})
    page = main(text(client.get("/reminders")))

    assert ANSWER in page
    assert "演示S1" in page
    assert "/support/questions/" not in page


def test_learners_have_the_list_in_their_own_frame(here: Cast) -> None:
    student = member(Role.STUDENT, here.school)
    page = text(browser(student).get("/reminders"))

    assert "sz-pocket" in page
    assert "Nothing is unread" in page
    assert 'aria-current="page"><svg' in page


def test_the_list_takes_few_queries_however_long_it_is(here: Cast) -> None:
    client = browser(here.liaison)
    few = queries(client, "/reminders")
    for n in range(30):
        here.answered(later(minutes=n))
    tell(later(hours=1))
    many = queries(client, "/reminders?size=50")

    assert many <= few
    assert many <= BUDGET


def test_one_chooses_how_one_is_told(here: Cast, settings: Settings) -> None:
    client = browser(here.liaison)
    page = text(client.get("/reminders/wishes"))
    assert "One SMS a day" not in page
    assert "Kept encrypted" in page
    assert 'name="mail" id="id_mail" checked' in page or "checked" in page

    answer = client.post("/reminders/wishes", {"mail": "on", "address": f" {ADDRESS} "})
    assert answer["Location"] == "/reminders"
    row = Wish.objects.get()
    assert (row.mail, row.sms, row.messenger) == (True, False, False)
    assert sealing.unseal(row.address_sealed, row.place()) == ADDRESS
    page = text(client.get("/reminders/wishes"))
    assert "l***@school.example" in page
    assert ADDRESS not in page
    # an empty field keeps it, the tick deletes it
    client.post("/reminders/wishes", {"address": ""})
    row.refresh_from_db()
    assert (row.mail, row.address) == (False, ADDRESS)
    client.post("/reminders/wishes", {"mail": "on", "address": "", "forget": "on"})
    row.refresh_from_db()
    assert (row.address_sealed, row.address_masked) == ("", "")
    fact = Fact.objects.filter(verb="reminders.wish.chosen").first()
    assert fact is not None
    assert fact.data == {}
    assert fact.verb in facts.confidential()
    settings.SMS_GATEWAY = Gateway("https://gateway.example/send", "x")
    assert "No telephone number of yours is on record" in text(client.get("/reminders/wishes"))


def test_a_gateway_is_offered_with_the_masked_number(here: Cast, settings: Settings) -> None:
    settings.MESSENGER_GATEWAY = Gateway("https://gateway.example/send", "x")
    reachable(here.liaison, "", PHONE)
    client = browser(here.liaison)
    page = text(client.get("/reminders/wishes"))

    assert "One enterprise message a day" in page
    assert "One SMS a day" not in page
    assert "to 0017" in page
    assert PHONE not in page
    client.post("/reminders/wishes", {"messenger": "on"})
    row = Wish.objects.get()
    assert (row.mail, row.sms, row.messenger) == (False, False, True)


def test_a_wrong_address_is_said_beside_the_form(here: Cast) -> None:
    client = browser(here.liaison)
    page = text(client.post("/reminders/wishes", {"mail": "on", "address": "school"}), 422)

    assert "Give an e-mail address" in page
    assert Wish.objects.count() == 0


def test_the_administrator_sees_how_many_digests_failed(here: Cast) -> None:
    office = here.department.organisation_id
    for n, (sent, failed) in enumerate(((NOON, None), (None, NOON), (None, NOON), (None, None))):
        Digest.objects.create(
            person_id=here.liaison.person_id,
            on=later(days=-n).date(),
            channel="mail",
            until=1,
            began_at=NOON,
            sent_at=sent,
            failed_at=failed,
        )
    keeper = member(Role.SYSTEM_ADMIN, office)
    page = main(browser(keeper).get("/desk/").content.decode())

    assert "Digests that failed in a week" in page
    assert "of 1 sent; of 1 nobody knows" in page
