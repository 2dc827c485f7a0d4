"""Filings are taken from whoever is eligible, returned for two reasons only, filed by silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.kernel.periods import Calendar
from shuzheng.kernel.rulebook import Rulebook
from shuzheng.pilots.rules import completeness, filing

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
NOV_2 = date(2026, 11, 2)
PLAIN = Calendar(frozenset(), frozenset())

WEB = completeness.Choice(
    key="web", name="Web前端开发", levels=frozenset({"intermediate"}), majors=("510201",)
)
WHOLE = completeness.Content(
    self_assessment={"staff": "12名", "bases": "2个", "sites": "1个", "results": "首次申报"},
    choices=(WEB,),
)


@pytest.mark.rule("R-003")
@pytest.mark.rule("R-032")
@pytest.mark.parametrize(
    ("kind", "may"),
    [
        ("secondary_vocational", True),
        ("provincial_secondary", True),
        ("higher_vocational", True),
        ("vocational_undergraduate_pilot", True),
        ("applied_undergraduate", True),
        ("open_university", True),
        ("technician_school", False),
        ("kindergarten", False),
        ("", False),
    ],
)
def test_only_eligible_kinds_may_file(kind: str, *, may: bool) -> None:
    assert filing.kind_may_file(kind, NOV_2, BOOK) is may


@pytest.mark.rule("R-003")
def test_a_technician_school_is_refused_by_name() -> None:
    with pytest.raises(filing.KindNotEligible) as refusal:
        filing.check_eligible("technician_school", 2027, (), NOV_2, BOOK)

    assert refusal.value.rule == "R-003"


@pytest.mark.rule("R-038")
def test_a_lost_year_refuses_that_year_and_no_other() -> None:
    filing.check_eligible("higher_vocational", 2028, {2027}, NOV_2, BOOK)

    with pytest.raises(filing.EligibilityLost) as refusal:
        filing.check_eligible("higher_vocational", 2027, {2027}, NOV_2, BOOK)
    assert refusal.value.params == {"year": 2027}


@pytest.mark.rule("R-039")
def test_both_days_belong_to_the_round_and_a_late_filing_is_taken_as_late() -> None:
    opens, closes = NOV_2, date(2026, 12, 20)

    assert filing.check_round(opens, closes, opens, BOOK) is False
    assert filing.check_round(opens, closes, closes, BOOK) is False
    assert filing.check_round(opens, closes, date(2026, 12, 21), BOOK) is True
    with pytest.raises(filing.RoundNotOpen):
        filing.check_round(opens, closes, date(2026, 11, 1), BOOK)


@pytest.mark.rule("R-039")
def test_a_province_may_take_no_late_filings() -> None:
    strict = Rulebook.parse("""
[[provision]]
rule = "R-039"
since = 2019-04-04
document = "a notice"
quotation = "no late filings"
late_filing = false
""")

    with pytest.raises(filing.RoundClosed):
        filing.check_round(NOV_2, date(2026, 12, 20), date(2026, 12, 21), strict)


@pytest.mark.rule("R-030")
def test_silence_of_ten_working_days_files() -> None:
    friday = date(2026, 11, 6)

    assert filing.filed_by_silence_on(friday, PLAIN, BOOK) == date(2026, 11, 20)
    assert not filing.silence_files(friday, date(2026, 11, 20), PLAIN, BOOK)
    assert filing.silence_files(friday, date(2026, 11, 21), PLAIN, BOOK)


@pytest.mark.rule("R-030")
def test_silence_skips_the_national_holiday_and_counts_make_up_days() -> None:
    golden_week = Calendar(
        frozenset(date(2026, 10, d) for d in range(1, 8)),
        frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    )

    submitted = date(2026, 9, 28)
    assert filing.filed_by_silence_on(submitted, golden_week, BOOK) == date(2026, 10, 16)


@pytest.mark.rule("R-030")
@pytest.mark.parametrize("ground", ["numbers", "results", "quota", "", "Completeness"])
def test_nothing_but_completeness_and_truth_returns_a_filing(ground: str) -> None:
    with pytest.raises(filing.NotAGround) as refusal:
        filing.check_return(ground, "certificates.1.majors", "太少", NOV_2, BOOK)

    assert refusal.value.rule == "R-030"


@pytest.mark.rule("R-030")
def test_a_return_names_its_place_and_its_reason() -> None:
    ground = filing.check_return("completeness", "certificates.1.majors", "未填专业", NOV_2, BOOK)

    assert ground is filing.Ground.COMPLETENESS
    with pytest.raises(filing.ReasonMissing):
        filing.check_return("truth", "certificates.1.majors", "  ", NOV_2, BOOK)


@pytest.mark.rule("R-033")
@pytest.mark.parametrize("question", ["planned_headcount", "site_wanted", "trainers", "dates"])
def test_an_empty_optional_answer_returns_nothing_but_an_untrue_one_may(question: str) -> None:
    place = f"certificates.1.{question}"

    with pytest.raises(filing.OptionalAnswer):
        filing.check_return("completeness", place, "未填", NOV_2, BOOK)
    assert filing.check_return("truth", place, "与事实不符", NOV_2, BOOK) is filing.Ground.TRUTH


@pytest.mark.rule("R-030")
def test_a_city_returns_secondary_schools_but_not_those_of_the_province() -> None:
    filing.check_city_return("secondary_vocational", NOV_2, BOOK)

    for kind in ("provincial_secondary", "higher_vocational"):
        with pytest.raises(filing.NotYoursToReturn):
            filing.check_city_return(kind, NOV_2, BOOK)


@pytest.mark.rule("R-030")
def test_a_returned_filing_is_expected_back_in_ten_working_days() -> None:
    assert filing.answer_due_on(date(2026, 11, 6), PLAIN, BOOK) == date(2026, 11, 20)


@pytest.mark.rule("R-031")
@pytest.mark.rule("R-033")
def test_a_whole_filing_lacks_nothing() -> None:
    assert completeness.missing(WHOLE, NOV_2, BOOK) == ()
    completeness.check_complete(completeness.missing(WHOLE, NOV_2, BOOK))


@pytest.mark.rule("R-031")
def test_a_self_assessment_answers_every_topic() -> None:
    content = replace(WHOLE, self_assessment={"staff": "12名", "bases": " ", "sites": "1个"})

    places = [m.place for m in completeness.missing(content, NOV_2, BOOK)]
    assert places == ["self_assessment.bases", "self_assessment.results"]


@pytest.mark.rule("R-033")
def test_a_filing_names_certificates_and_majors_each_once() -> None:
    empty = replace(WHOLE, choices=())
    twice = replace(WHOLE, choices=(WEB, replace(WEB, majors=("", " "))))

    assert [m.place for m in completeness.missing(empty, NOV_2, BOOK)] == ["certificates"]
    assert [(m.rule, m.place) for m in completeness.missing(twice, NOV_2, BOOK)] == [
        ("R-033", "certificates.2"),
        ("R-033", "certificates.2.majors"),
    ]


@pytest.mark.rule("R-041")
def test_a_certificate_is_filed_for_levels_and_need_not_have_all_three() -> None:
    two = replace(WHOLE, choices=(replace(WEB, levels=frozenset({"intermediate", "advanced"})),))
    none = replace(WHOLE, choices=(replace(WEB, levels=frozenset()),))
    fifth = replace(WHOLE, choices=(replace(WEB, levels=frozenset({"grade_5"})),))

    assert completeness.missing(two, NOV_2, BOOK) == ()
    for content in (none, fifth):
        (only,) = completeness.missing(content, NOV_2, BOOK)
        assert (only.rule, only.place) == ("R-041", "certificates.1.levels")


@pytest.mark.rule("R-033")
def test_an_incomplete_filing_is_refused_with_the_whole_list() -> None:
    found = completeness.missing(completeness.Content({}, ()), NOV_2, BOOK)

    with pytest.raises(completeness.Incomplete) as refusal:
        completeness.check_complete(found)
    assert refusal.value.rule == "R-031"
    assert refusal.value.missing == found
    assert refusal.value.params == {"count": 5}


@pytest.mark.rule("R-030")
@pytest.mark.rule("R-033")
@given(
    headcount=st.none() | st.integers(0, 10**6),
    site=st.text(max_size=9),
    trainers=st.text(max_size=9),
    dates=st.text(max_size=9),
)
def test_no_headcount_and_no_optional_answer_ever_blocks(
    headcount: int | None, site: str, trainers: str, dates: str
) -> None:
    choice = replace(
        WEB, planned_headcount=headcount, site_wanted=site, trainers=trainers, dates=dates
    )

    assert completeness.missing(replace(WHOLE, choices=(choice,)), NOV_2, BOOK) == ()


@pytest.mark.rule("R-033")
def test_empty_optional_answers_are_asked_for_again() -> None:
    half = replace(WHOLE, choices=(replace(WEB, planned_headcount=0, dates="2027年5月"),))

    assert completeness.left_empty(half, NOV_2, BOOK) == (
        "certificates.1.site_wanted",
        "certificates.1.trainers",
    )


@pytest.mark.rule("R-017")
def test_a_leading_group_has_four_kinds_of_member_and_confirms() -> None:
    def places(roles: set[str], confirmed: date | None, *, departments: bool) -> list[str]:
        found = completeness.missing_from_leading_group(
            roles, confirmed, NOV_2, BOOK, has_departments=departments
        )
        return [m.place for m in found]

    everyone = {"head", "deputy", "department", "functional_office"}
    assert places(everyone, NOV_2, departments=True) == []
    assert places(everyone - {"department"}, NOV_2, departments=False) == []
    assert places(everyone - {"department"}, NOV_2, departments=True) == [
        "leading_group.department"
    ]
    assert places(everyone - {"head"}, None, departments=True) == [
        "leading_group.head",
        "leading_group.confirmation",
    ]
    assert places(everyone, date(2026, 11, 3), departments=True) == ["leading_group.confirmation"]


@pytest.mark.rule("R-045")
def test_what_a_filed_institution_lacks_is_flagged_three_ways() -> None:
    assert completeness.flags(0, 0, 0) == tuple(completeness.Flag)
    assert completeness.flags(1, 0, 4) == (completeness.Flag.NO_RELATED_COURSE,)
    assert completeness.flags(2, 1, 1) == ()


def test_an_amendment_says_what_it_changes() -> None:
    bim = replace(WEB, key="bim", name="建筑信息模型（BIM）")
    after = replace(WHOLE, choices=(replace(WEB, planned_headcount=60), bim))

    assert completeness.check_amendment(WHOLE, after) == ("certificates.web", "certificates.bim")
    assert completeness.changes(after, WHOLE) == ("certificates.web", "certificates.bim")
    with pytest.raises(completeness.NothingChanged):
        completeness.check_amendment(WHOLE, WHOLE)
