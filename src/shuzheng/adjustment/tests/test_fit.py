"""Whether a certificate fits the market: computed from the cut, each party reads its own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.adjustment.queries import fit as queries
from shuzheng.adjustment.rules import fit as rules
from shuzheng.adjustment.rules.cut import Input
from shuzheng.adjustment.rules.fit import Fit
from shuzheng.adjustment.services import deciding, freezing, listing
from shuzheng.adjustment.tests.cast import TODAY, Cast, cast, told
from shuzheng.foundation import clock
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser, text
from shuzheng.identity.tests.browsers import queries as asked
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.pilots.models import InstitutionCertificate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-219")]


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve all pages in English, at noon of the cast's day."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> Cast:
    """Return three certificates in use: of C01 few jobs ask, of C02 nothing is known."""
    return cast(3)


def frozen(here: Cast) -> int:
    """Return a review whose figures are frozen, with what enterprises say of two certificates."""
    pk = here.opened()
    for number, needs, satisfied in ((0, 30, 6), (2, 60, 18)):
        told(pk, here.kinds[number], Input.NEEDS, needs)
        told(pk, here.kinds[number], Input.SATISFIED, satisfied, 20)
    freezing.freeze(pk, [], actor=here.office, now=NOON)
    return pk


def show(here: Cast, pk: int) -> None:
    """Let the list of a review, which adds one certificate, go on public show."""
    minutes = here.minutes()
    listing.hear(pk, TODAY, ["专家甲"], "同意。", minutes_id=minutes, actor=here.office, now=NOON)
    listing.add(pk, "碳资产管理", "新能源", "产业急需。", actor=here.office, now=NOON)
    listing.propose(pk, actor=here.office, now=NOON)
    deciding.show(pk, actor=here.department, now=NOON)


@given(met=st.fractions(0, 1), level=st.integers(0, 100))
def test_what_reaches_the_level_fits(met: Fraction, level: int) -> None:
    assert (rules.judge(met, level) is Fit.FITS) is (met >= Fraction(level, 100))


def test_without_data_nothing_is_said_of_the_fit() -> None:
    assert rules.judge(None, 60) is Fit.UNKNOWN
    assert rules.judge(Fraction(3, 5), 60) is Fit.FITS
    assert rules.judge(Fraction(599, 1000), 60) is Fit.SHORT


def test_the_weakest_part_is_the_one_that_takes_most_away() -> None:
    half, all_of_it = Fraction(1, 2), Fraction(1)
    assert rules.weakest({"demand": half, "satisfied": Fraction(0), "freshness": None}) == (
        "satisfied"
    )  # 30 of 100 against 25
    assert rules.weakest({"demand": half, "satisfied": half, "freshness": half}) == "demand"
    assert rules.weakest({"demand": all_of_it, "satisfied": None, "freshness": all_of_it}) == ""


def test_the_fit_is_worked_out_as_by_hand_and_the_worst_stands_first(here: Cast) -> None:
    frozen(here)
    found = queries.checked(here.office)
    assert found is not None
    # C01: (.5·½ + .3·6/20) / .8; C03: (.5·1 + .3·18/20) / .8
    assert [(one.code, one.met, one.fit, one.weakest) for one in found.rows] == [
        ("C01", Fraction(17, 40), Fit.SHORT, "demand"),
        ("C02", None, Fit.UNKNOWN, ""),
        ("C03", Fraction(77, 80), Fit.FITS, "satisfied"),
    ]
    assert found.rows[0].satisfied == Fraction(3, 10)
    assert (found.level, found.without) == (60, 0)


def test_a_party_reads_of_its_own_once_the_list_is_on_show(here: Cast) -> None:
    other = organisation("S2")
    InstitutionCertificate.objects.create(
        institution_id=other, certificate_type=here.kinds[2], state="active", approved_on=TODAY
    )
    stranger = organisation("PJ2", OrganisationKind.EVALUATION_ORGANISATION)
    liaison = actor(Role.LIAISON, other)
    pk = frozen(here)
    assert queries.checked(liaison) is None
    assert queries.checked(here.department) is not None
    show(here, pk)

    def codes(role: Role, organisation_id: int) -> list[str]:
        found = queries.checked(actor(role, organisation_id))
        assert found is not None
        assert found.review_id is None
        return [one.code for one in found.rows]

    assert codes(Role.LIAISON, other) == ["C03"]
    assert codes(Role.INSTITUTION_ADMIN, here.school) == ["C01", "C02", "C03"]
    assert codes(Role.ORGANISATION_STAFF, here.holder) == ["C01", "C02", "C03"]
    assert codes(Role.ORGANISATION_STAFF, stranger) == []
    with pytest.raises(NotPermitted):
        queries.checked(actor(Role.STUDENT))


def test_the_page_says_what_falls_short_and_why(here: Cast) -> None:
    office = browser(Role.OFFICE_OFFICER, here.office.organisation_id, name="来访者")
    assert "No figures have been frozen yet" in text(office.get("/adjustment/fit"))
    show(here, frozen(here))
    page = text(office.get("/adjustment/fit"))
    assert "Falls short of the market" in page
    assert "0.4250" in page
    assert "target 95%" in page
    narrowed = text(office.get("/adjustment/fit?view=unknown"))
    assert "演示证书02" in narrowed
    assert "演示证书01" not in narrowed
    assert office.get("/adjustment/fit?export=xlsx").content[:2] == b"PK"
    liaison = browser(Role.LIAISON, here.school, name="来访者")
    assert "Feedback on standards" in text(liaison.get("/adjustment/fit"))
    assert asked(liaison, "/adjustment/fit") <= 30
