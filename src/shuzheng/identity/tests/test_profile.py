"""Of what kind an evaluation organisation is and in which field: recorded, shown, counted."""

from __future__ import annotations

import io
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation.models import Fact
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.identity.access import NoSuchOrganisation
from shuzheng.identity.models import Membership, Organisation
from shuzheng.identity.queries.pages import profile as queries
from shuzheng.identity.rules import profile as rules
from shuzheng.identity.rules.kinds import EvaluationKind, OrganisationKind, Role
from shuzheng.identity.rules.profile import (
    Field,
    OnlyEvaluationOrganisations,
    Profile,
    UnknownEvaluationKind,
    UnknownField,
)
from shuzheng.identity.services import profile as services
from shuzheng.identity.tests.browsers import MOST_QUERIES, browser, person, text
from shuzheng.identity.tests.browsers import queries as asked
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.rulebook import Rulebook

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TODAY = date(2026, 3, 2)
OFFICE = actor(Role.OFFICE_OFFICER)
NOTHING = Profile()
INFORMATION = Profile("company", "electronics_information")
TOURISM = Profile("public_body", "tourism")
NARROW = """
[province]
name = "安徽省"
division = "340000"

[[provision]]
rule = "R-062"
since = 2021-01-01
document = "一号文件"
quotation = "登记"
evaluation_kinds = ["company"]

[[provision]]
rule = "R-063"
since = 2021-01-01
document = "一号文件"
quotation = "登记"
cited_fields = 1
organisation_fields = ["tourism", "transport"]
"""
PROFILES = st.builds(Profile, st.sampled_from(EvaluationKind), st.sampled_from(Field))


def evaluator(code: str = "E1", **more: str) -> int:
    return organisation(code, OrganisationKind.EVALUATION_ORGANISATION, **more)


def held(pk: int) -> tuple[str, str]:
    row = Organisation.objects.get(pk=pk)
    return row.evaluation_kind, row.field


@pytest.fixture
def office() -> Client:
    here = organisation("SDB", OrganisationKind.COORDINATION_OFFICE, name="演示试点办")
    return browser(Role.OFFICE_OFFICER, here)


@pytest.mark.rule("R-062")
def test_the_province_records_five_kinds() -> None:
    assert [one.value for one in rules.kinds_in_use(TODAY, BOOK)] == [
        "company",
        "association",
        "institute",
        "public_body",
        "private_non_profit",
    ]


@pytest.mark.rule("R-063")
def test_the_province_counts_by_the_categories_of_majors() -> None:
    assert len(rules.fields_in_use(TODAY, BOOK)) == 19
    assert rules.cited(TODAY, BOOK) == 10
    assert rules.PRINTED[Field.WATER_CONSERVANCY] == "水利"


@pytest.mark.rule("R-062")
@given(st.text(max_size=12) | st.sampled_from([*EvaluationKind]), st.text(max_size=12))
def test_what_the_rulebook_does_not_name_is_not_recorded(kind: str, field: str) -> None:
    with pytest.raises((UnknownEvaluationKind, UnknownField)):
        rules.checked(Profile(kind, field), TODAY, BOOK)


@pytest.mark.rule("R-062")
@given(PROFILES)
def test_what_the_rulebook_names_is_recorded_as_it_is(profile: Profile) -> None:
    assert rules.checked(profile, TODAY, BOOK) == profile


@pytest.mark.rule("R-063")
@given(st.lists(PROFILES | st.just(NOTHING), max_size=30))
def test_every_organisation_is_counted_once_and_only_covered_fields_are_covered(
    profiles: list[Profile],
) -> None:
    lines = rules.counted(profiles, TODAY, BOOK)

    assert sum(line.total for line in lines) == len(profiles)
    assert len({line.field for line in lines}) == len(lines)
    assert rules.covered(lines) == len({one.field for one in profiles if one.field})
    assert [line.field for line in lines if line.counts] == [one.value for one in Field]


@pytest.mark.rule("R-063")
def test_a_field_that_the_rulebook_dropped_is_counted_but_not_as_covered() -> None:
    book = Rulebook.parse(NARROW)

    lines = rules.counted([INFORMATION, TOURISM, TOURISM, NOTHING], TODAY, book)

    assert [(line.field, line.kinds, line.counts) for line in lines] == [
        ("tourism", {"public_body": 2}, True),
        ("transport", {}, True),
        ("electronics_information", {"company": 1}, False),
        ("", {"": 1}, False),
    ]
    assert rules.covered(lines) == 1
    with pytest.raises(UnknownField):
        rules.checked(INFORMATION, TODAY, book)
    with pytest.raises(UnknownEvaluationKind):
        rules.checked(TOURISM, TODAY, book)


@pytest.mark.rule("R-062")
def test_the_office_records_kind_and_field_and_changes_them() -> None:
    here = evaluator()

    assert services.describe(here, INFORMATION, seen=NOTHING, actor=OFFICE, now=NOON)
    assert held(here) == ("company", "electronics_information")
    fact = Fact.objects.get()
    assert (fact.verb, fact.data) == (
        "identity.organisation.described",
        {"kind": "company", "field": "electronics_information"},
    )
    assert not services.describe(here, INFORMATION, seen=INFORMATION, actor=OFFICE, now=NOON)
    assert Fact.objects.count() == 1
    assert services.describe(here, TOURISM, seen=INFORMATION, actor=OFFICE, now=NOON)
    assert held(here) == ("public_body", "tourism")


@pytest.mark.rule("R-062")
def test_of_two_officers_at_once_the_second_is_told() -> None:
    here = evaluator()
    services.describe(here, INFORMATION, seen=NOTHING, actor=OFFICE, now=NOON)

    with pytest.raises(MovedMeanwhile):
        services.describe(here, TOURISM, seen=NOTHING, actor=OFFICE, now=NOON)
    with pytest.raises(MovedMeanwhile):
        services.describe(here, TOURISM, seen=TOURISM, actor=OFFICE, now=NOON)
    assert held(here) == ("company", "electronics_information")
    assert Fact.objects.count() == 1


@pytest.mark.rule("R-062")
def test_only_office_and_department_record_it_and_only_of_evaluation_organisations() -> None:
    here, there, school = evaluator("E1"), evaluator("E2"), organisation("S1")

    def describe(pk: int, role: Role, given: Profile = INFORMATION) -> None:
        someone = actor(role, here, area="3401")
        services.describe(pk, given, seen=NOTHING, actor=someone, now=NOON)

    with pytest.raises(OnlyEvaluationOrganisations):
        describe(school, Role.OFFICE_OFFICER)
    for role in (Role.ORGANISATION_STAFF, Role.CITY_OFFICER):
        with pytest.raises(NotPermitted):
            describe(here, role)
    with pytest.raises(NoSuchOrganisation):
        describe(there, Role.ORGANISATION_STAFF)
    with pytest.raises(UnknownEvaluationKind):
        describe(here, Role.OFFICE_OFFICER, Profile("club", "tourism"))
    with pytest.raises(UnknownField):
        describe(here, Role.OFFICE_OFFICER, Profile("company", ""))
    assert Fact.objects.count() == 0
    describe(here, Role.PROVINCIAL_ADMIN)
    assert held(here) == ("company", "electronics_information")


@pytest.mark.rule("R-062")
@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (OrganisationKind.INSTITUTION, {"evaluation_kind": "company", "field": "tourism"}),
        (OrganisationKind.EVALUATION_ORGANISATION, {"evaluation_kind": "company"}),
        (OrganisationKind.EVALUATION_ORGANISATION, {"field": "tourism"}),
        (
            OrganisationKind.EVALUATION_ORGANISATION,
            {"evaluation_kind": "club", "field": "tourism"},
        ),
    ],
)
def test_the_database_keeps_no_half_record(kind: OrganisationKind, changes: dict[str, str]) -> None:
    here = organisation("X1", kind)

    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=here).update(**changes)


@pytest.mark.rule("R-062")
def test_recruits_are_who_came_this_year_and_was_not_there_before() -> None:
    here, staff = evaluator(), Role.ORGANISATION_STAFF
    days = (date(2025, 6, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 2))
    people = [person("演示人员", 700 + serial) for serial in range(len(days))]
    for someone, day in zip(people, days, strict=True):
        Membership.objects.create(person_id=someone, organisation_id=here, role=staff, since=day)
    issuer = Role.ORGANISATION_ISSUER
    for someone in people[:2]:  # one of old and one of the new take a second role
        Membership.objects.create(
            person_id=someone, organisation_id=here, role=issuer, since=date(2026, 3, 1)
        )
    Membership.objects.filter(person=people[3]).update(until=date(2026, 3, 2))

    assert queries.recruits(here, TODAY) == 2
    assert queries.recruits(here, date(2026, 1, 15)) == 1
    assert queries.recruits(here, date(2027, 1, 1)) == 0


@pytest.mark.rule("R-062")
def test_the_record_shows_kind_field_place_and_staff_and_the_form_keeps_what_was_seen(
    office: Client,
) -> None:
    here = evaluator(name="演示评价组织")
    page = text(office.get(f"/parties/{here}"))
    assert page.count("Not recorded") == 2
    assert "安徽省合肥市" in page
    assert "Recruited this year" in page
    assert "The catalogue has no certificate of this organisation." in page
    url = f"/parties/{here}/profile"
    form = text(office.get(url))
    assert "Private non-profit" in form
    assert "R-062" in form

    sent = {"kind": "association", "field": "tourism", "seen_kind": "", "seen_field": ""}
    answer = office.post(url, sent)

    assert answer["Location"] == f"/parties/{here}"
    page = text(office.get(answer["Location"]))
    assert "recorded its kind, Industry association, and its field, Tourism" in page
    assert "Not recorded" not in page
    assert 'name="seen_field" value="tourism"' in text(office.get(url))
    late = office.post(url, sent | {"field": "transport"})
    assert late.status_code == 409
    assert "Somebody else changed this a moment ago" in late.content.decode()
    assert office.post(url, sent | {"field": "everything"}).status_code == 422
    assert held(here) == ("association", "tourism")


@pytest.mark.rule("R-062")
def test_who_is_no_evaluation_organisation_has_no_such_page(office: Client) -> None:
    school = organisation("S1")

    assert office.get(f"/parties/{school}/profile").status_code == 422
    page = text(office.get(f"/parties/{school}"))
    assert "Record kind and field" not in page
    assert "Recruited this year" not in page
    own = browser(Role.ORGANISATION_STAFF, evaluator())
    here = Organisation.objects.get(code="E1").pk
    assert "Record kind and field" not in text(own.get(f"/parties/{here}"))
    assert own.get(f"/parties/{here}/profile").status_code == 403
    assert own.get(f"/parties/{evaluator('E2')}").status_code == 404


def described() -> None:
    for code, profile in (("E1", INFORMATION), ("E2", TOURISM), ("E3", TOURISM), ("E4", NOTHING)):
        here = evaluator(code, name=f"演示评价{code}")
        rows = Organisation.objects.filter(pk=here)
        rows.update(evaluation_kind=profile.kind, field=profile.field)
    ended = Organisation.objects.filter(pk=evaluator("E5", name="演示评价E5"))
    ended.update(ended_on=TODAY, evaluation_kind="company", field="transport")


@pytest.mark.rule("R-063")
def test_organisations_are_counted_by_field_and_kind(office: Client) -> None:
    described()

    lines = {one.field: one.kinds for one in queries.lines(OFFICE, TODAY) if one.total}
    assert lines == {
        "electronics_information": {"company": 1},
        "tourism": {"public_body": 2},
        "": {"": 1},
    }
    page = text(office.get("/parties/fields"))
    assert "of 19; the province&#x27;s account speaks of more than 10" in page
    assert "R-063" in page
    assert 'href="/parties?view=evaluation&amp;field=tourism"' in page
    assert 'href="/parties?view=evaluation&amp;field=none"' in page
    assert "field=transport" not in page
    assert asked(office, "/parties/fields") <= MOST_QUERIES


@pytest.mark.rule("R-063")
def test_whoever_sees_organisations_reads_the_counts_but_not_the_list() -> None:
    described()
    here = Organisation.objects.get(code="E1").pk

    page = text(browser(Role.ORGANISATION_STAFF, here).get("/parties/fields"))
    assert "of 19; the province" in page
    assert "field=tourism" not in page
    assert browser(Role.TEACHER, organisation("S1")).get("/parties/fields").status_code == 403


@pytest.mark.rule("R-063")
def test_the_list_is_narrowed_by_field_and_kind_and_leaves_with_both(office: Client) -> None:
    described()

    page = text(office.get("/parties?view=evaluation&field=tourism"))
    assert page.count("Evaluation organisation · Public body · Tourism") == 2
    assert [f"演示评价E{n}" in page for n in (1, 2, 3, 4)] == [False, True, True, False]
    page = text(office.get("/parties?view=evaluation&field=none"))
    assert [f"演示评价E{n}" in page for n in (1, 2, 3, 4)] == [False, False, False, True]
    page = text(office.get("/parties?view=evaluation&kind=company"))
    assert [f"演示评价E{n}" in page for n in (1, 2, 3, 4)] == [True, False, False, False]
    answer = office.get("/parties?view=evaluation&field=tourism&export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [(row[0], row[-2], row[-1]) for row in rows] == [
        ("代码", "评价组织性质", "领域"),
        ("E2", "事业单位", "旅游"),
        ("E3", "事业单位", "旅游"),
    ]
