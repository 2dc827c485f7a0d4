"""Who bears a flag that counts is expected to lead, and is named while it has not filed."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.identity.rules import leading as flags
from shuzheng.identity.rules.leading import LeadFlag
from shuzheng.kernel.rulebook import Rulebook
from shuzheng.pilots.rules import leading
from shuzheng.pilots.rules.leading import Outlook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TODAY = date(2026, 11, 2)
OPENS, CLOSES = date(2026, 10, 1), date(2026, 11, 30)
WITHOUT_BACKBONE = Rulebook.parse(
    """
[province]
name = "安徽省"
division = "340000"

[[provision]]
rule = "R-004"
since = 2026-01-01
document = "一号文件"
quotation = "带头"
lead_flags = ["national_demonstration", "double_high"]

[[provision]]
rule = "R-004"
since = 2027-01-01
document = "二号文件"
quotation = "带头"
lead_flags = ["double_high"]
"""
)


@pytest.mark.rule("R-004")
def test_the_province_counts_seven_flags() -> None:
    assert [one.value for one in flags.in_use(TODAY, BOOK)] == [
        "national_demonstration",
        "provincial_demonstration",
        "national_backbone",
        "provincial_backbone",
        "national_quality",
        "provincial_quality",
        "double_high",
    ]


@pytest.mark.rule("R-004")
def test_a_flag_counts_by_the_rulebook_of_its_day() -> None:
    held = ("double_high", "national_demonstration", "national_backbone", "gone")

    assert flags.counted(held, date(2026, 12, 31), WITHOUT_BACKBONE) == (
        LeadFlag.NATIONAL_DEMONSTRATION,
        LeadFlag.DOUBLE_HIGH,
    )
    assert flags.counted(held, date(2027, 1, 1), WITHOUT_BACKBONE) == (LeadFlag.DOUBLE_HIGH,)


@pytest.mark.rule("R-004")
def test_a_flag_that_does_not_count_is_not_recorded_anew() -> None:
    with pytest.raises(flags.UnknownLeadFlag, match="“national_backbone” is not a flag"):
        flags.checked(["double_high", "national_backbone"], TODAY, WITHOUT_BACKBONE)
    assert flags.checked([], TODAY, BOOK) == ()


@pytest.mark.rule("R-004")
@given(st.lists(st.sampled_from([one.value for one in LeadFlag])))
def test_what_is_recorded_stands_once_each_in_one_order(held: list[str]) -> None:
    found = flags.checked(held, TODAY, BOOK)

    assert found == flags.checked(reversed(held), TODAY, BOOK)
    assert set(found) == set(held)
    assert len(found) == len(set(held))


@pytest.mark.rule("R-004")
@pytest.mark.parametrize(
    ("held", "kind", "expected"),
    [
        (["double_high"], "higher_vocational", (LeadFlag.DOUBLE_HIGH,)),
        (["double_high"], "technician_school", ()),
        (["something_else"], "higher_vocational", ()),
        ([], "higher_vocational", ()),
    ],
)
def test_whoever_bears_a_flag_and_may_file_is_expected_to_lead(
    held: list[str], kind: str, expected: tuple[LeadFlag, ...]
) -> None:
    assert leading.expected(held, kind, TODAY, BOOK) == expected


@pytest.mark.rule("R-004")
@pytest.mark.parametrize(
    ("today", "has_filed", "is_barred", "outlook"),
    [
        (date(2026, 9, 30), False, False, Outlook.AHEAD),
        (date(2026, 10, 1), False, False, Outlook.AWAITED),
        (date(2026, 11, 30), False, False, Outlook.AWAITED),
        (date(2026, 12, 1), False, False, Outlook.ABSENT),
        (date(2026, 12, 1), True, False, Outlook.FILED),
        (date(2026, 12, 1), True, True, Outlook.FILED),
        (date(2026, 12, 1), False, True, Outlook.BARRED),
    ],
)
def test_a_leader_is_awaited_while_the_round_is_open_and_absent_when_it_is_over(
    today: date, outlook: Outlook, *, has_filed: bool, is_barred: bool
) -> None:
    found = leading.outlook(OPENS, CLOSES, today, has_filed=has_filed, is_barred=is_barred)

    assert found is outlook


@pytest.mark.rule("R-004")
@given(day=st.integers(-100, 200), has_filed=st.booleans(), is_barred=st.booleans())
def test_nobody_is_warned_of_who_has_filed_may_not_file_or_whose_round_is_ahead(
    day: int, *, has_filed: bool, is_barred: bool
) -> None:
    today = OPENS + timedelta(days=day)
    found = leading.outlook(OPENS, CLOSES, today, has_filed=has_filed, is_barred=is_barred)

    assert (found in leading.WARNED) is (day >= 0 and not has_filed and not is_barred)
