"""A cut counts a small province exactly, and each figure comes out as worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.models import MisconductAppeal
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.insight import access
from shuzheng.insight.models import Cut, CutCohort
from shuzheng.insight.queries import dashboard
from shuzheng.insight.services import cutting
from shuzheng.insight.tests.cast import (
    CLOCK,
    ELEMENTARY,
    HEFEI,
    INTERMEDIATE,
    NOW,
    SUSONG,
    WUHU,
    Province,
    province,
)
from shuzheng.kernel.actor import NotPermitted

if TYPE_CHECKING:
    from shuzheng.insight.access import Scope
    from shuzheng.insight.queries.dashboard import Dashboard

pytestmark = pytest.mark.django_db

EARLIER = (3, 4, 7)


@pytest.fixture
def made() -> Province:
    """Make the province and everything that people did in it.

    | who | of  | entered | plan        | accepted | sitting           | result | certificate |
    |-----|-----|---------|-------------|----------|-------------------|--------|-------------|
    | s1  | A   | 2024    | X mid March | Feb      | submitted         | passed | corrected   |
    | s2  | A   | 2024    | X mid March | Feb      | submitted         | failed | -           |
    |     |     |         | X mid Dec25 | Nov 25   | submitted         | failed | -           |
    | s3  | A   | 2023    | X mid March | Feb      | misconduct upheld, appeal lodged     |
    | s4  | A   | 2023    | X mid March | Feb      | misconduct upheld | failed | -           |
    | s5  | B   | 2024    | X mid March | Feb      | submitted         | passed | revoked     |
    |     |     |         | Y mid May   | Mar      | present           | -      | -           |
    | s6  | B   | 2024    | X mid March | Feb      | absent            | failed | -           |
    | s7  | B   | 2023    | X mid March | Feb, deferred; sits Y mid May, accepted in April  |
    | s8  | C   | 2024    | X mid March | Feb      | misconduct open   | -      | -           |
    | s9  | C   | 2024    | X mid March | Feb      | submitted         | passed | suspended   |
    | s10 | A   | 2024    | X low Apr (cancelled), accepted in February               |
    | s11 | A   | 2024    | X mid March | Feb, withdrawn                                    |
    | s12 | A   | 2024    | X mid March | Feb, refunded                                     |
    | s13 | A   | 2024    | X mid March | declined, never accepted                          |
    | l1  | -   | social  | X mid March | Feb      | submitted         | passed | issued      |
    | l2  | A   | social  | Y mid May   | Mar      | present           | -      | -           |
    """
    made = province()
    _learn(made)
    _declare(made)
    cutting.take(actor=CLOCK, now=NOW)
    return made


def _learn(made: Province) -> None:
    """Register the people, and let them sit, pass, fail, leave and be disputed."""
    old = made.plan(made.x, INTERMEDIATE, date(2025, 12, 10), "certified")
    march = made.plan(made.x, INTERMEDIATE, date(2026, 3, 1), "certified")
    april = made.plan(made.x, ELEMENTARY, date(2026, 4, 1), "cancelled")
    may = made.plan(made.y, INTERMEDIATE, date(2026, 5, 10), "scoring")
    schools = {made.a: (1, 2, 3, 4, 10, 11, 12, 13), made.b: (5, 6, 7), made.c: (8, 9)}
    s = {
        n: made.student(f"学生{n}", school, 2023 if n in EARLIER else 2024)
        for school, ns in schools.items()
        for n in ns
    }
    l1, l2 = made.person("社会1"), made.person("社会2")
    corrected = made.register(march, s[1], made.a, sat="submitted", passed=True)
    made.certify(corrected, state="replaced")
    made.certify(corrected, on=date(2026, 6, 3), first=date(2026, 4, 20))
    made.register(march, s[2], made.a, sat="submitted", passed=False)
    made.register(old, s[2], made.a, accepted=date(2025, 11, 5), sat="submitted", passed=False)
    appealed = made.register(march, s[3], made.a, sat="misconduct_upheld")
    made.dispute(appealed, "lodged")
    settled = made.register(march, s[4], made.a, sat="misconduct_upheld", passed=False)
    made.dispute(settled, "settled")
    made.certify(made.register(march, s[5], made.b, sat="submitted", passed=True), state="revoked")
    made.register(may, s[5], made.b, accepted=date(2026, 3, 20), sat="present")
    made.register(march, s[6], made.b, sat="absent", passed=False)
    made.register(march, s[7], made.b, state="deferred", sat="ill")
    made.register(may, s[7], made.b, accepted=date(2026, 4, 2))
    made.register(march, s[8], made.c, sat="misconduct_open")
    made.certify(
        made.register(march, s[9], made.c, sat="submitted", passed=True), state="suspended"
    )
    made.register(april, s[10], made.a)
    made.register(march, s[11], made.a, state="withdrawn")
    made.register(march, s[12], made.a, state="refunded")
    made.register(march, s[13], made.a, state="declined", accepted=None)
    made.certify(made.register(march, l1, None, sat="submitted", passed=True))
    made.register(may, l2, made.a, accepted=date(2026, 3, 20), sat="present")


def _declare(made: Province) -> None:
    """File the quotas, take up the certificates and open the sites."""
    made.file(made.a, {"D10001": 10, "D20001": None})
    made.file(made.b, {"D10001": 4, "D20001": 2})
    made.file(made.c, {"D10001": 2})
    made.use(made.a, made.x)
    made.use(made.b, made.x)
    made.use(made.b, made.y, "exiting")
    made.use(made.c, made.x)
    made.use(made.a, made.y, "proposed")
    made.site(made.a, made.x)
    made.site(made.b, made.x, "suspended")
    made.site(made.b, made.x, "closed")
    made.site(made.c, made.x)


def of(scope: Scope, dimension: str = "", year: int = 0) -> Dashboard:
    found = dashboard.dashboard(scope, year=year, dimension=dimension)
    assert found is not None
    return found


def whole() -> Scope:
    return access.province(own=True)


def city(made: Province, code: str) -> Scope:
    return access.scope("city", code, made.officer())


def party(made: Province, kind: str, code: str) -> Scope:
    return access.scope(kind, code, made.officer())


def share(found: object) -> tuple[int, int]:
    return found.numerator, found.denominator  # type: ignore[attr-defined]


@pytest.mark.rule("R-237")
@pytest.mark.usefixtures("made")
def test_participation_counts_what_stayed_and_a_deferred_one_once() -> None:
    totals = of(whole()).totals

    # March: s1 s2 s3 s4 s5 s6 s8 s9 l1 = 9 (without s7 deferred, s10 cancelled,
    # s11 withdrawn, s12 refunded)
    # May: s5 s7 l2 = 3. The sitting of December was accepted in 2025.
    assert totals.registered == 12
    # persons: s1-s9 and l1, l2; s5 is one person with two registrations
    assert totals.persons == 11
    assert totals.social == 2
    assert share(totals.social_share) == (2, 12)


@pytest.mark.rule("R-237")
@pytest.mark.usefixtures("made")
def test_the_pass_rate_is_of_sittings_whose_results_are_out() -> None:
    totals = of(whole()).totals

    # came in March: s1 s2 s3 s4 s5 s8 s9 l1 = 8; s3 (appeal) and s8 (enquiry) are disputed: 6
    # passed: s1 s5 s9 l1 = 4; s4's finding was upheld for good and counts as not passed
    assert share(totals.rate) == (4, 6)
    # due in March: the same 8, and s6 who was absent
    assert share(totals.rate_of_accepted) == (4, 9)
    # present in May, no results yet: s5 and l2
    assert totals.awaiting == 2
    last_year = of(whole(), year=2025).totals
    assert (last_year.registered, share(last_year.rate)) == (1, (0, 1))


@pytest.mark.rule("R-237")
def test_acquisition_is_of_distinct_students_without_revoked_and_social(made: Province) -> None:
    # ever accepted: s1-s12 (also deferred, withdrawn, refunded, cancelled ones): 12; s13 never was
    # holders: s1 (s5 revoked, s9 under enquiry, l1 is no student)
    assert share(of(whole()).totals.acquired) == (1, 12)
    by_year = {line.key: share(line.acquired) for line in of(whole(), "cohort").breakdown.lines}
    assert by_year == {"2024": (1, 9), "2023": (0, 3)}
    assert share(of(city(made, HEFEI)).totals.acquired) == (1, 7)
    assert share(of(party(made, "institution", "I2")).totals.acquired) == (0, 3)
    # E2 has only the May plan: s5 and s7
    assert share(of(party(made, "organisation", "E2")).totals.acquired) == (0, 2)


def test_somebody_in_two_institutions_is_one_person_of_the_province(made: Province) -> None:
    mover = made.student("学生14", made.a, 2022)
    plan = made.plan(made.x, INTERMEDIATE, date(2026, 5, 20), "certified")
    other = made.plan(made.x, ELEMENTARY, date(2026, 5, 21), "certified")
    made.register(plan, mover, made.a, sat="submitted", passed=False)
    moved = made.register(other, mover, made.b, sat="submitted", passed=True)
    moved.candidate_kind = "student"
    moved.save()
    made.certify(moved)
    cutting.take(actor=CLOCK, now=NOW)

    assert share(of(whole()).totals.acquired) == (2, 13)
    by_city = {
        line.key: share(line.acquired) for line in of(whole(), "city").breakdown.lines if line.key
    }
    assert by_city == {HEFEI: (2, 8), WUHU: (1, 4), SUSONG: (0, 2)}


def test_counts_by_city_certificate_level_month_and_kind(made: Province) -> None:
    def registered(dimension: str) -> dict[str, int | None]:
        return {line.key: line.registered for line in of(whole(), dimension).breakdown.lines}

    x, y = str(made.x.pk), str(made.y.pk)
    # one social learner, l1, is of no institution and so of no city
    assert registered("city") == {HEFEI: 5, WUHU: 4, SUSONG: 2, "": 1}
    assert registered("certificate") == {x: 9, y: 3}
    # s10's registration of the lower level went with its plan
    assert registered("level") == {ELEMENTARY: 0, INTERMEDIATE: 12}
    # in May two came whose results are not out; nobody was accepted
    assert registered("month") == {"2": 9, "3": 2, "4": 1, "5": 0}
    assert registered("kind") == {"student": 10, "social_learner": 2}
    issued = {
        line.key: (line.issued, line.in_force) for line in of(whole(), "city").breakdown.lines
    }
    assert issued == {HEFEI: (1, 1), WUHU: (1, 0), SUSONG: (1, 0), "": (1, 1)}
    months = {line.key: (line.registered, line.sat, line.issued) for line in of(whole()).monthly}
    assert months == {
        "1": (0, 0, 0),
        "2": (9, 0, 0),
        "3": (2, 6, 0),
        "4": (1, 0, 4),
        "5": (0, 0, 0),
        "6": (0, 0, 0),
    }


def test_certificates_in_use_are_kinds_and_come_by_batch_field_level_and_state(
    made: Province,
) -> None:
    use = of(whole()).totals.use

    assert use.use.count.value == 2
    assert use.by_batch == {"1": 1, "2": 1}
    assert use.by_field == {"信息": 1, "财经": 1}
    assert use.by_level == {"intermediate": 2}
    assert use.by_state == {"active": 3, "exiting": 1, "proposed": 1}
    assert (use.use.entered, use.use.left, use.institutions) == (4, 0, 3)
    assert of(party(made, "institution", "I1")).totals.use.use.count.value == 1


@pytest.mark.rule("R-092")
def test_cities_are_covered_by_active_sites_for_what_is_piloted_there(made: Province) -> None:
    coverage = of(whole()).totals.coverage

    # Hefei has one, Wuhu's is suspended; Susong is a county and no city; Anqing has no pilot
    assert coverage is not None
    assert share(coverage.share) == (1, 2)
    assert coverage.lacking == (WUHU,)
    covered = {line.key: line.covered for line in of(whole(), "city").breakdown.lines}
    assert covered == {HEFEI: True, WUHU: False, SUSONG: None, "": None}
    assert of(party(made, "institution", "I1")).totals.coverage is None
    organisation = of(party(made, "organisation", "E2")).totals.coverage
    assert organisation is not None
    assert share(organisation.share) == (0, 1)


@pytest.mark.rule("R-037")
@pytest.mark.usefixtures("made")
def test_completion_leaves_out_what_has_no_plan_and_refusals() -> None:
    # A X: planned 10, refused 1 (s13), accepted s1-s4 = 4; A Y has no headcount
    # B X: planned 4, accepted s5 s6 = 2; B Y: planned 2, accepted s5 s7 = 2; C X: planned 2, 2
    assert share(of(whole()).totals.completed) == (10, 17)
    by_school = {
        line.code: share(line.completed)
        for line in of(whole(), "institution").breakdown.lines
        if line.completed
    }
    assert by_school == {"I1": (4, 9), "I2": (4, 6), "I3": (2, 2)}


def test_a_scope_holds_its_own_rows_only(made: Province) -> None:
    assert of(city(made, WUHU)).totals.registered == 4
    assert of(party(made, "institution", "I3")).totals.registered == 2
    assert of(party(made, "organisation", "E2")).totals.registered == 3
    assert of(party(made, "organisation", "E1")).totals.registered == 9
    assert of(city(made, "340800")).totals.registered == 0


def test_days_are_those_of_the_province(made: Province) -> None:
    # half past midnight on 1 March in the province is still February elsewhere
    row = made.register(
        made.plan(made.y, INTERMEDIATE, date(2026, 5, 30), "open"),
        made.student("学生15", made.c),
        made.c,
    )
    row.accepted_at = datetime(2026, 2, 28, 16, 30, tzinfo=UTC)
    row.save()
    cutting.take(actor=CLOCK, now=NOW)

    months = {line.key: line.registered for line in of(whole()).monthly}
    assert (months["2"], months["3"]) == (9, 3)


@pytest.mark.usefixtures("made")
def test_an_appeal_that_ends_counts_as_not_passed() -> None:
    MisconductAppeal.objects.update(state="settled")
    cutting.take(actor=CLOCK, now=NOW)

    assert share(of(whole()).totals.rate) == (4, 7)


def test_a_cut_says_when_it_was_taken_and_by_which_formulas(made: Province) -> None:
    cut = of(whole()).cut

    assert made.a
    assert cut.taken_at == NOW
    assert cut.formulas == {
        "K-01": 1,
        "K-02": 1,
        "K-03": 1,
        "K-07": 1,
        "K-08": 1,
        "K-20": 1,
        "K-38": 1,
        "K-39": 1,
        "R-040": 1,
        "R-093": 1,
    }
    assert Fact.objects.filter(verb="insight.cut.taken").count() == 1


def test_a_cut_is_frozen(made: Province) -> None:
    before = of(whole())
    made.register(
        made.plan(made.y, INTERMEDIATE, date(2026, 5, 30), "open"),
        made.student("学生16", made.c),
        made.c,
    )

    assert of(whole()) == before


def test_only_the_newest_cuts_are_kept(made: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "KEPT", 2)
    last = [cutting.take(actor=made.officer(), now=NOW) for _ in range(3)][-1]

    assert Cut.objects.count() == 2
    assert Cut.objects.filter(pk=last).exists()
    assert set(CutCohort.objects.values_list("cut_id", flat=True)) == set(
        Cut.objects.values_list("pk", flat=True)
    )


def test_a_cut_is_taken_by_the_clock_or_the_office_only(made: Province) -> None:
    with pytest.raises(NotPermitted):
        cutting.take(actor=made.liaison(), now=NOW)
    with pytest.raises(NotPermitted):
        cutting.take(actor=actor(Role.AUDITOR), now=NOW)
    assert cutting.take(actor=made.officer(), now=NOW)


def test_before_the_first_cut_there_are_no_figures() -> None:
    assert dashboard.dashboard(access.province(own=True)) is None


def test_an_empty_province_has_no_data_and_no_zeros_for_shares() -> None:
    province()
    cutting.take(actor=CLOCK, now=NOW)
    totals = of(whole()).totals

    assert totals.registered == 0
    assert totals.rate is not None
    assert totals.acquired is not None
    assert (totals.rate.percent, totals.acquired.percent) == ("", "")
