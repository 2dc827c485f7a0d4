"""Complaints stand on the record of an evaluation organisation, for those who may know of them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from shuzheng.complaints.models import Complaint
from shuzheng.complaints.queries import record
from shuzheng.complaints.queries.record import RecordCase
from shuzheng.complaints.rules.complaint import Kind, Outcome, State
from shuzheng.complaints.services import handling
from shuzheng.complaints.tests.cast import CONTACT, NAME, TEXT, Cast, cast, later
from shuzheng.complaints.web.record import complaints_beside
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import RECORD_QUERIES, browser, queries, text
from shuzheng.identity.tests.cast import actor, organisation

if TYPE_CHECKING:
    from shuzheng.identity.queries.beside import Section
    from shuzheng.kernel.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-055")]
QUESTION = "请说明监考安排。"


@pytest.fixture
def here() -> Cast:
    return cast()


def section(here: Cast, who: Actor) -> Section | None:
    return complaints_beside(here.holder.organisation_id, who, later(5))


def seen(here: Cast, who: Actor) -> list[tuple[str, str]]:
    found = section(here, who)
    assert found is not None
    return [(one.words, one.url) for one in found.items]


def test_the_record_has_what_is_about_the_organisation_or_a_certificate_of_it(here: Cast) -> None:
    about_it = here.triaged(about="PJ1")
    about_certificate = here.triaged(about="Z1", kind=Kind.OPINION)
    here.triaged(about="S1")
    here.triaged(about="Z1", kind=Kind.ENQUIRY)
    here.triaged(about="")

    found = record.cases(here.holder.organisation_id, here.office)

    assert {one.id: (one.kind, one.about, one.state) for one in found} == {
        about_it: (Kind.COMPLAINT, "演示评价中心", State.TRIAGED),
        about_certificate: (Kind.OPINION, "演示证书", State.TRIAGED),
    }


def test_the_answer_stands_with_it(here: Cast) -> None:
    pk = here.investigated(about="Z1")
    handling.answer(
        pk, handling.Answer("属实。", Outcome.UPHELD, "更换考官"), actor=here.office, now=later(3)
    )

    [line] = record.cases(here.holder.organisation_id, here.office)

    assert (line.state, line.outcome) == (State.ANSWERED, Outcome.UPHELD)


def test_a_record_has_no_place_for_who_complains_or_what_was_written() -> None:
    assert [one.name for one in fields(RecordCase)] == [
        "id",
        "number",
        "kind",
        "about",
        "received_on",
        "state",
        "outcome",
    ]


def test_those_who_assign_see_all_others_see_what_they_own(here: Cast) -> None:
    owned = here.triaged(about="Z1", owner=here.bureau)
    other = here.triaged(about="PJ1")

    assert {url for _, url in seen(here, here.office)} == {
        f"/complaints/cases/{owned}",
        f"/complaints/cases/{other}",
    }
    assert {url for _, url in seen(here, here.department)} == {
        f"/complaints/cases/{owned}",
        f"/complaints/cases/{other}",
    }
    assert [url for _, url in seen(here, here.bureau)] == [f"/complaints/cases/{owned}"]
    assert seen(here, here.elsewhere) == []


def test_the_organisation_sees_what_it_was_asked_and_nothing_else(here: Cast) -> None:
    pk = here.investigated(about="Z1")
    here.triaged(about="PJ1")
    assert seen(here, here.holder) == []

    party = here.holder.organisation_id
    handling.ask_party(pk, party, QUESTION, actor=here.office, now=later(3))

    assert seen(here, here.holder) == [(QUESTION, "/complaints/asked")]


def test_another_organisation_never_finds_its_own_questions_on_a_strangers_record(
    here: Cast,
) -> None:
    pk = here.investigated(about="Z1")
    party = here.holder.organisation_id
    handling.ask_party(pk, party, QUESTION, actor=here.office, now=later(3))
    other = organisation("PJ2", OrganisationKind.EVALUATION_ORGANISATION)

    assert complaints_beside(other, here.holder, later(5)) is None


@pytest.mark.parametrize(
    "role", [Role.ORGANISATION_ISSUER, Role.INSPECTOR, Role.SECURITY_ADMIN, Role.AUDITOR]
)
def test_who_neither_handles_nor_answers_cases_is_handed_nothing(here: Cast, role: Role) -> None:
    here.triaged(about="Z1")

    assert section(here, actor(role, here.holder.organisation_id)) is None
    assert section(here, actor(role, here.office.organisation_id)) is None


def test_the_pages_of_the_record_never_name_who_complains(here: Cast) -> None:
    pk = here.investigated(about="Z1")
    party = here.holder.organisation_id
    handling.ask_party(pk, party, QUESTION, actor=here.office, now=later(3))
    number = Complaint.objects.get(pk=pk).number
    office = browser(Role.OFFICE_OFFICER, here.office.organisation_id)
    own = browser(Role.ORGANISATION_STAFF, party)

    to_office, to_itself = (text(one.get(f"/parties/{party}")) for one in (office, own))

    assert f'<a href="/complaints/cases/{pk}">Complaint {number}</a>' in to_office
    assert "R-055" in to_office
    assert QUESTION in to_itself
    assert number not in to_itself
    for page in (to_office, to_itself):
        assert not [secret for secret in (NAME, CONTACT, TEXT) if secret in page]


def test_many_cases_take_no_more_queries(here: Cast) -> None:
    for _ in range(8):
        here.triaged(about="Z1")
    office = browser(Role.OFFICE_OFFICER, here.office.organisation_id)

    assert queries(office, f"/parties/{here.holder.organisation_id}") <= RECORD_QUERIES
