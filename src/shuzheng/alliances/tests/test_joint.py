"""What schools and enterprises build together: partners, shares, versions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.alliances import access
from shuzheng.alliances.models import JointPartner, JointVersion
from shuzheng.alliances.queries import joint as queries
from shuzheng.alliances.rules import joint as rules
from shuzheng.alliances.rules.joint import Deed, Partner, Side
from shuzheng.alliances.services import joint as services
from shuzheng.alliances.tests import cast
from shuzheng.assessment.models import Site
from shuzheng.assessment.queries import beside as sites
from shuzheng.foundation import clock, facts
from shuzheng.foundation.models import Fact
from shuzheng.foundation.tests.together import together
from shuzheng.identity.queries import beside
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser, text
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.actor import NotPermitted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-064")]
NOW = cast.at(3, 2)
TODAY = date(2026, 3, 2)
DEED = Deed("共建协议〔2026〕1号", date(2026, 1, 1))
CODE = "91349900MA0DEM000Y"
SCHOOL = Partner(Side.SCHOOL, "江淮职业学院", 1, "", 6000)
OUTSIDE = Partner(Side.ENTERPRISE, "演示企业", None, CODE, 4000)


@pytest.fixture(autouse=True)
def in_english(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at ten in the morning of the day."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> cast.Here:
    return cast.build()


def partners(*shares: int | None) -> list[Partner]:
    """Return the school and the enterprise from outside, as an act is given them."""
    first, second = shares or (6000, 4000)
    return [
        services.partner("江淮职业学院", "", first),
        services.partner("演示企业", CODE, second),
    ]


@given(shares=st.lists(st.none() | st.integers(-10, 10_001), min_size=2, max_size=4))
def test_shares_make_a_whole_or_nothing(shares: list[int | None]) -> None:
    rows = [
        Partner(Side.SCHOOL if place == 0 else Side.ENTERPRISE, "x", place + 1, "", share)
        for place, share in enumerate(shares)
    ]
    fits = all(share is None for share in shares) or (
        all(share is not None and share > 0 for share in shares)
        and sum(share or 0 for share in shares) == 10_000
    )
    if fits:
        rules.check(rows, DEED, None, TODAY)
    else:
        with pytest.raises(rules.SharesUneven):
            rules.check(rows, DEED, None, TODAY)


@pytest.mark.parametrize(
    ("rows", "deed", "before", "refused"),
    [
        ([SCHOOL, OUTSIDE], Deed(" ", date(2026, 1, 1)), None, rules.NoDeed),
        ([SCHOOL, OUTSIDE], Deed("1", date(2026, 3, 3)), None, rules.NoDeed),
        ([SCHOOL, OUTSIDE], DEED, date(2026, 1, 2), rules.Backwards),
        ([SCHOOL], DEED, None, rules.OneSided),
        ([OUTSIDE], DEED, None, rules.OneSided),
        ([], DEED, None, rules.OneSided),
        ([SCHOOL, OUTSIDE, OUTSIDE], DEED, None, rules.Twice),
        (
            [SCHOOL, Partner(Side.ENTERPRISE, "演示企业", None, CODE[:-1] + "X", 4000)],
            DEED,
            None,
            rules.NoCreditCode,
        ),
    ],
)
def test_what_is_no_joint_body_is_refused(
    rows: list[Partner], deed: Deed, before: date | None, refused: type[Exception]
) -> None:
    rules.check([SCHOOL, OUTSIDE], DEED, date(2026, 1, 1), TODAY)
    with pytest.raises(refused):
        rules.check(rows, deed, before, TODAY)


def test_an_organisation_has_partners_in_versions(here: cast.Here) -> None:
    pk = services.begin("E1", partners(), DEED, actor=cast.OFFICE, now=NOW)
    found = queries.of_organisation(here.holder)
    assert found is not None
    assert (found.name, found.version, found.number) == ("演示评价甲", 1, DEED.number)
    assert found.partners == (
        Partner(Side.SCHOOL, "江淮职业学院", here.leader, "", 6000),
        Partner(Side.ENTERPRISE, "演示企业", None, CODE, 4000),
    )
    later = Deed("补充协议1号", date(2026, 2, 1))
    services.change(pk, partners(None, None), later, seen=1, actor=cast.OFFICE, now=NOW)
    changed = queries.of_organisation(here.holder)
    assert changed is not None
    assert (changed.version, changed.since) == (2, date(2026, 2, 1))
    assert [one.share for one in changed.partners] == [None, None]
    assert JointPartner.objects.filter(version__version=1, share=6000).count() == 1
    with pytest.raises(rules.RecordedMeanwhile):
        services.change(pk, partners(), later, seen=1, actor=cast.OFFICE, now=NOW)
    with pytest.raises(rules.RecordedMeanwhile):
        services.begin("演示评价甲", partners(), DEED, actor=cast.OFFICE, now=NOW)
    verbs = Fact.objects.filter(verb="alliances.joint.recorded").order_by("seq")
    assert [one.data for one in verbs] == [
        {"count": 2, "version": 1},
        {"count": 2, "version": 2},
    ]
    assert facts.check_chain() == []


def test_a_site_too_and_nothing_else(here: cast.Here) -> None:
    site = Site.objects.create(
        institution_id=here.leader, code="0101", name="演示站点", address="演示路1号"
    )
    services.begin("演示站点", partners(), DEED, actor=cast.OFFICE, now=NOW)
    found = queries.of_site(site.pk)
    assert found is not None
    assert (found.site_id, found.organisation_id) == (site.pk, None)
    [section] = [one for one in sites.of(site.pk, cast.OFFICE, NOW) if one.id == "partners"]
    assert [one.words for one in section.items] == ["江淮职业学院（60%）", "演示企业（40%）"]
    for name in ("S1", "没有的站点"):
        with pytest.raises(rules.NotJoint):
            services.begin(name, partners(), DEED, actor=cast.OFFICE, now=NOW)


def test_the_record_names_the_partners_and_says_nothing_where_there_are_none(
    here: cast.Here,
) -> None:
    reader = here.staff()
    assert [one for one in beside.of(here.holder, reader, NOW) if one.id == "partners"] == []
    services.begin("E1", partners(3333, 6667), DEED, actor=cast.OFFICE, now=NOW)
    [section] = [one for one in beside.of(here.holder, reader, NOW) if one.id == "partners"]
    assert section.rule == "R-064"
    assert [(one.words, one.note) for one in section.items] == [
        ("江淮职业学院（33.33%）", "School"),
        ("演示企业（66.67%）", "Enterprise"),
    ]


def test_the_office_and_the_department_record_and_others_read(here: cast.Here) -> None:
    pk = services.begin("E1", partners(), DEED, actor=cast.OFFICE, now=NOW)
    for role in (Role.LIAISON, Role.ORGANISATION_STAFF, Role.CITY_OFFICER):
        reader = actor(role, here.leader)
        assert [one.id for one in queries.every(reader)] == [pk]
        with pytest.raises(NotPermitted):
            services.change(pk, partners(), DEED, seen=1, actor=reader, now=NOW)
    with pytest.raises(NotPermitted):
        queries.every(actor(Role.STUDENT))
    with pytest.raises(access.NoSuchJointBody):
        queries.one(pk + 1, cast.OFFICE)


def test_of_two_who_begin_one_is_told(
    here: cast.Here,  # noqa: ARG001 - its organisation is named
    several_at_once: None,  # noqa: ARG001 - the acts run beside each other
) -> None:
    told = together(
        *[lambda: services.begin("E1", partners(), DEED, actor=cast.OFFICE, now=NOW)] * 2
    )
    assert told.count(rules.RecordedMeanwhile) == 1
    assert JointVersion.objects.count() == 1


def lines(*rows: tuple[str, str, str]) -> dict[str, Any]:
    """Return the partners as the form sends them."""
    sent: dict[str, Any] = {"partners-TOTAL_FORMS": len(rows), "partners-INITIAL_FORMS": 0}
    for place, (partner, code, share) in enumerate(rows):
        sent[f"partners-{place}-partner"] = partner
        sent[f"partners-{place}-credit_code"] = code
        sent[f"partners-{place}-share"] = share
    return sent


def test_the_department_records_partners_by_its_pages(here: cast.Here) -> None:
    department = organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    page = browser(Role.PROVINCIAL_ADMIN, department)
    about = {"name": "E1", "number": "共建协议1号", "since": "2026-01-01"}
    wrong = page.post(
        "/alliances/joint/new", about | lines(("S1", "", "60"), ("演示企业", CODE, "30"))
    )
    assert wrong.status_code == 422
    assert "State the shares of all partners" in wrong.content.decode()
    good = lines(("S1", "", "60"), ("演示企业", CODE, "40"), ("", "", ""))
    assert page.post("/alliances/joint/new", about | good).status_code == 302
    shown = text(page.get("/alliances/joint"))
    assert "江淮职业学院（60%）" in shown
    assert "演示企业（40%）" in shown
    found = queries.of_organisation(here.holder)
    assert found is not None
    form = text(page.get(f"/alliances/joint/{found.id}/change"))
    assert 'value="演示企业"' in form
    assert 'name="seen" value="1"' in form
    changed = {"number": "补充协议1号", "since": "2026-02-01", "seen": "1"}
    url = f"/alliances/joint/{found.id}/change"
    assert page.post(url, changed | good).status_code == 302
    assert page.post(url, changed | good).status_code == 422
    assert page.get("/alliances/joint?export=xlsx").content[:2] == b"PK"
