"""One person is one record, found by document; a name that differs is a case, not a change."""

from __future__ import annotations

import pytest

from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.identity.access import NoSuchPerson
from shuzheng.identity.models import IdentityCase, Person
from shuzheng.identity.queries import persons as queries
from shuzheng.identity.rules.documents import BadDocument, BadName
from shuzheng.identity.rules.kinds import DocumentKind, Role
from shuzheng.identity.services import cases, enrolments, persons, unmasking
from shuzheng.identity.tests.cast import NOON, actor, identity_number, organisation
from shuzheng.kernel.actor import Actor, NotPermitted
from shuzheng.kernel.periods import day

pytestmark = pytest.mark.django_db

CARD = DocumentKind.RESIDENT_IDENTITY_CARD


@pytest.fixture
def school() -> int:
    return organisation("S1")


@pytest.fixture
def clerk(school: int) -> Actor:
    return actor(Role.LIAISON, school)


def register(clerk: Actor, *people: tuple[str, str]) -> list[persons.Found]:
    rows = [persons.PersonRow(name, CARD, number, "13800000017") for name, number in people]
    return persons.register(rows, organisation_id=clerk.organisation_id, actor=clerk, now=NOON)


def test_a_person_handed_in_twice_is_one_record(clerk: Actor) -> None:
    number = identity_number(1)
    [first] = register(clerk, ("沈予安", number))
    again, same = register(clerk, (" 沈 予安 ", number.lower()), ("沈予安", f"　{number}　"))

    assert first.is_new
    assert (again.person_id, again.is_new) == (first.person_id, False)
    assert same == again
    assert Person.objects.count() == 1


def test_what_is_personal_is_sealed_and_masked(clerk: Actor) -> None:
    number = identity_number(1)
    register(clerk, ("沈予安", number))
    row = Person.objects.get()

    assert row.document_masked == f"3499****{number[-4:]}"
    assert row.phone_masked == "138****0017"
    stored = " ".join(str(v) for v in vars(row).values())
    assert number not in stored
    assert "13800000017" not in stored
    assert queries.document_numbers([row.pk]) == {row.pk: number}
    assert queries.find_by_document(CARD, number) == row.pk
    assert number not in str([*Fact.objects.values()])


def test_a_known_document_under_another_name_changes_nothing_and_opens_one_case(
    clerk: Actor,
) -> None:
    number = identity_number(1)
    register(clerk, ("沈予安", number))
    for _ in range(2):
        [found] = register(clerk, ("沈予宁", number))
        assert (found.person_id, found.name_differs) == (0, True)

    assert Person.objects.get().name == "沈予安"
    assert IdentityCase.objects.get().given_name == "沈予宁"
    opened = Fact.objects.get(verb="identity.case.opened")
    assert "沈予宁" not in str(opened.data)
    assert facts.personal_of(opened) == {"given_name": "沈予宁"}


def test_the_same_document_under_two_names_in_one_sheet_is_a_case_too(clerk: Actor) -> None:
    number = identity_number(1)
    first, second = register(clerk, ("沈予安", number), ("沈予宁", number))

    assert (first.is_new, second.name_differs) == (True, True)


@pytest.mark.parametrize(("outcome", "name"), [("kept", "沈予安"), ("renamed", "沈予宁")])
def test_the_office_decides_a_case(clerk: Actor, outcome: str, name: str) -> None:
    number = identity_number(1)
    register(clerk, ("沈予安", number))
    register(clerk, ("沈予宁", number))
    case = IdentityCase.objects.get()
    office = actor(Role.OFFICE_OFFICER)

    with pytest.raises(NotPermitted):
        cases.close(case.pk, cases.Outcome(outcome), "核对户口簿", actor=clerk, now=NOON)
    cases.close(case.pk, cases.Outcome(outcome), "核对户口簿", actor=office, now=NOON)

    assert Person.objects.get().name == name
    with pytest.raises(cases.NoSuchCase):
        cases.close(case.pk, cases.Outcome(outcome), "again", actor=office, now=NOON)


@pytest.mark.parametrize(
    ("name", "number", "refusal"),
    [
        ("沈予安", "34990020080101001", BadDocument),
        ("沈予安", "349900200813010015", BadDocument),
        ("", identity_number(1), BadName),
        ("沈1安", identity_number(1), BadName),
        ("沈" * 51, identity_number(1), BadName),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_stored(
    clerk: Actor, name: str, number: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        register(clerk, ("许文澜", identity_number(2)), (name, number))

    assert Person.objects.count() == 0


def test_rare_characters_and_the_dot_of_minority_names_are_kept(clerk: Actor) -> None:
    register(
        clerk,
        ("阿依古丽•买买提", identity_number(1)),
        ("𫚭䶮", identity_number(2)),
        ("Anna  Maria Rossi", identity_number(3)),
    )

    assert set(Person.objects.values_list("name", flat=True)) == {
        "阿依古丽·买买提",
        "𫚭䶮",
        "Anna Maria Rossi",
    }


def test_minors_are_told_by_the_sealed_birth_date(clerk: Actor) -> None:
    found = register(
        clerk,
        ("甲一", identity_number(1, "20080302")),
        ("乙二", identity_number(2, "20080303")),
    )
    of_age, minor = (one.person_id for one in found)

    assert queries.minors([of_age, minor], day(NOON)) == {minor}


def test_another_school_does_not_reach_a_person(clerk: Actor, school: int) -> None:
    [found] = register(clerk, ("沈予安", identity_number(1)))
    ids = enrolments.ensure_classes(
        school, [enrolments.ClassRow("软件2401", 2024)], actor=clerk, now=NOON
    )
    enrolments.enrol(
        school,
        [enrolments.EnrolmentRow(found.person_id, next(iter(ids.values())), "240101")],
        actor=clerk,
        now=NOON,
    )
    stranger = actor(Role.LIAISON, organisation("S2"))

    with pytest.raises(NoSuchPerson):
        unmasking.unmask(found.person_id, "document", "核对证件", actor=stranger, now=NOON)


def test_opening_a_number_needs_a_reason_and_leaves_a_fact(clerk: Actor, school: int) -> None:
    number = identity_number(1)
    [found] = register(clerk, ("沈予安", number))
    ids = enrolments.ensure_classes(
        school, [enrolments.ClassRow("软件2401", 2024)], actor=clerk, now=NOON
    )
    rows = [enrolments.EnrolmentRow(found.person_id, next(iter(ids.values())))]
    enrolments.enrol(school, rows, actor=clerk, now=NOON)

    with pytest.raises(unmasking.ReasonNeeded):
        unmasking.unmask(found.person_id, "document", " ", actor=clerk, now=NOON)
    opened = unmasking.unmask(found.person_id, "document", "核对证件", actor=clerk, now=NOON)

    assert opened == number
    fact = Fact.objects.get(verb="identity.person.unmasked")
    assert fact.data == {"field": "document", "reason": "核对证件"}
    assert facts.check_chain() == []
