"""How far the pilot reaches: the rules, what a cut counts of them, and the page."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import clock, rulebooks
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Organisation
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast as parties
from shuzheng.insight import access
from shuzheng.insight.models import CutInstitutions
from shuzheng.insight.queries import coverage as queries
from shuzheng.insight.rules import coverage
from shuzheng.insight.rules.coverage import Filed
from shuzheng.insight.services import cutting
from shuzheng.insight.tests.browsers import browser, text
from shuzheng.insight.tests.cast import CLOCK, HEFEI, NOW, SUSONG, WUHU, Province, province
from shuzheng.kernel.actor import NotPermitted
from shuzheng.pilots.models import Filing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_django import DjangoAssertNumQueries, Settings

TODAY = date(2026, 6, 1)


@pytest.mark.rule("R-235")
@pytest.mark.parametrize(
    ("filed", "eligible", "percent", "meets"),
    [(9, 10, "90.0", True), (899, 1000, "89.9", False), (0, 0, "", None), (3, 2, "150.0", True)],
)
def test_coverage_is_measured_against_ninety_percent(
    *, filed: int, eligible: int, percent: str, meets: bool | None
) -> None:
    found = coverage.coordination(filed, eligible)

    assert found.percent == percent
    assert coverage.reaches_target(found, TODAY, rulebooks.current()) is meets


@pytest.mark.rule("R-093")
def test_an_institution_is_reached_when_no_certificate_of_it_lacks_a_site() -> None:
    found = coverage.within_reach(
        {"a": {"1", "2"}, "b": {"1", "2"}, "c": {"3"}, "d": {"1"}},
        {"a": {"1", "2", "9"}, "b": {"2"}, "c": {"1"}, "e": {"1"}},
    )

    assert (found.share.numerator, found.share.denominator) == (1, 4)
    assert (found.partly, found.without) == (("b",), ("c", "d"))


@pytest.mark.rule("R-093")
@given(
    st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("123"), min_size=1)),
    st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("123"))),
    st.sampled_from("abcdef"),
)
def test_another_site_never_reaches_fewer(
    used: Mapping[str, set[str]], near: dict[str, set[str]], at: str
) -> None:
    before = coverage.within_reach(used, near)
    after = coverage.within_reach(used, {**near, at: near.get(at, set()) | {"1"}})

    assert after.share.numerator >= before.share.numerator
    assert len(after.without) <= len(before.without)
    assert before.share.numerator + len(before.partly) + len(before.without) == len(used)


@pytest.mark.rule("R-042")
def test_each_kind_and_year_stands_beside_the_year_before() -> None:
    found = coverage.compare(
        [
            Filed("higher_vocational", 2025, 3, 900),
            Filed("higher_vocational", 2026, 5, 1300),
            Filed("secondary_vocational", 2024, 7, 100),
            Filed("secondary_vocational", 2026, 4, 80),
        ]
    )

    grown = found["higher_vocational", 2026]
    assert (grown.institutions_more, grown.learners_more) == (2, 400)
    assert found["higher_vocational", 2025].institutions_more is None
    # 2025 is not known, so nothing is said of 2026.
    assert found["secondary_vocational", 2026].learners_more is None


@pytest.mark.rule("R-042")
def test_learners_that_nobody_recorded_are_no_growth() -> None:
    found = coverage.compare(
        [Filed("open_university", 2025, 1, 0), Filed("open_university", 2026, 1, 135)]
    )

    assert found["open_university", 2026].institutions_more == 0
    assert found["open_university", 2026].learners_more is None


def kinds(made: Province) -> None:
    """Give A and B kinds that may file, C one that may not, and let another college have ended."""
    for key, kind in (
        (made.a, "higher_vocational"),
        (made.b, "secondary_vocational"),
        (made.c, "technician_school"),
    ):
        Organisation.objects.filter(pk=key).update(institution_kind=kind)
    gone = parties.organisation("I9", name="演示停办学院", division=HEFEI)
    Organisation.objects.filter(pk=gone).update(
        institution_kind="higher_vocational", ended_on=date(2026, 5, 1)
    )


@pytest.fixture
def made() -> Province:
    """Make a province: A on file this year and last, B on file last year only, and in use there.

    A uses X and Y and has a site for X; B uses X and has none. A has three students, of whom one
    left in March; B has two.
    """
    made = province()
    kinds(made)
    for number in range(3):
        made.student(f"甲{number}", made.a)
    made.student("乙零", made.b)
    made.student("乙一", made.b, entry_year=2026)
    left = made.person("甲四")
    made.enrol(left, made.a, date(2024, 9, 1), until=date(2026, 3, 1))
    made.file(made.a, {"D10001": 40})
    for key in (made.a, made.b):
        Filing.objects.create(institution_id=key, year=2025, state="filed")
    Filing.objects.create(institution_id=made.b, year=2026, state="returned")
    Filing.objects.create(institution_id=made.b, year=2027, state="filed")
    made.use(made.a, made.x)
    made.use(made.a, made.y)
    made.use(made.b, made.x)
    made.site(made.a, made.x)
    return made


@pytest.mark.django_db
@pytest.mark.rule("R-235", "R-042")
@pytest.mark.usefixtures("made")
def test_a_cut_counts_institutions_and_learners_by_city_kind_and_year() -> None:
    cut = cutting.take(actor=CLOCK, now=NOW)

    rows = CutInstitutions.objects.filter(cut_id=cut).order_by("year", "city_code")
    assert [
        (row.year, row.city_code, row.kind, row.eligible, row.filed, row.learners) for row in rows
    ] == [
        (2025, HEFEI, "higher_vocational", None, 1, 4),
        (2025, WUHU, "secondary_vocational", None, 1, 1),
        (2026, HEFEI, "higher_vocational", 1, 1, 3),
        (2026, WUHU, "secondary_vocational", 1, 0, 0),
    ]
    assert not rows.filter(city_code=SUSONG).exists()


@pytest.mark.django_db
@pytest.mark.rule("R-235", "R-093")
def test_the_province_and_a_city_see_their_own(made: Province) -> None:
    cutting.take(actor=CLOCK, now=NOW)
    made.site(made.a, made.y)
    cutting.take(actor=CLOCK, now=datetime(2026, 7, 5, tzinfo=UTC))

    whole = queries.coverage(access.covered(made.officer()))
    city = queries.coverage(access.covered(made.city_officer("3402")))

    assert whole is not None
    assert (whole.total.share.numerator, whole.total.share.denominator) == (1, 2)
    assert (whole.meets_target, whole.target) == (False, 90)
    # B has no filing of this year, so it is no pilot institution and has nothing to reach.
    assert [(one.reach.share.percent, len(one.reach.partly)) for one in whole.months] == [
        ("100.0", 0),
        ("0.0", 1),
    ]
    assert [one.key for one in whole.cities] == [HEFEI, WUHU]
    assert city is not None
    assert (city.total.share.numerator, city.total.share.denominator) == (0, 1)
    assert [one.key for one in city.cities] == [WUHU]
    assert city.reach.share.percent == ""


@pytest.mark.django_db
def test_an_institution_has_no_coverage_to_see(made: Province) -> None:
    with pytest.raises(NotPermitted):
        access.covered(made.liaison())


@pytest.fixture
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve the pages at the cast's noon."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.ROOT_URLCONF = "shuzheng.insight.tests.addresses"


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
def test_the_office_reads_it_and_takes_it_along(
    made: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cutting.take(actor=CLOCK, now=NOW)
    office = browser(Role.OFFICE_OFFICER, made.office)

    with django_assert_max_num_queries(30):
        page = text(office.get("/figures/coverage"))

    assert "Reach of the pilot: 安徽省" in page
    assert "target 90%" in page
    assert "1 / 2 institutions" in page
    assert "合肥市" in page
    answer = office.get("/figures/coverage?export=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    rows = [tuple(row) for row in book.active.iter_rows(values_only=True)][-4:]
    assert sorted(rows, key=str) == [
        ("Higher vocational college", 2025, 1, None, 4, None),
        ("Higher vocational college", 2026, 1, 0, 3, -1),
        ("Secondary vocational school", 2025, 1, None, 1, None),
        ("Secondary vocational school", 2026, 0, -1, 0, -1),
    ]
    noted = Fact.objects.get(verb="insight.rows.exported")
    assert noted.data["rows"] == 4


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
def test_before_the_first_cut_it_says_so(made: Province) -> None:
    office = browser(Role.OFFICE_OFFICER, made.office)

    assert "There are no figures yet" in text(office.get("/figures/coverage"))


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon", "made")
def test_a_bureau_sees_its_city_and_no_table_of_cities() -> None:
    cutting.take(actor=CLOCK, now=NOW)
    bureau = parties.organisation(
        "S1", OrganisationKind.CITY_BUREAU, name="演示教育局", division=HEFEI
    )

    page = text(browser(Role.CITY_OFFICER, bureau).get("/figures/coverage"))

    assert "Reach of the pilot: 合肥市" in page
    assert "1 / 1 institutions" in page
    assert "By city" not in page
