"""Skill fields: the office keeps the list and puts certificates under it; everybody reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.catalogue import access, jobs
from shuzheng.catalogue.models import CertificateType, SkillField
from shuzheng.catalogue.queries import fields as queries
from shuzheng.catalogue.rules import fields as rules
from shuzheng.catalogue.rules.fields import Area, Cited, Line
from shuzheng.catalogue.services import fields as services
from shuzheng.catalogue.services import importing
from shuzheng.catalogue.services.fields import Put
from shuzheng.foundation import facts, rulebooks
from shuzheng.foundation.models import Fact, FactSubject
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.foundation.sheets import choosing, receiving, taking
from shuzheng.foundation.sheets.tests import workbooks
from shuzheng.foundation.tests.together import together
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast
from shuzheng.identity.tests.browsers import browser
from shuzheng.kernel.actor import NotPermitted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

    from shuzheng.kernel.actor import Actor
    from shuzheng.kernel.refusals import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-005")]
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
FARMING, MAKING = "现代农业技术", "智能制造"


@pytest.fixture(autouse=True)
def in_english(settings: Settings) -> Iterator[None]:
    """Serve the pages in English."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def office() -> Actor:
    """Return an officer of the coordination office."""
    here = cast.organisation("SDB", OrganisationKind.COORDINATION_OFFICE)
    return cast.actor(Role.OFFICE_OFFICER, here, person_id=7)


@pytest.fixture
def kinds() -> list[str]:
    """Return the codes of three kinds of certificate, one of them in use in the province."""
    codes = ["B10001", "B10002", "B10003"]
    for code, state in zip(codes, ("in_use", "listed", "listed"), strict=True):
        name = f"演示{code}证书"
        CertificateType.objects.create(code=code, name=name, short_name=code, state=state)
    return codes


def opened(office: Actor, *names: str) -> list[int]:
    return [services.open_field(name, Area.MODERN_FARMING, actor=office, now=NOW) for name in names]


def field_of(code: str) -> str:
    return CertificateType.objects.get(code=code).field


def test_the_rulebook_names_five_areas_and_what_the_pilot_began_with() -> None:
    book = rulebooks.current()
    assert rules.areas_in_use(TODAY, book) == (
        Area.MODERN_FARMING,
        Area.ADVANCED_MANUFACTURING,
        Area.MODERN_SERVICES,
        Area.STRATEGIC_EMERGING,
        Area.OTHER,
    )
    assert rules.cited(TODAY, book) == Cited(10, 20)


@given(
    name=st.sampled_from(["", FARMING, MAKING, "x"]),
    held=st.sampled_from(["", FARMING, MAKING, "x"]),
    open_now=st.frozensets(st.sampled_from([FARMING, MAKING, "x"])),
)
def test_a_certificate_goes_under_an_open_field_or_none_or_stays(
    name: str, held: str, open_now: frozenset[str]
) -> None:
    if name in {"", held} or name in open_now:
        rules.check_put(name, held, open_now)
    else:
        with pytest.raises(rules.NoSuchField, match=f"“{name}” is no open skill field"):
            rules.check_put(name, held, open_now)


def test_covered_counts_open_fields_with_a_certificate_in_use() -> None:
    lines = [
        Line(1, "a", "other", None, 3, 1),
        Line(2, "b", "other", None, 3, 0),
        Line(3, "c", "other", TODAY, 3, 2),
        Line(0, "", "", None, 9, 9),
    ]
    assert rules.covered(lines) == 1


def test_a_field_comes_on_the_list_once(office: Actor) -> None:
    [pk] = opened(office, "  现代农业  技术 ")
    row = SkillField.objects.get()
    assert (row.pk, row.name, row.area) == (pk, "现代农业 技术", "modern_farming")
    assert (row.opened_on, row.closed_on) == (TODAY, None)
    with pytest.raises(rules.FieldThere):
        opened(office, "现代农业 技术")
    with pytest.raises(rules.UnknownArea):
        services.open_field("x", "handicraft", actor=office, now=NOW)
    for empty in ("", "  ", "（）—"):
        with pytest.raises(rules.Nameless):
            opened(office, empty)
    assert list(Fact.objects.values_list("verb", "data")) == [
        ("catalogue.field.opened", {"name": "现代农业 技术"})
    ]


def test_certificates_go_under_fields_in_one_act(office: Actor, kinds: list[str]) -> None:
    opened(office, FARMING, MAKING)
    wanted = [Put(kinds[0], FARMING), Put(kinds[1], MAKING), Put(kinds[2], "")]
    assert services.put(wanted, actor=office, now=NOW) == 2
    assert [field_of(code) for code in kinds] == [FARMING, MAKING, ""]
    fact = Fact.objects.get(verb="catalogue.kinds.sorted")
    assert fact.data == {"count": 2}
    assert FactSubject.objects.filter(fact=fact).count() == 2
    assert services.put(wanted, actor=office, now=NOW) == 0
    assert Fact.objects.filter(verb="catalogue.kinds.sorted").count() == 1
    assert facts.check_chain() == []


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (Put("B10002", "没有的领域"), rules.NoSuchField),
        (Put("B19999", FARMING), access.NoSuchCertificateType),
        (Put("B10002", FARMING, seen=MAKING), MovedMeanwhile),
    ],
)
def test_one_that_cannot_be_put_leaves_all_where_they_are(
    office: Actor, kinds: list[str], wrong: Put, refusal: type[Refusal]
) -> None:
    opened(office, FARMING)
    with pytest.raises(refusal):
        services.put([Put(kinds[0], FARMING), wrong], actor=office, now=NOW)
    assert field_of(kinds[0]) == ""


def test_a_closed_field_keeps_what_it_has_and_takes_no_more(
    office: Actor, kinds: list[str]
) -> None:
    [pk] = opened(office, FARMING)
    services.put([Put(kinds[0], FARMING)], actor=office, now=NOW)
    services.close_field(pk, actor=office, now=NOW)
    assert field_of(kinds[0]) == FARMING
    assert services.put([Put(kinds[0], FARMING, seen=FARMING)], actor=office, now=NOW) == 0
    with pytest.raises(rules.NoSuchField):
        services.put([Put(kinds[1], FARMING)], actor=office, now=NOW)
    with pytest.raises(access.NoSuchSkillField):
        services.close_field(pk, actor=office, now=NOW)
    assert queries.lines() == [
        Line(pk, FARMING, "modern_farming", TODAY, 1, 1),
        Line(0, "", "", None, 2, 0),
    ]
    [again] = opened(office, FARMING)
    assert [one.id for one in queries.lines()] == [again, 0]


def test_only_the_office_and_the_department_keep_the_list(kinds: list[str]) -> None:
    school = cast.organisation("S1", OrganisationKind.INSTITUTION)
    liaison = cast.actor(Role.LIAISON, school, person_id=9)
    with pytest.raises(NotPermitted):
        services.open_field(FARMING, "other", actor=liaison, now=NOW)
    with pytest.raises(NotPermitted):
        services.put([Put(kinds[0], "")], actor=liaison, now=NOW)


def test_an_import_of_the_catalogue_leaves_the_fields_alone(office: Actor) -> None:
    folder = Path(importing.__file__).parents[1] / "data"
    importing.import_certificates(folder, actor=office, now=NOW)
    opened(office, MAKING)
    [one] = CertificateType.objects.order_by("code")[:1]
    services.put([Put(one.code, MAKING)], actor=office, now=NOW)
    importing.import_certificates(folder, actor=office, now=NOW)
    assert field_of(one.code) == MAKING


def test_a_workbook_puts_many_and_names_what_is_wrong(office: Actor, kinds: list[str]) -> None:
    opened(office, FARMING, MAKING)
    lines = [[kinds[0], FARMING], [kinds[1], MAKING], ["B19999", FARMING], [kinds[2], "没有的领域"]]
    upload = receiving.receive(
        jobs.FIELDS,
        {},
        filename="领域.xlsx",
        data=workbooks.xlsx(lines, headings=["证书代码", "技能领域"]),
        actor=office,
        now=NOW,
    )
    assert (upload.counts["total"], upload.counts["errors"]) == (4, 2)
    choosing.choose(upload.uid, actor=office, now=NOW, address="/")
    taking.take(upload.uid, actor=office, now=NOW, tell=lambda *_: None)
    assert [field_of(code) for code in kinds] == [FARMING, MAKING, ""]


def test_of_two_who_open_the_same_field_one_is_told(
    office: Actor,
    several_at_once: None,  # noqa: ARG001 - the acts run beside each other
) -> None:
    told = together(*[lambda: opened(office, FARMING)] * 2)
    assert told.count(None) == 1
    assert told.count(rules.FieldThere) == 1
    assert SkillField.objects.count() == 1


def test_the_office_keeps_the_list_by_its_pages(kinds: list[str]) -> None:
    here = cast.organisation("SDB", OrganisationKind.COORDINATION_OFFICE)
    page = browser(Role.OFFICE_OFFICER, here)
    sent = {"name": FARMING, "area": "modern_farming"}
    assert page.post("/catalogue/fields/new", sent).status_code == 302
    again = page.post("/catalogue/fields/new", sent)
    assert again.status_code == 422
    assert f"The skill field “{FARMING}” is on the list already." in again.content.decode()
    put = {"field": FARMING, "seen": ""}
    assert page.post(f"/catalogue/{kinds[0]}/field", put).status_code == 302
    late = page.post(f"/catalogue/{kinds[0]}/field", {"field": "", "seen": ""})
    assert late.status_code == 422
    assert field_of(kinds[0]) == FARMING
    shown = page.get("/catalogue/fields").content.decode()
    assert "of 1 on the list; the national pilot began with about 10 of 20" in shown
    assert "Without a field" in shown
    narrowed = page.get("/catalogue?field=-").content.decode()
    assert kinds[1] in narrowed
    assert kinds[0] not in narrowed
    pk = SkillField.objects.get().pk
    assert page.post(f"/catalogue/fields/{pk}/close").status_code == 302
    assert SkillField.objects.get().closed_on is not None
