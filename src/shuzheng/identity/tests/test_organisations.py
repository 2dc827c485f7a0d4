"""Organisations one by one and in bulk; names by date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shuzheng.foundation.models import Fact, FactSubject
from shuzheng.identity.models import Organisation
from shuzheng.identity.queries import organisations as queries
from shuzheng.identity.rules.kinds import EnterpriseKind, InstitutionKind, OrganisationKind, Role
from shuzheng.identity.services import organisations
from shuzheng.identity.services.organisations import OrganisationRow
from shuzheng.identity.tests.cast import NOON, actor, city, organisation
from shuzheng.kernel.actor import CLOCK, NotPermitted

pytestmark = pytest.mark.django_db

OFFICE = actor(Role.OFFICE_OFFICER)
GOOD_CREDIT = "91350100M000100Y43"


def row(code: str, **changes: str) -> OrganisationRow:
    particulars = {
        "code": code,
        "name": f"演示{code}学院",
        "division_code": "340100",
        "institution_kind": InstitutionKind.HIGHER_VOCATIONAL,
        **changes,
    }
    return OrganisationRow(kind=OrganisationKind.INSTITUTION, **particulars)  # type: ignore[arg-type]


def test_many_institutions_are_registered_by_one_act() -> None:
    city()

    made = organisations.register_all([row("A1"), row("A2")], actor=OFFICE, now=NOON)

    named = queries.brief(made)
    assert [named[pk].name for pk in made] == ["演示A1学院", "演示A2学院"]
    assert queries.name_on(made[0], date(2026, 3, 2)) == "演示A1学院"
    fact = Fact.objects.get()
    assert (fact.verb, fact.data) == ("identity.organisations.registered", {"count": 2})
    assert FactSubject.objects.count() == 2
    assert organisations.register_all([], actor=OFFICE, now=NOON) == []


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ([row("A1"), row("A1")], organisations.CodeTaken),
        ([row("A1"), row("S1")], organisations.CodeTaken),
        ([row("A1", division_code="999999")], organisations.NoSuchDivision),
        ([row("A1", credit_code="91350100M000100Y44")], organisations.BadCreditCode),
        (
            [row("A1", credit_code=GOOD_CREDIT), row("A2", credit_code=GOOD_CREDIT)],
            organisations.CreditCodeTaken,
        ),
    ],
)
def test_one_bad_row_keeps_all_out(rows: list[OrganisationRow], refusal: type[Exception]) -> None:
    organisation("S1")

    with pytest.raises(refusal):
        organisations.register_all(rows, actor=OFFICE, now=NOON)

    assert [one.code for one in Organisation.objects.all()] == ["S1"]
    assert not Fact.objects.exists()


def test_only_the_office_and_the_department_register_organisations() -> None:
    with pytest.raises(NotPermitted):
        organisations.register_all([row("A1")], actor=actor(Role.LIAISON, 1), now=NOON)


def test_a_name_registered_ahead_begins_on_its_day() -> None:
    school = organisation("S1", name="演示甲学院")
    organisations.rename(school, "演示乙学院", date(2026, 3, 4), actor=OFFICE, now=NOON)
    organisations.rename(school, "演示丙学院", date(2026, 3, 9), actor=OFFICE, now=NOON)

    def name_after(days: int) -> str:
        organisations.begin_names(actor=CLOCK, now=NOON + timedelta(days=days))
        return Organisation.objects.get(pk=school).name

    assert [name_after(days) for days in (0, 1, 2, 6, 7, 8)] == [
        "演示甲学院",
        "演示甲学院",
        "演示乙学院",
        "演示乙学院",
        "演示丙学院",
        "演示丙学院",
    ]
    assert Fact.objects.filter(verb="identity.names.begun").count() == 2
    assert queries.name_on(school, date(2026, 3, 5)) == "演示乙学院"


@pytest.mark.rule("R-252")
@pytest.mark.parametrize(
    ("kind", "number"), [(EnterpriseKind.PRIVATE, ""), ("", GOOD_CREDIT)], ids=["code", "kind"]
)
def test_an_enterprise_needs_a_kind_and_a_unified_social_credit_code(
    kind: EnterpriseKind | str, number: str
) -> None:
    city()

    with pytest.raises(organisations.EnterpriseUnnamed):
        enterprise(kind, number)

    row = Organisation.objects.get(pk=enterprise(EnterpriseKind.FOREIGN_FUNDED, GOOD_CREDIT))
    assert (row.enterprise_kind, row.credit_code) == ("foreign_funded", GOOD_CREDIT)


def enterprise(kind: EnterpriseKind | str, number: str) -> int:
    return organisations.register(
        kind=OrganisationKind.ENTERPRISE,
        code="Q1",
        name="演示企业",
        division_code="340100",
        enterprise_kind=kind,
        credit_code=number,
        actor=OFFICE,
        now=NOON,
    )
