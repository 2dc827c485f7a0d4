"""An organisation's years and what others found of it stand on its record, as far as one may."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.evaluation.models import Evaluation, MinistryResult, Subject, ThirdParty
from shuzheng.evaluation.tests.cast import Cast, cast
from shuzheng.evaluation.web.record import outside_beside, years_beside
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser, text
from shuzheng.identity.tests.cast import NOON, actor, organisation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.identity.queries.beside import Item
    from shuzheng.kernel.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-055")]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> Cast:
    return cast()


def year(here: Cast, year: int, state: str, *, grade: str = "", total: int | None = None) -> int:
    """Return the holder's year of an evaluation of organisations."""
    row = Evaluation.objects.create(kind="organisation", year=year, state=state)
    return Subject.objects.create(
        evaluation=row, party_id=here.holder, code="PJ1", name="PJ1", grade=grade, total=total
    ).pk


def staff(here: Cast) -> Actor:
    return actor(Role.ORGANISATION_STAFF, here.holder)


def items(here: Cast, who: Actor) -> tuple[Item, ...]:
    section = years_beside(here.holder, who, NOON)
    assert section is not None
    return section.items


def shown(here: Cast, who: Actor) -> list[tuple[str, str, str]]:
    return [
        (one.words, one.note, str(one.chip.word if one.chip else "")) for one in items(here, who)
    ]


NAMES = {n: f"Evaluation of {n}: Evaluation organisations" for n in (2023, 2024, 2025)}


def test_the_province_finds_every_year_with_what_was_decided(here: Cast) -> None:
    year(here, 2023, "published", grade="b", total=8320)
    year(here, 2024, "decided", grade="c", total=7105)
    year(here, 2025, "scored")

    expected = [
        (NAMES[2025], "", "Scored, open to objections"),
        (NAMES[2024], "71.05 points of 100", "Grade C"),
        (NAMES[2023], "83.20 points of 100", "Grade B"),
    ]
    assert shown(here, here.office) == expected
    assert shown(here, here.department) == expected


def test_the_organisation_knows_its_grade_from_the_publication_on(here: Cast) -> None:
    first = year(here, 2023, "published", grade="b", total=8320)
    second = year(here, 2024, "decided", grade="c", total=7105)

    assert shown(here, staff(here)) == [
        (NAMES[2024], "", "Grades decided"),
        (NAMES[2023], "83.20 points of 100", "Grade B"),
    ]
    assert [one.url for one in items(here, staff(here))] == [
        f"/evaluated/{second}",
        f"/evaluated/{first}",
    ]


@pytest.mark.parametrize(
    "role",
    [Role.CITY_OFFICER, Role.ORGANISATION_ISSUER, Role.SECURITY_ADMIN],
)
def test_others_find_what_is_published_and_are_led_to_the_public_page(
    here: Cast, role: Role
) -> None:
    year(here, 2023, "closed", grade="b", total=8320)
    year(here, 2024, "decided", grade="c", total=7105)
    year(here, 2025, "scored")
    who = actor(role, here.holder, area="3401")

    assert shown(here, who) == [(NAMES[2023], "83.20 points of 100", "Grade B")]
    [item] = items(here, who)
    uid = Evaluation.objects.get(year=2023).uid
    assert item.url == f"/annual-evaluations/{uid}"


def test_another_organisation_finds_only_what_is_published(here: Cast) -> None:
    year(here, 2023, "published", grade="b", total=8320)
    year(here, 2025, "scored")
    other = organisation("PJ2", OrganisationKind.EVALUATION_ORGANISATION)

    assert shown(here, actor(Role.ORGANISATION_STAFF, other)) == [
        (NAMES[2023], "83.20 points of 100", "Grade B")
    ]


def test_a_failed_year_shows_no_points(here: Cast) -> None:
    year(here, 2023, "published", grade="failed", total=0)

    [(_, note, _)] = shown(here, here.office)
    assert note == ""


def found_outside(here: Cast) -> None:
    day = date(2026, 1, 5)
    MinistryResult.objects.create(
        party_id=here.holder,
        year=2025,
        subject="行为监测",
        result="合格。",
        document="函〔2026〕3号",
        dated_on=day,
    )
    for state, reported in (("reported", day), ("independent", None)):
        ThirdParty.objects.create(
            party_id=here.holder,
            state=state,
            evaluator="演示评估所",
            subject="质量评估" if reported else "尚未报告的评估",
            contract="委1号",
            commissioned_on=date(2025, 9, 1),
            declared_on=date(2025, 9, 2),
            score=88 if reported else None,
            reported_on=reported,
        )


def test_results_of_others_stand_there_for_the_province_and_the_organisation(here: Cast) -> None:
    found_outside(here)

    for who in (here.office, here.department, staff(here)):
        section = outside_beside(here.holder, who, NOON)
        assert section is not None
        assert [(one.words, one.note.split(" · ")[:2]) for one in section.items] == [
            ("行为监测（2025）", ["合格。", "函〔2026〕3号"]),
            ("质量评估", ["演示评估所", "88 points of 100"]),
        ]


def test_a_city_and_who_sees_no_years_are_handed_no_results_of_others(here: Cast) -> None:
    found_outside(here)

    assert outside_beside(here.holder, here.bureau, NOON) is None
    assert outside_beside(here.holder, actor(Role.SECURITY_ADMIN), NOON) is None
    other = organisation("PJ2", OrganisationKind.EVALUATION_ORGANISATION)
    stranger = actor(Role.ORGANISATION_STAFF, other)
    assert outside_beside(here.holder, stranger, NOON) is None


def test_the_page_of_the_organisation_shows_its_years(here: Cast) -> None:
    pk = year(here, 2023, "published", grade="b", total=8320)
    page = text(browser(Role.ORGANISATION_STAFF, here.holder).get(f"/parties/{here.holder}"))

    assert f'<a href="/evaluated/{pk}">{NAMES[2023]}</a>' in page
    assert "83.20 points of 100" in page
