"""Where a rule is applied and what proves it is read from the source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shuzheng.foundation import register
from shuzheng.foundation.register import Application

if TYPE_CHECKING:
    from pathlib import Path

RULES = '''
@applies("R-190", "R-196")
def due_dates():
    """Return the dates on which reports fall due.

    More is said here.
    """

class Board:
    @other
    @rulebook.applies("R-193")
    def notices(self):
        pass

def quiet():
    return applies("R-999")
'''
TESTS = """
import pytest

@pytest.mark.rule("R-190")
@pytest.mark.parametrize("day", [12, 27])
def test_reports_fall_due():
    pass

@pytest.mark.rule("R-190", "R-193")
async def test_both():
    pass

@pytest.mark.rule("R-193")
class TestNotices:
    def test_one(self):
        pass

    @pytest.mark.rule("R-196")
    def test_excused(self):
        pass

    def helper(self):
        pass

@pytest.mark.rule("R-194")
def not_a_test():
    pass
"""


def test_a_marked_function_or_method_applies_each_rule_of_its_mark() -> None:
    assert sorted(register.applications_in("pilots.rules.reporting", RULES), key=str) == [
        (
            "R-190",
            Application(
                "pilots.rules.reporting",
                "due_dates",
                "Return the dates on which reports fall due.",
            ),
        ),
        ("R-193", Application("pilots.rules.reporting", "notices", "")),
        (
            "R-196",
            Application(
                "pilots.rules.reporting",
                "due_dates",
                "Return the dates on which reports fall due.",
            ),
        ),
    ]


def test_every_marked_test_counts_once_however_many_cases_it_has() -> None:
    assert register.tests_in(TESTS) == {"R-190": 2, "R-193": 3, "R-196": 1}


def test_a_mark_on_the_module_counts_for_every_test_in_it() -> None:
    one = 'pytestmark = pytest.mark.rule("R-001")\ndef test_a(): ...\ndef test_b(): ...\n'
    several = 'pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-002")]\ndef test_a(): ...\n'

    assert register.tests_in(one) == {"R-001": 2}
    assert register.tests_in(several) == {"R-002": 1}


def test_packages_are_named_without_their_init_and_tests_do_not_apply(tmp_path: Path) -> None:
    mark = '@applies("R-001")\ndef act(): ...\n'
    for name in ("pilots/services/__init__.py", "pilots/tests/test_filing.py"):
        path = tmp_path / "shuzheng" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(mark)

    found = register.applications(tmp_path / "shuzheng")

    assert found == {"R-001": [Application("pilots.services", "act", "")]}


def test_the_houses_own_tests_count_only_in_a_checkout(tmp_path: Path) -> None:
    proof = '@pytest.mark.rule("R-001")\ndef test_it(): ...\n'
    source = tmp_path / "src" / "shuzheng"
    for path in (source / "pilots" / "tests" / "test_a.py", tmp_path / "tests" / "test_b.py"):
        path.parent.mkdir(parents=True)
        path.write_text(proof)

    assert register.proofs(source) == {"R-001": 1}
    (tmp_path / "pyproject.toml").touch()
    assert register.proofs(source) == {"R-001": 2}


def test_the_listing_has_every_rule_with_its_state() -> None:
    listing = register.listing()

    assert len(listing) == 221
    assert [set(row) for row in listing] == [{"id", "kinds", "live", "applied_in", "tests"}] * 221
    filing = next(row for row in listing if row["id"] == "R-030")
    assert filing["kinds"] == "E"
    assert "pilots.rules.filing" in str(filing["applied_in"])


def test_a_rule_is_live_only_when_applied_provided_and_proved() -> None:
    entry = replace(register.entries()["R-030"], tests=1)

    assert entry.live
    assert not replace(entry, applications=()).live
    assert not replace(entry, provisions=()).live
    assert not replace(entry, tests=0).live
