"""Each certificate in use has an officer and a day of its next review; who has none is listed."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import clock, todos
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.foundation.tests.together import together
from shuzheng.governance.access import NotCaredFor
from shuzheng.governance.models import CertificateReview, Charge
from shuzheng.governance.queries import care as queries
from shuzheng.governance.rules import care as rules
from shuzheng.governance.rules.care import Need
from shuzheng.governance.services import care
from shuzheng.governance.tests import cast
from shuzheng.governance.tests.cast import at
from shuzheng.identity.models import Membership
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.rulebook import Rulebook
from shuzheng.pilots.models import InstitutionCertificate
from shuzheng.pilots.tests.visitors import browser, text

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TODAY = date(2026, 3, 2)


@pytest.fixture
def here(db: None) -> cast.Here:
    del db
    return hired()


def hired() -> cast.Here:
    """Return the cast, whose two officers work in the office on record too."""
    built = cast.build()
    for who in (built.office, built.colleague):
        Membership.objects.create(
            person_id=who.person_id,
            organisation_id=who.organisation_id,
            role=Role.OFFICE_OFFICER,
            since=date(2020, 1, 1),
        )
    return built


@pytest.mark.rule("R-013")
@pytest.mark.parametrize(
    ("review_on", "wanted"),
    [
        (None, Need.NOBODY),
        (date(2026, 3, 1), Need.OVERDUE),
        (date(2026, 3, 2), Need.DUE),
        (date(2026, 3, 16), Need.DUE),
        (date(2026, 3, 17), Need.NOTHING),
    ],
)
def test_what_a_certificate_needs_follows_from_the_day_of_its_review(
    review_on: date | None, wanted: Need
) -> None:
    assert rules.need(review_on, TODAY, BOOK) is wanted


@pytest.mark.rule("R-013")
@given(st.dates(date(2021, 2, 1), date(2035, 12, 31)), st.integers(-500, 900))
def test_the_next_review_lies_ahead_and_within_a_year(today: date, days: int) -> None:
    day = today + timedelta(days=days)
    if days <= 0:
        with pytest.raises(rules.ReviewInPast):
            rules.check_review(day, today, BOOK)
    elif days > 366:
        with pytest.raises(rules.ReviewFar):
            rules.check_review(day, today, BOOK)
    elif days <= 360:
        rules.check_review(day, today, BOOK)


@pytest.mark.rule("R-013")
def test_an_officer_takes_charge_and_hands_over_on_record(here: cast.Here) -> None:
    certificate = here.world.certificate
    assert queries.waiting(here.office, at(3, 2)) == (1, 0, None)
    first = [(certificate, here.office.person_id, date(2026, 4, 1))]
    care.assign_all(first, actor=here.department, now=at(3, 2))
    second = [(certificate, here.colleague.person_id, date(2026, 5, 1))]
    care.assign_all(second, actor=here.office, now=at(3, 20))
    assert list(Charge.objects.order_by("pk").values_list("officer_id", "since", "until")) == [
        (here.office.person_id, date(2026, 3, 2), date(2026, 3, 20)),
        (here.colleague.person_id, date(2026, 3, 20), None),
    ]
    page = queries.detail(certificate, here.office, at(3, 20))
    assert page is not None
    assert [name for name, _since, _until in page.terms] == ["经办乙", "经办甲"]


@pytest.mark.rule("R-013")
def test_only_a_certificate_in_use_is_given_and_only_to_an_officer(here: cast.Here) -> None:
    day, office = date(2026, 4, 1), here.office
    for wrong, refusal in (
        ((9_999, office.person_id, day), rules.NotInUse),
        ((here.world.certificate, here.department.person_id, day), rules.NoOfficer),
        ((here.world.certificate, office.person_id, date(2026, 3, 2)), rules.ReviewInPast),
        ((here.world.certificate, office.person_id, date(2027, 3, 3)), rules.ReviewFar),
    ):
        with pytest.raises(refusal):
            care.assign_all([wrong], actor=office, now=at(3, 2))
    for who in (here.bureau, here.world.lead()):
        with pytest.raises(NotPermitted):
            care.assign_all([(here.world.certificate, 1, day)], actor=who, now=at(3, 2))
    assert Charge.objects.count() == 0
    InstitutionCertificate.objects.update(state="exited")
    assert queries.lines(office, at(3, 2)) == []


@pytest.mark.rule("R-013")
def test_a_due_review_is_on_its_officers_desk_until_it_is_done(here: cast.Here) -> None:
    certificate, officer = here.world.certificate, here.office
    with pytest.raises(NotCaredFor):
        care.review(certificate, "x", date(2026, 9, 1), actor=officer, now=at(3, 2))
    asked = [(certificate, officer.person_id, date(2026, 4, 1))]
    care.assign_all(asked, actor=officer, now=at(3, 2))
    assert queries.waiting(officer, at(3, 17)) == (0, 0, None)
    assert queries.waiting(officer, at(3, 18)) == (0, 1, date(2026, 4, 1))
    assert queries.waiting(here.colleague, at(3, 18)) == (0, 0, None)
    assert queries.waiting(here.department, at(3, 18)) == (0, 1, date(2026, 4, 1))
    assert "R-013" in {one.rule for one in todos.waiting_for(officer, at(3, 18))}
    with pytest.raises(rules.NothingFound):
        care.review(certificate, " ", date(2026, 9, 1), actor=officer, now=at(4, 3))
    care.review(certificate, "考核平稳。", date(2026, 9, 1), actor=officer, now=at(4, 3))
    row = CertificateReview.objects.get()
    assert (row.due_on, row.reviewed_on, row.next_on) == (
        date(2026, 4, 1),
        date(2026, 4, 3),
        date(2026, 9, 1),
    )
    assert queries.waiting(officer, at(4, 3)) == (0, 0, None)


def test_the_pages_list_who_has_none_and_take_a_review(
    here: cast.Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: at(3, 2))
    pk = here.world.certificate
    officer = browser(Role.OFFICE_OFFICER, here.office.organisation_id)
    assert "演示D10001" in text(officer.get("/certificate-officers"))
    sent = {"officer": here.office.person_id, "review_on": "2026-06-01"}
    officer.post(f"/certificate-officers/{pk}/assign", sent)
    sent = {"found": "考核平稳。", "next_on": "2026-12-01"}
    officer.post(f"/certificate-officers/{pk}/review", sent)
    assert "考核平稳。" in text(officer.get(f"/certificate-officers/{pk}"))
    assert officer.get("/certificate-officers/9999").status_code == 404
    assert officer.get("/certificate-officers?view=all&export=xlsx").status_code == 200


@pytest.mark.usefixtures("several_at_once")
def test_two_who_review_at_once_leave_one_review() -> None:
    here = hired()
    certificate = here.world.certificate
    asked = [(certificate, here.office.person_id, date(2026, 4, 1))]
    care.assign_all(asked, actor=here.office, now=at(3, 2))

    said = together(
        *(
            lambda me=me, day=day: care.review(
                certificate, "考核平稳。", date(2026, 9, day), actor=me, now=at(4, 3)
            )
            for me, day in ((here.office, 1), (here.colleague, 2))
        )
    )

    assert set(said) <= {None, MovedMeanwhile}
    assert CertificateReview.objects.count() == said.count(None)
