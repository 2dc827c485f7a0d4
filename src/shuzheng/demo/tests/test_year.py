"""A scripted year ends with the figures that docs/year.md works out by hand from its script."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from shuzheng.demo.year import building, diary, figures, telling
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.transparency.queries import checking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

    from shuzheng.demo.year.cast import Year

YEAR = 2025
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Year]:  # noqa: ARG001 - ordered before it
    """Let the year happen once; everything is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield building.build(YEAR, lambda *_: None)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def found(year: Year, django_db_blocker: DjangoDbBlocker) -> dict[str, Any]:
    with django_db_blocker.unblock():
        return figures.final(year, building.last(year))


def test_who_filed_when_and_who_did_not(found: dict[str, Any]) -> None:
    assert found["filings"] == {
        "A": {"2024": "filed", "2025": "filed", "2026": "filed"},
        "B": {"2024": "filed", "2025": "filed"},
        "C": {"2024": "filed", "2025": "filed"},
        "D": {"2025": "filed"},
        "E": {"2025": "filed"},
        "F": {"2025": "filed"},
        "G": {"2025": "filed"},
        "H": {"2025": "draft"},
        "T": {},
    }


@pytest.mark.rule("R-190")
@pytest.mark.rule("R-196")
@pytest.mark.parametrize(
    ("letter", "due", "on_time", "late", "missed", "excused", "longest"),
    [
        ("A", 24, 24, 0, 0, 0, 0),
        ("B", 24, 23, 1, 0, 0, 1),
        ("C", 24, 21, 0, 2, 1, 2),
        ("D", 23, 21, 0, 0, 2, 0),
        ("E", 22, 16, 0, 5, 1, 3),
        ("F", 21, 17, 0, 2, 2, 2),
        ("G", 20, 18, 1, 0, 1, 1),
    ],
)
def test_of_each_institution_as_many_reports_were_due_as_the_table_says(
    found: dict[str, Any],
    letter: str,
    due: int,
    on_time: int,
    late: int,
    missed: int,
    excused: int,
    longest: int,
) -> None:
    row = found["reports"][letter]

    assert (row["due"], row["on_time"], row["late"]) == (due, on_time, late)
    assert (row["missed"], row["excused"], row["longest_run"]) == (missed, excused, longest)


def test_report_discipline_leaves_excused_reports_out(found: dict[str, Any]) -> None:
    assert {letter: row["K-27"] for letter, row in found["reports"].items()} == {
        "A": "24/24",
        "B": "23/24",
        "C": "21/23",
        "D": "21/21",
        "E": "16/21",
        "F": "17/19",
        "G": "18/19",
    }


@pytest.mark.rule("R-193")
@pytest.mark.rule("R-194")
def test_one_notice_takes_next_years_place_and_one_falls_with_an_excuse(
    found: dict[str, Any],
) -> None:
    assert found["notices"] == [
        {
            "against": "E",
            "state": "eligibility_lost",
            "grounds": ["03-27", "04-12", "04-27"],
            "further": ["08-12", "08-27"],
            "proposed": "04-28",
            "fell": False,
        },
        {
            "against": "F",
            "state": "dropped",
            "grounds": ["05-27", "06-12", "06-27"],
            "further": [],
            "proposed": "06-28",
            "fell": True,
        },
    ]


def test_seven_of_eight_filed_and_three_of_four_cities_have_a_site(found: dict[str, Any]) -> None:
    assert found["coverage"] == {
        "K-07": "7/8",
        "K-20": "3/4",
        "cities without a site": ["340300"],
    }


def test_ten_certificates_are_in_use_at_seven_institutions(found: dict[str, Any]) -> None:
    assert found["use"] == {
        "K-08": 10,
        "entered": 10,
        "left": 0,
        "by_field": {"商贸民生": 5, "新一代信息技术": 3, "智能制造": 2},
        "by_level": {"advanced": 7, "elementary": 7, "intermediate": 10},
        "by_state": {"active": 21, "approved": 1, "rejected": 1},
        "institutions": 7,
    }


def test_on_the_last_day_one_place_is_lost_and_one_site_is_barred(found: dict[str, Any]) -> None:
    assert {key: value for key, value in found["standing"].items() if value} == {
        "E": ["eligibility_loss 2026"]
    }
    assert found["inspected"] == {
        "K-36": "2/6",
        "inspections": ["closed", "published"],
        "vetoes": ["in_force"],
    }
    assert found["sites"] == {
        "A drawn first": "in use",
        "A drawn second": "barred",
        "A not drawn": "in use",
        "C1": "in use",
        "D1": "in use",
        "E1": "not approved",
        "G1": "in use",
    }


def test_thirty_eight_registered_and_thirty_one_certificates_were_issued(
    found: dict[str, Any],
) -> None:
    told = found["candidates"]

    assert {key: told[key] for key in ("K-01", "K-02", "K-03", "K-39", "issued", "in_force")} == {
        "K-01": "31/36",
        "K-02": "30/38",
        "K-03": 38,
        "K-39": "34/40",
        "issued": 31,
        "in_force": 30,
    }
    assert told["by_certificate"] == {
        "1": {"registered": 14, "K-01": "11/13", "issued": 11, "in_force": 10},
        "4": {"registered": 12, "K-01": "9/11", "issued": 9, "in_force": 9},
        "6": {"registered": 12, "K-01": "11/12", "issued": 11, "in_force": 11},
    }
    assert told["by_institution"] == {
        "A": {"registered": 12, "K-01": "9/11", "issued": 9, "in_force": 8},
        "B": {"registered": 6, "K-01": "5/6", "issued": 5, "in_force": 5},
        "C": {"registered": 8, "K-01": "7/8", "issued": 7, "in_force": 7},
        "D": {"registered": 6, "K-01": "5/6", "issued": 5, "in_force": 5},
        "F": {"registered": 4, "K-01": "4/4", "issued": 4, "in_force": 4},
        "G": {"registered": 2, "K-01": "1/1", "issued": 1, "in_force": 1},
    }


def test_what_the_rooms_count_of_the_whole_year(found: dict[str, Any]) -> None:
    assert found["shares"]["institution"] == {
        "A": {"K-02": "8/12", "K-39": "8/10", "K-27": "24/24", "K-34": "1/2", "K-15": "0/1"},
        "B": {"K-02": "5/6", "K-39": "6/8", "K-27": "23/24"},
        "C": {"K-02": "7/8", "K-39": "8/8", "K-27": "21/23", "K-15": "1/1"},
        "D": {"K-02": "5/6", "K-39": "6/6", "K-27": "21/21", "K-15": "1/1"},
        "E": {"K-27": "16/21"},
        "F": {"K-02": "4/4", "K-39": "4/4", "K-27": "17/19"},
        "G": {"K-02": "1/2", "K-39": "2/4", "K-27": "18/19"},
    }
    assert found["shares"]["site"] == {
        "A drawn first": {"K-15": "0/1", "K-34": "1/1"},
        "A drawn second": {"K-15": "0/1", "K-34": "0/1"},
        "A not drawn": {"K-15": "0/1"},
        "C1": {"K-15": "1/1"},
        "D1": {"K-15": "1/1"},
        "G1": {},
    }
    assert found["shares"]["organisation"] == {
        "PJ0001": {"K-15": "0/1", "K-34": "1/1"},
        "PJ0002": {"K-15": "1/1"},
        "PJ0003": {"K-15": "1/1"},
    }


@pytest.mark.rule("R-213")
@pytest.mark.rule("R-215")
def test_three_findings_were_closed_two_of_them_in_time(found: dict[str, Any]) -> None:
    assert found["findings"] == {
        "each": [
            {
                "against": "A",
                "severity": "minor",
                "state": "closed",
                "days": 19,
                "escalated": 0,
            },
            {
                "against": "A",
                "severity": "grave",
                "state": "closed",
                "days": 70,
                "escalated": 2,
            },
            {
                "against": "PJ0001",
                "severity": "minor",
                "state": "closed",
                "days": 30,
                "escalated": 0,
            },
        ],
        "days_to_find": 18,
        "days_to_close": 30,
        "open": 0,
        "K-34": "2/3",
    }


@pytest.mark.rule("R-216")
def test_three_cases_are_closed_and_one_complainant_is_satisfied(found: dict[str, Any]) -> None:
    assert found["cases"] == {
        "complaints": 2,
        "cases": ["closed", "closed", "closed"],
        "accepted_in_time": "2/3",
        "answered_in_time": "2/3",
        "satisfied": "1/3",
    }


@pytest.mark.rule("R-052")
@pytest.mark.rule("R-198")
def test_eight_trackings_are_recorded_and_three_alliances_summed_up(
    found: dict[str, Any],
) -> None:
    assert found["kept"] == {
        "tracking": {"recorded": 8, "due": 24},
        "summaries": ["answered", "due", "submitted", "submitted"],
    }


@pytest.mark.rule("R-241")
def test_four_institutions_with_enough_students_are_compared(found: dict[str, Any]) -> None:
    assert found["K-26"] == {
        "hours": {"of": 4, "variation": "0.447", "gini": "1/4"},
        "seats": {"of": 4, "variation": "0.596", "gini": "13/44"},
    }


@pytest.mark.rule("R-231")
@pytest.mark.rule("R-234")
def test_the_coldest_is_young_and_watched_and_the_next_is_dropped(found: dict[str, Any]) -> None:
    assert found["review"] == {
        "state": "effective",
        "number": 1,
        "coldest_first": [10, 3, 5, 9, 7, 2, 8, 6, 4, 1],
        "K-09": {
            "1": "157/200",
            "2": "2/5",
            "3": "1/5",
            "4": "19/20",
            "5": "1/10",
            "6": "3/5",
            "7": "3/10",
            "8": "1/2",
            "9": "",
            "10": "1/20",
        },
        "K-10": {
            "1": "757/800",
            "2": "4/15",
            "3": "2/15",
            "4": "513/560",
            "5": "23/120",
            "6": "29/35",
            "7": "29/120",
            "8": "7/24",
            "9": "2/9",
            "10": "23/240",
        },
        "K-11": "13/19",
        "K-12": ["生命健康", "现代物流"],
        "unknown": ["绿色食品"],
        "list": {"3": "drop by rank", "10": "watch by rank"},
        "stand": {"10": "watch", "3": "phasing_out"},
        "publicity": "confirmed",
        "additions": 1,
    }


@pytest.mark.rule("R-218")
@pytest.mark.rule("R-212")
def test_the_grades_follow_from_the_year_and_the_veto_fails_whom_it_is_against(
    found: dict[str, Any],
) -> None:
    assert found["evaluation"] == {
        "institution": {
            "A": "7417 failed",
            "B": "7938 b",
            "C": "8800 b",
            "D": "9593 a",
            "E": "4878 d",
            "F": "7833 b",
            "G": "6262 c",
        },
        "site": {
            "A drawn first": "5400 d",
            "A drawn second": "3400 failed",
            "A not drawn": "4250 d",
            "C1": "9375 a",
            "D1": "10000 a",
            "G1": "- none",
        },
        "organisation": {
            "PJ0001": "5722 d",
            "PJ0002": "9667 a",
            "PJ0003": "9467 a",
        },
    }


def test_what_the_rules_forbid_was_refused_by_them(found: dict[str, Any]) -> None:
    assert found["refused"] == {
        "T files": "R-003",
        "the vetoed site applies": "R-212",
        "a dropped certificate is taken up": "R-233",
        "E files": "R-194",
    }


def test_the_record_of_the_year_holds_together(year: Year) -> None:
    assert facts.check_chain() == []
    assert checking.check_anchors() == []
    assert Fact.objects.filter(at__gt=building.last(year)).count() == 0


def test_jobs_that_run_a_second_time_on_the_last_day_change_nothing(
    year: Year, found: dict[str, Any]
) -> None:
    now = building.last(year)
    before = facts.head()[0]

    for name in diary.daily():
        diary.job(name)(now)

    added = Fact.objects.filter(seq__gt=before).values_list("verb", flat=True)
    assert set(added) <= {"pilots.reports.prefilled"}
    assert figures.final(year, now) == found


def test_the_year_is_the_last_whole_one() -> None:
    assert building.newest(date(2026, 11, 23)) == 2025
    assert building.newest(date(2026, 1, 1)) == 2025


def test_the_table_has_a_line_for_each_row() -> None:
    told = {"year": 2025, "reports": {"A": {"due": 24, "K-27": "24/24"}}, "list": [{"a": 1}]}

    assert telling.table(told).splitlines()[-7:] == [
        "year: 2025",
        "",
        "reports",
        "  A: due 24, K-27 24/24",
        "",
        "list",
        "  1: a 1",
    ]
