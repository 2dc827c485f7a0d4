"""A plan opens only on dated records, and each one that is wanting is refused by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.assessment.rules import opening, plan, site
from shuzheng.assessment.rules.opening import conditions
from shuzheng.fees.rules import agreement
from shuzheng.kernel.rulebook import Rulebook
from shuzheng.pilots.rules import entry

if TYPE_CHECKING:
    from shuzheng.kernel.refusals import Refusal

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TODAY = date(2026, 11, 2)
ITEMS = ("room", "cameras", "storage", "network", "safe", "two_person_rule")
CHECKED = site.Checklist(date(2026, 8, 20), "检字〔2026〕7号", dict.fromkeys(ITEMS, True))
ROOM = opening.Room("1号机房", 60, CHECKED)
PLACE = opening.Site("江淮智造考核站点", "active", date(2027, 8, 31), (ROOM,), seat_limit=None)
TERMS = agreement.Terms(
    "费协〔2026〕12号", "in_force", date(2026, 1, 1), date(2026, 12, 31), 280_00
)
REPORT = opening.Report("报备〔2026〕41号", "noted", date(2026, 12, 5), date(2026, 12, 6))
ASSESSOR = opening.Assessor("丁立群", date(2025, 1, 1), date(2027, 12, 31))
READY = opening.Facts(
    certificate="Web前端开发职业技能等级证书",
    certificate_state="in_use",
    organisation="长江评价中心",
    organisation_state="engaged",
    level="intermediate",
    levels=frozenset({"elementary", "intermediate", "advanced"}),
    first_on=date(2026, 12, 5),
    last_on=date(2026, 12, 6),
    seats=60,
    price=280_00,
    sites=(PLACE,),
    entries=(opening.Entry("江淮智造职业技术学院", "active", date(2025, 6, 1)),),
    report=REPORT,
    agreements=(TERMS,),
    ceiling=360_00,
    waiver=None,
    assessors=(ASSESSOR,) * 6,
)


def with_checklist(checklist: site.Checklist | None) -> tuple[opening.Site, ...]:
    return (replace(PLACE, rooms=(replace(ROOM, checklist=checklist),)),)


@pytest.mark.rule("R-100")
def test_a_ready_plan_opens_and_says_on_what_it_rests() -> None:
    guards = opening.opening_guards(READY, TODAY, BOOK)

    assert [(guard.name, guard.rule) for guard in guards] == [
        ("certificate", "R-057"),
        ("site", "R-090"),
        ("entry", "R-050"),
        ("report", "R-056"),
        ("rooms", "R-097"),
        ("fee", "R-121"),
        ("ceiling", "R-122"),
        ("assessors", "R-100"),
        ("seats", "R-100"),
    ]
    assert all(guard.held for guard in guards)
    opening.check(guards)
    evidence = [line.format(**params) for guard in guards for line, params in guard.lines]
    assert evidence[3] == "Report 报备〔2026〕41号 was noted; it covers 2026-12-05 to 2026-12-06."
    assert evidence[5] == (
        "费协〔2026〕12号, until 2026-12-31: 280.00 yuan. The plan asks for 280.00 yuan."
    )
    assert evidence[7] == "6 qualified assessors; 6 are needed for 60 candidates."


LATE = site.Checklist(date(2026, 7, 2), "检字〔2026〕2号", dict.fromkeys(ITEMS, True))
DARK = replace(CHECKED, held={**CHECKED.held, "storage": False})
UNSEEN = replace(CHECKED, held={k: True for k in ITEMS if k != "safe"})

WANTING: list[tuple[dict[str, Any], str, type[Refusal]]] = [
    ({"certificate_state": "suspended"}, "certificate", conditions.CertificateNotUsable),
    ({"certificate_state": "closed"}, "certificate", conditions.CertificateNotUsable),
    ({"certificate_state": ""}, "certificate", conditions.CertificateNotUsable),
    ({"organisation_state": "withdrawn"}, "certificate", conditions.OrganisationNotUsable),
    ({"level": "expert"}, "certificate", conditions.LevelNotListed),
    ({"sites": (replace(PLACE, state=""),)}, "site", conditions.SiteNotActive),
    ({"sites": (replace(PLACE, state="suspended"),)}, "site", conditions.SiteNotActive),
    (
        {"sites": (replace(PLACE, approved_until=date(2026, 12, 5)),)},
        "site",
        conditions.SiteApprovalEnds,
    ),
    ({"entries": ()}, "entry", conditions.NoInstitution),
    ({"entries": (opening.Entry("江淮", "approved", TODAY),)}, "entry", entry.NotReviewed),
    ({"entries": (opening.Entry("江淮", "active", None),)}, "entry", entry.NotReviewed),
    ({"report": None}, "report", conditions.NoReport),
    ({"report": replace(REPORT, state="objected")}, "report", conditions.ReportNotNoted),
    ({"report": replace(REPORT, state="cancelled")}, "report", conditions.ReportNotNoted),
    (
        {"report": replace(REPORT, ends_on=date(2026, 12, 5))},
        "report",
        conditions.ReportOfOtherDays,
    ),
    ({"sites": with_checklist(None)}, "rooms", conditions.RoomNotChecked),
    (
        {"sites": with_checklist(replace(CHECKED, checked_on=date(2026, 11, 3)))},
        "rooms",
        conditions.RoomNotChecked,
    ),
    ({"sites": with_checklist(LATE)}, "rooms", conditions.CheckTooOld),
    ({"sites": with_checklist(DARK)}, "rooms", conditions.CheckFailed),
    ({"sites": with_checklist(UNSEEN)}, "rooms", conditions.CheckFailed),
    ({"agreements": ()}, "fee", agreement.NoAgreement),
    ({"agreements": (replace(TERMS, state="filed"),)}, "fee", agreement.AgreementNotInForce),
    (
        {"agreements": (replace(TERMS, until=date(2026, 5, 5)),)},
        "fee",
        agreement.AgreementExpired,
    ),
    ({"price": 280_01}, "fee", agreement.AboveAgreed),
    ({"ceiling": 279_99}, "ceiling", agreement.OverCeiling),
    ({"ceiling": None}, "ceiling", agreement.NoCeiling),
    ({"assessors": (ASSESSOR,) * 5}, "assessors", conditions.AssessorsShort),
    (
        {"assessors": (*[ASSESSOR] * 5, replace(ASSESSOR, qualified_until=date(2026, 12, 5)))},
        "assessors",
        conditions.AssessorsShort,
    ),
    ({"seats": 0}, "seats", conditions.NoSeatsPlanned),
    ({"seats": 61, "assessors": (ASSESSOR,) * 7}, "seats", conditions.SeatsShort),
    ({"sites": (replace(PLACE, seat_limit=59),)}, "seats", conditions.SeatsShort),
]


@pytest.mark.rule("R-100")
@pytest.mark.rule("R-050")
@pytest.mark.rule("R-056")
@pytest.mark.rule("R-057")
@pytest.mark.rule("R-090")
@pytest.mark.rule("R-097")
@pytest.mark.rule("R-121")
@pytest.mark.rule("R-122")
@pytest.mark.parametrize(("change", "name", "refusal"), WANTING)
def test_what_is_wanting_is_refused_by_name(
    change: dict[str, Any], name: str, refusal: type[Refusal]
) -> None:
    guards = opening.opening_guards(replace(READY, **change), TODAY, BOOK)

    unmet = [guard for guard in guards if not guard.held]
    assert [guard.name for guard in unmet] == [name]
    assert [type(reason) for reason in unmet[0].refusals] == [refusal]
    with pytest.raises(refusal) as raised:
        opening.check(guards)
    assert raised.value.rule


@pytest.mark.rule("R-100")
def test_a_plan_with_nothing_says_everything_that_is_wanting() -> None:
    nothing = replace(
        READY,
        certificate_state="",
        organisation_state="",
        levels=frozenset(),
        sites=(),
        entries=(),
        report=None,
        agreements=(),
        ceiling=None,
        assessors=(),
    )
    guards = opening.opening_guards(nothing, TODAY, BOOK)

    assert [guard.name for guard in guards if guard.held] == []
    assert sum(len(guard.lines) for guard in guards) == 11
    for guard in guards:
        for line, params in guard.lines:
            assert "{" not in line.format(**params)


@pytest.mark.rule("R-122")
def test_a_waiver_stands_in_for_a_ceiling_and_a_free_plan_needs_none() -> None:
    waiver = agreement.Waiver("豁免〔2026〕3号", date(2026, 1, 1), date(2026, 12, 31), 300_00)

    uncapped = replace(READY, ceiling=None)

    for facts in (replace(uncapped, waiver=waiver), replace(uncapped, price=0)):
        opening.check(opening.opening_guards(facts, TODAY, BOOK))


@pytest.mark.rule("R-121")
def test_an_agreement_of_last_year_is_shown_as_extended() -> None:
    january = date(2027, 1, 4)
    facts = replace(
        READY,
        first_on=date(2027, 1, 16),
        last_on=date(2027, 1, 16),
        report=replace(REPORT, starts_on=date(2027, 1, 16), ends_on=date(2027, 1, 16)),
    )
    fee = opening.opening_guards(facts, january, BOOK)[5]

    assert fee.held
    assert fee.lines[0][0].startswith("{document}, extended since {until}")


@pytest.mark.rule("R-100")
@pytest.mark.parametrize(
    ("candidates", "needed"), [(1, 2), (10, 2), (20, 2), (21, 3), (168, 17), (2000, 200)]
)
def test_ten_candidates_need_one_assessor_and_nobody_works_alone(
    candidates: int, needed: int
) -> None:
    assert opening.assessors_needed(candidates, TODAY, BOOK) == needed


@pytest.mark.rule("R-100")
@given(st.integers(0, 5000), st.integers(0, 600))
def test_assessors_suffice_exactly_when_the_ratio_holds(candidates: int, found: int) -> None:
    enough = found >= 2 and found * 10 >= candidates

    assert (found >= opening.assessors_needed(candidates, TODAY, BOOK)) is enough


@pytest.mark.rule("R-034")
@pytest.mark.rule("R-100")
def test_seats_are_locked_once_everybody_confirmed_with_consent_and_is_settled() -> None:
    def unmet(counts: opening.Counts, **change: Any) -> list[str]:  # noqa: ANN401 - any field
        facts = replace(READY, **change)
        guards = opening.seating_guards(facts, counts, TODAY, BOOK)
        return [guard.name for guard in guards if not guard.held]

    assert unmet(opening.Counts(0, 0, 0, 55)) == []
    assert unmet(opening.Counts(4, 0, 0, 55)) == ["confirmed"]
    assert unmet(opening.Counts(0, 2, 0, 55)) == ["consented"]
    assert unmet(opening.Counts(0, 0, 1, 55)) == ["settled"]
    assert unmet(opening.Counts(0, 0, 0, 0)) == ["seats"]
    assert unmet(opening.Counts(0, 0, 0, 61)) == ["assessors", "seats"]
    assert unmet(opening.Counts(0, 0, 0, 55), assessors=(ASSESSOR,) * 5) == ["assessors"]


@pytest.mark.rule("R-100")
def test_fewer_accepted_than_planned_need_fewer_assessors() -> None:
    facts = replace(READY, assessors=(ASSESSOR,) * 2)

    guards = opening.seating_guards(facts, opening.Counts(0, 0, 0, 20), TODAY, BOOK)
    opening.check(guards)


def test_a_plan_is_named_as_the_national_platform_names_it() -> None:
    assert plan.name(date(2024, 6, 15), "Web前端开发职业技能等级证书") == (
        "2024年6月Web前端开发职业技能等级证书考试"
    )
