"""Departments: ranked by pass rate inside their institution, small ones hidden from outside."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import clock
from shuzheng.identity.models import Department, Enrolment, SchoolClass
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast as parties
from shuzheng.insight.access import NoSuchScope
from shuzheng.insight.models import CutDepartment, CutHolding
from shuzheng.insight.queries import departments as queries
from shuzheng.insight.rules import departments as rules
from shuzheng.insight.rules.figures import PASS_RATE, Share
from shuzheng.insight.services import cutting
from shuzheng.insight.tests.browsers import browser, text
from shuzheng.insight.tests.cast import CLOCK, HEFEI, INTERMEDIATE, NOW, Province, province
from shuzheng.kernel.actor import NotPermitted

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries, Settings

pytestmark = pytest.mark.rule("R-040")


def share(passed: int, sat: int) -> Share:
    return Share(PASS_RATE, passed, sat)


def test_departments_are_placed_by_pass_rate_and_share_a_place() -> None:
    found = rules.places(
        {
            "a": share(9, 10),
            "b": share(18, 20),
            "c": share(1, 1),
            "d": share(1, 9),
            "e": share(0, 0),
        }
    )

    assert found == {"c": 1, "a": 2, "b": 2, "d": 4}


@given(st.dictionaries(st.integers(1, 9), st.tuples(st.integers(0, 5), st.integers(0, 5))))
def test_whoever_passes_more_never_stands_behind(counts: dict[int, tuple[int, int]]) -> None:
    rates = {key: share(min(passed, sat), sat) for key, (passed, sat) in counts.items()}
    places = rules.places(rates)

    assert set(places) == {key for key, one in rates.items() if one.denominator}
    assert not places or min(places.values()) == 1
    for one in places:
        for other in places:
            better = (rates[one].value or Fraction(0)) > (rates[other].value or Fraction(0))
            assert (places[one] < places[other]) is better


@pytest.mark.parametrize(
    ("persons", "own", "hidden"),
    [(4, False, True), (1, False, True), (5, False, False), (0, False, False), (1, True, False)],
)
def test_under_five_persons_are_seen_from_inside_alone(
    persons: int, *, own: bool, hidden: bool
) -> None:
    assert rules.is_hidden(persons, own=own) is hidden


def test_majors_are_covered_where_a_student_was_assessed() -> None:
    assert rules.majors_covered(1, 3).percent == "33.3"
    assert rules.majors_covered(0, 0).percent == ""


def department(institution: int, name: str, entry_year: int, major: str) -> int:
    """Return a department whose class is the one that the cast enrols an entry year in."""
    row = Department.objects.create(organisation_id=institution, name=name)
    SchoolClass.objects.create(
        organisation_id=institution,
        name=f"{entry_year}级1班",
        entry_year=entry_year,
        department=row,
        major_code=major,
    )
    return row.pk


@pytest.fixture
def made() -> Province:
    """Make two departments of A: six of one sat and four passed, two of the other sat and passed.

    The first has a second major of which nobody was assessed, and one who holds a certificate.
    """
    made = province()
    software = department(made.a, "软件学院", 2024, "510203")
    department(made.a, "机电学院", 2025, "460101")
    plan = made.plan(made.x, INTERMEDIATE, date(2026, 3, 10), "results_published")
    for number in range(6):
        student = made.student(f"软{number}", made.a)
        row = made.register(plan, student, made.a, sat="submitted", passed=number < 4)
        if number == 0:
            made.certify(row)
    for number in range(2):
        student = made.student(f"机{number}", made.a, 2025)
        made.register(plan, student, made.a, sat="submitted", passed=True)
    other = SchoolClass.objects.create(
        organisation_id=made.a,
        name="网络2401",
        entry_year=2024,
        department_id=software,
        major_code="510202",
    )
    Enrolment.objects.create(
        person_id=made.person("网一"),
        organisation_id=made.a,
        school_class=other,
        since=date(2024, 9, 1),
    )
    return made


@pytest.mark.django_db
@pytest.mark.usefixtures("made")
def test_a_cut_counts_departments_by_year() -> None:
    cut = cutting.take(actor=CLOCK, now=NOW)

    rows = CutDepartment.objects.filter(cut_id=cut).order_by("-sat")
    assert [
        (
            row.department.name,
            row.year,
            row.persons,
            row.sat,
            row.disputed,
            row.passed,
            row.majors_assessed,
            row.majors,
        )
        for row in rows
    ] == [("软件学院", 2026, 6, 6, 0, 4, 1, 2), ("机电学院", 2026, 2, 2, 0, 2, 1, 1)]
    held = CutHolding.objects.get(cut_id=cut)
    assert (held.department.name, held.level, held.holders) == ("软件学院", "intermediate", 1)


@pytest.mark.django_db
def test_the_institution_sees_all_of_it_and_others_no_small_group(made: Province) -> None:
    assert queries.listed(made.liaison()) is None
    cutting.take(actor=CLOCK, now=NOW)

    own = queries.listed(made.liaison())
    office = queries.listed(made.officer())
    assert own is not None
    assert office is not None
    assert [
        (one.name, one.persons, one.rate and one.rate.percent, one.place, one.of)
        for one in own.lines
    ] == [("机电学院", 2, "100.0", 1, 2), ("软件学院", 6, "66.7", 2, 2)]
    assert [(one.name, one.persons, one.rate is None, one.place) for one in office.lines] == [
        ("机电学院", None, True, None),
        ("软件学院", 6, False, None),
    ]
    assert [one.majors.percent for one in own.lines] == ["100.0", "50.0"]
    software = Department.objects.get(name="软件学院").pk
    page = queries.department(software, made.liaison())
    assert page is not None
    assert [(one.certificate, one.level, one.holders) for one in page.holdings] == [
        ("演示甲", "intermediate", 1)
    ]
    page = queries.department(software, made.officer())
    assert page is not None
    assert [one.holders for one in page.holdings] == [None]


@pytest.mark.django_db
def test_another_institution_and_another_city_find_no_such_department(made: Province) -> None:
    cutting.take(actor=CLOCK, now=NOW)
    software = Department.objects.get(name="软件学院").pk

    for stranger in (made.liaison(made.b), made.city_officer("3402")):
        with pytest.raises(NoSuchScope):
            queries.department(software, stranger)
        found = queries.listed(stranger)
        assert found is not None
        assert found.lines == ()
    with pytest.raises(NotPermitted):
        queries.listed(made.staff())
    near = queries.listed(made.city_officer("3401"))
    assert near is not None
    assert len(near.lines) == 2


@pytest.fixture
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve the pages at the cast's noon."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.ROOT_URLCONF = "shuzheng.insight.tests.addresses"


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
def test_the_pages_show_rank_majors_and_certificates(
    made: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    liaison = browser(Role.LIAISON, made.a)
    software = Department.objects.get(name="软件学院").pk
    assert "There are no figures yet" in text(liaison.get("/figures/departments"))
    assert "There are no figures yet" in text(liaison.get(f"/figures/departments/{software}"))
    cutting.take(actor=CLOCK, now=NOW)

    with django_assert_max_num_queries(40):
        page = text(liaison.get("/figures/departments"))
    assert "R-040" in page
    assert "1 of 2" in page
    assert "66.7%" in page
    page = text(liaison.get(f"/figures/departments/{software}"))
    assert "2 of 2" in page
    assert "4 / 6" in page
    assert "演示甲" in page
    assert "/figures/departments" in text(liaison.get("/figures"))
    bureau = parties.organisation(
        "S1", OrganisationKind.CITY_BUREAU, name="演示教育局", division=HEFEI
    )
    page = text(browser(Role.CITY_OFFICER, bureau).get("/figures/departments?year=2026&q=机电"))
    assert "too few people, not shown" in page
    assert "100.0%" in page  # of its majors, which are no persons
    assert "1 of 2" not in page
    assert "软件学院" not in page
