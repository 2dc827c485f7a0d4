"""Acts on organs: named one at a time, replaced and never doubled, within one's own house."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact, StoredFile
from shuzheng.foundation.ui import listing
from shuzheng.identity.models import Department
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.access import NoSuchInstitution, NoSuchRisk
from shuzheng.pilots.models import (
    Alliance,
    BureauContact,
    Filing,
    InstitutionCertificate,
    LeadingGroup,
    LeadingGroupMember,
    Liaison,
    PilotUnit,
    Risk,
    UnitDuty,
)
from shuzheng.pilots.queries import organs as queries
from shuzheng.pilots.queries import pages_organs
from shuzheng.pilots.rules import organs as rules
from shuzheng.pilots.rules.completeness import GroupRole
from shuzheng.pilots.rules.organs import Counterpart, Party, RecordKind, RiskVerb
from shuzheng.pilots.services import organs

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
LATER = datetime(2026, 3, 9, 4, 0, tzinfo=UTC)
OFFICE = Party(Counterpart.OFFICE, 0)
GROUP = [
    ("王校长", GroupRole.HEAD, "组长"),
    ("李副校长", GroupRole.DEPUTY, "副组长"),
    ("教务处", GroupRole.FUNCTIONAL_OFFICE, ""),
]


@pytest.fixture
def school() -> int:
    """Return an institution that uses one certificate, whose alliance it leads for the time."""
    here = taking_part("S1")
    holder = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)
    certificate = CertificateType.objects.create(
        code="D10001", name="演示证书", short_name="演示", organisation_id=holder, levels=[]
    )
    InstitutionCertificate.objects.create(
        institution_id=here, certificate_type=certificate, state="active"
    )
    Alliance.objects.create(
        certificate_type=certificate,
        name="演示联盟",
        state="proposed",
        acting_lead_id=here,
        named_on=TODAY,
    )
    return here


@pytest.fixture
def liaison(school: int) -> Actor:
    return actor(Role.LIAISON, school)


def taking_part(code: str, division: str = "340100") -> int:
    here = organisation(code, division=division)
    Filing.objects.create(
        institution_id=here, year=2026, number=f"BA{code}", state="filed", filed_on=TODAY
    )
    return here


def parties() -> tuple[Party, Party]:
    holder = CertificateType.objects.get().organisation_id
    assert holder is not None
    return (
        Party(Counterpart.ORGANISATION, holder),
        Party(Counterpart.ALLIANCE, Alliance.objects.get().pk),
    )


def paper(here: int) -> int:
    return StoredFile.objects.create(
        name="会议纪要.pdf",
        media_type="application/pdf",
        size=1,
        digest="0" * 64,
        body=b"x",
        organisation_id=here,
        user_id=1,
        stored_at=NOON,
    ).pk


@pytest.mark.rule("R-017")
def test_the_one_group_is_named_anew_and_the_old_one_stays_on_record(liaison: Actor) -> None:
    organs.name_leading_group(GROUP, actor=liaison, now=NOON)
    organs.name_leading_group(GROUP[:2], actor=liaison, now=LATER)

    rows = LeadingGroupMember.objects.order_by("pk")
    assert [(row.name, row.until) for row in rows] == [
        ("王校长", date(2026, 3, 9)),
        ("李副校长", date(2026, 3, 9)),
        ("教务处", date(2026, 3, 9)),
        ("王校长", None),
        ("李副校长", None),
    ]
    assert LeadingGroup.objects.get().edition == 2
    assert facts.check_chain() == []


@pytest.mark.rule("R-017")
def test_nobody_sits_twice_in_the_same_role(liaison: Actor) -> None:
    with pytest.raises(organs.NamedTwice, match="王校长"):
        organs.name_leading_group([GROUP[0], GROUP[0]], actor=liaison, now=NOON)
    assert not LeadingGroupMember.objects.exists()


@pytest.mark.rule("R-018")
def test_each_party_gets_one_liaison_and_a_second_only_as_a_replacement(
    liaison: Actor, school: int
) -> None:
    for party in (OFFICE, *parties()):
        organs.name_liaison(party, "王敏", "0551-62831000", replaces=False, actor=liaison, now=NOON)
    assert queries.lacks([school], TODAY)[school].faults == ()
    with pytest.raises(rules.TwoLiaisons, match="王敏"):
        organs.name_liaison(
            OFFICE, "李宁", "0551-62831001", replaces=False, actor=liaison, now=LATER
        )
    organs.name_liaison(OFFICE, "李宁", "0551-62831001", replaces=True, actor=liaison, now=LATER)

    held = Liaison.objects.filter(kind="office").order_by("pk")
    assert list(held.values_list("name", "until")) == [("王敏", date(2026, 3, 9)), ("李宁", None)]
    told = Fact.objects.filter(verb="pilots.liaison.named")
    assert [fact.data for fact in told] == [{}, {}, {}, {}]  # no name leaves the row


@pytest.mark.rule("R-018")
def test_no_liaison_is_named_for_a_stranger_or_with_a_mobile_number(liaison: Actor) -> None:
    stranger = organisation("E2", OrganisationKind.EVALUATION_ORGANISATION)
    with pytest.raises(organs.NoDealings):
        organs.name_liaison(
            Party(Counterpart.ORGANISATION, stranger),
            "王敏",
            "0551-62831000",
            replaces=False,
            actor=liaison,
            now=NOON,
        )
    with pytest.raises(rules.NoOfficePhone):
        organs.name_liaison(OFFICE, "王敏", "13805510017", replaces=False, actor=liaison, now=NOON)
    assert not Liaison.objects.exists()


@pytest.mark.rule("R-018")
def test_the_database_holds_no_second_liaison(liaison: Actor, school: int) -> None:
    organs.name_liaison(OFFICE, "王敏", "0551-62831000", replaces=False, actor=liaison, now=NOON)
    second = Liaison(
        institution_id=school, kind="office", name="李宁", phone="0551-62831001", since=TODAY
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
    assert Liaison.objects.get().name == "王敏"


@pytest.mark.rule("R-018")
@pytest.mark.rule("R-020")
def test_one_unit_with_its_duties_and_these_split_by_certificate(
    liaison: Actor, school: int
) -> None:
    organs.name_unit("1+X办公室", "赵琳", "统筹试点工作", actor=liaison, now=NOON)
    organs.name_unit("职教处", "钱进", "统筹试点工作", actor=liaison, now=LATER)
    certificate = CertificateType.objects.get().pk
    organs.split_duty(certificate, "孙伟", "组织培训与报名", actor=liaison, now=NOON)
    with pytest.raises(rules.NotInCharge):
        organs.split_duty(certificate + 1, "孙伟", "x", actor=liaison, now=NOON)

    assert PilotUnit.objects.get(until=None).name == "职教处"
    assert UnitDuty.objects.get().certificate_type_id == certificate
    lacks = queries.lacks([school], TODAY)[school]
    assert (lacks.unit, lacks.duties, lacks.in_use) == (False, (), 1)


@pytest.mark.rule("R-019")
def test_party_leadership_is_recorded_once_it_was_held(liaison: Actor, school: int) -> None:
    document = paper(school)
    with pytest.raises(rules.NotYetHeld):
        organs.record_party(
            RecordKind.MEETING, "专题会", date(2026, 3, 3), document, actor=liaison, now=NOON
        )
    assert queries.lacks([school], TODAY)[school].years == (2026,)
    organs.record_party(RecordKind.MEETING, "专题会", TODAY, document, actor=liaison, now=NOON)

    assert queries.lacks([school], TODAY)[school].years == ()
    assert Fact.objects.get(verb="pilots.party.recorded").data == {"day": "2026-03-02"}


@pytest.mark.rule("R-021")
def test_a_risk_is_noted_and_taken_along_and_closed_once(liaison: Actor) -> None:
    pk = organs.note_risk("考评员不足", "联系评价组织增派", "孙伟", actor=liaison, now=NOON)
    organs.move_risk(pk, RiskVerb.CLOSE, "已增派三名", "孙伟", actor=liaison, now=LATER)

    row = Risk.objects.get()
    assert (row.state, row.measure, row.noted_on, row.moved_on) == (
        "closed",
        "已增派三名",
        TODAY,
        date(2026, 3, 9),
    )
    with pytest.raises(IllegalStep):
        organs.move_risk(pk, RiskVerb.CLOSE, "x", "y", actor=liaison, now=LATER)
    stranger = actor(Role.LIAISON, organisation("S9"))
    with pytest.raises(NoSuchRisk):
        organs.move_risk(pk, RiskVerb.REOPEN, "x", "y", actor=stranger, now=LATER)


@pytest.mark.rule("R-022")
def test_a_bureau_names_one_department_and_contact() -> None:
    bureau = organisation("B1", OrganisationKind.CITY_BUREAU)
    city = actor(Role.CITY_OFFICER, bureau, area="3401")
    assert [(one.bureau, one.name) for one in pages_organs.bureaus(city)] == [("演示B1", "")]
    organs.name_contact("职成科", "周洁", "0551-62831002", actor=city, now=NOON)
    organs.name_contact("职教科", "周洁", "0551-62831002", actor=city, now=LATER)

    assert BureauContact.objects.get(until=None).department == "职教科"
    with pytest.raises(NotPermitted):
        organs.name_contact("x", "y", "0551-62831002", actor=actor(Role.OFFICE_OFFICER), now=NOON)


@pytest.mark.rule("R-023")
def test_a_bureau_sees_the_institutions_of_its_own_area_only(school: int) -> None:
    other = taking_part("S2", "340200")
    city = actor(Role.CITY_OFFICER, 0, area="3401")

    found, counts = pages_organs.overview(city, listing.Wish("all", "name"), NOON)
    assert ([one.id for one in found.rows], counts) == ([school], {"lacking": 1, "all": 1})
    assert pages_organs.detail(school, city, NOON).code == "S1"
    with pytest.raises(NoSuchInstitution):
        pages_organs.detail(other, city, NOON)
    with pytest.raises(NoSuchInstitution):
        pages_organs.detail(school, actor(Role.LIAISON, other), NOON)


def test_whoever_only_looks_names_nobody(school: int) -> None:
    del school
    for role in (Role.OFFICE_OFFICER, Role.CITY_OFFICER, Role.ORGANISATION_STAFF):
        with pytest.raises(NotPermitted):
            organs.name_leading_group(GROUP, actor=actor(role, 1), now=NOON)
        with pytest.raises(NotPermitted):
            organs.note_risk("x", "y", "z", actor=actor(role, 1), now=NOON)


def test_what_is_lacking_is_counted_in_a_fixed_number_of_statements(
    school: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Department.objects.create(organisation_id=school, name="信息工程学院")
    schools = [school, *(taking_part(f"T{n}") for n in range(6))]
    with django_assert_max_num_queries(12):
        found = queries.lacks(schools, TODAY)

    here = found[school]
    assert here.roles == ("head", "deputy", "department", "functional_office")
    assert len(here.faults) == 3
    # four roles, the unit, three liaisons, this year's record, one certificate
    assert (here.unit, here.years, len(here.duties), here.count) == (True, (2026,), 1, 10)
    # no department in the group where there is none, and the office alone to deal with
    assert found[schools[1]].count == 3 + 1 + 1 + 1
