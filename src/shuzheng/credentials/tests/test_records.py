"""A holder has all certificates in one file, signed by the province, and signed once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from shuzheng.assessment.models import Plan
from shuzheng.credentials.access import NoSuchCertificate, NoSuchKey, NoSuchKeyChange
from shuzheng.credentials.core import jsontext, verifying
from shuzheng.credentials.core import trust as trusting
from shuzheng.credentials.core.verifying import Outcome, RecordStep, Verdict
from shuzheng.credentials.models import Certificate, IssuerKey, KeyChange, LearnerRecord
from shuzheng.credentials.queries import pages_files, pages_records, publisher, trust
from shuzheng.credentials.rules.keys import SamePerson
from shuzheng.credentials.rules.records import Left
from shuzheng.credentials.rules.status import Ground
from shuzheng.credentials.services import issuing, keys, records, status
from shuzheng.credentials.tests import cast as casting
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import LATER
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Guardianship, OrganisationName
from shuzheng.identity.queries import feed
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.actor import NotPermitted

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.credentials.core.jsontext import Object
    from shuzheng.credentials.services.records import Made
    from shuzheng.credentials.tests.visits import Register
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SECURITY = 888_888


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT, name="演示省教育厅")
    return visits.register(monkeypatch)


@pytest.fixture
def signing(register: Register) -> Register:
    """Return the register of a province that has its key."""
    found_key(register)
    return register


def security() -> Actor:
    return actor(Role.SECURITY_ADMIN, person_id=SECURITY)


def office(register: Register) -> Actor:
    return actor(Role.OFFICE_OFFICER, register.office, person_id=999_999)


def found_key(register: Register, now: datetime = LATER) -> IssuerKey:
    change = keys.propose_first("开通学习成果记录", actor=security(), now=now)
    keys.confirm(change, actor=office(register), now=now)
    return IssuerKey.objects.get(organisation__code="JYT", valid_until=None)


def learner(row: Certificate) -> Actor:
    return actor(Role.STUDENT, person_id=row.person_id)


def second(register: Register, name: str) -> Certificate:
    """Give somebody a second certificate, from another plan."""
    plan = Plan.objects.get()
    plan.pk, plan.uid, plan.number, plan.serial = None, uuid4(), "KH202600002", 2
    plan.save(force_insert=True)
    person = register.of(name).person_id
    casting.result_of(plan, person, register.cast.school, passed=True)
    issuing.issue(plan.pk, actor=register.cast.issuer, now=LATER)
    return Certificate.objects.get(plan=plan)


def asked(row: Certificate, now: datetime = LATER) -> Made:
    return records.make(row.person_id, actor=learner(row), now=now)


def holding(record: Object) -> list[str]:
    return [one["id"] for one in record["credentialSubject"]["verifiableCredential"]]


def read(made: Made) -> Object:
    return jsontext.read(made.body)


@pytest.mark.rule("R-112")
def test_a_holder_gets_a_record_that_the_published_trust_file_verifies(signing: Register) -> None:
    row = signing.of("沈予安")
    visits.publish()

    made = asked(row)

    document = read(made)
    assert made.is_new
    assert made.name == f"{LearnerRecord.objects.get().uid}.json"
    assert document["issuer"]["name"] == "演示省教育厅"
    assert document["partial"] is False
    assert document["credentialSubject"]["verifiableCredential"] == [
        jsontext.read(row.credential.encode())
    ]
    published = trusting.parse(jsontext.canonical(trust.document(LATER)))
    report = verifying.verify(made.body, published, LATER)
    assert [check.outcome for check in report.checks] == [Outcome.HELD] * 8
    assert report.verdict is Verdict.VALID
    fact = Fact.objects.latest("seq")
    assert (fact.verb, fact.data) == ("credentials.record.made", {"count": 1, "left": 0})
    assert feed.sentence(fact) == "申请签署了学习成果记录：含证书1张，未含0张"


def test_no_name_number_or_day_of_birth_beyond_the_name_stands_in_it(signing: Register) -> None:
    row = signing.of("沈予安")
    document = read(asked(row))
    outside = {**document["credentialSubject"], "verifiableCredential": []}

    assert outside["identifier"] == [
        {
            "type": "IdentityObject",
            "hashed": False,
            "identityHash": "沈予安",
            "identityType": "name",
        }
    ]
    assert sorted(outside) == ["achievement", "identifier", "type", "verifiableCredential"]


def test_it_is_signed_once_until_something_changes(signing: Register) -> None:
    row = signing.of("沈予安")
    first = asked(row)

    again = asked(row, LATER + HOUR)

    assert not again.is_new
    assert (again.name, again.body) == (first.name, first.body)
    assert Fact.objects.filter(verb="credentials.record.made").count() == 1
    OrganisationName.objects.filter(organisation__code="JYT").update(name="演示省教育和体育厅")
    renewed = asked(row, LATER + 2 * HOUR)
    assert renewed.is_new
    assert read(renewed)["issuer"]["name"] == "演示省教育和体育厅"
    assert read(renewed)["id"] != read(first)["id"]
    assert LearnerRecord.objects.count() == 1


def test_what_is_not_in_force_is_left_out_and_the_reason_is_told(signing: Register) -> None:
    row = signing.of("沈予安")
    other = second(signing, "沈予安")
    both = asked(row)
    assert holding(read(both)) == [other.uid.urn, row.uid.urn]

    status.suspend(other.number, "有人举报", actor=signing.cast.issuer, now=LATER)
    made = asked(row, LATER + HOUR)

    assert made.is_new
    assert read(made)["partial"] is True
    assert holding(read(made)) == [row.uid.urn]
    found = pages_records.records(learner(row), LATER + HOUR)
    [sheet] = found.sheets
    assert [item.number for item in sheet.held] == [row.number]
    assert [(item.number, item.left) for item in sheet.left] == [(other.number, Left.SUSPENDED)]
    assert sheet.signed_at == LATER + HOUR


def test_a_revoked_certificate_is_left_out_and_the_record_is_still_all_there_is(
    signing: Register,
) -> None:
    row = signing.of("沈予安")
    other = second(signing, "沈予安")
    status.confirm_revocation(
        status.propose_revocation(
            other.number,
            Ground.MISCONDUCT,
            "替考，经调查核实",
            date(2026, 5, 1),
            actor=signing.cast.issuer,
            now=LATER,
        ),
        actor=office(signing),
        now=LATER,
    )

    made = asked(row)

    assert read(made)["partial"] is False
    [sheet] = pages_records.records(learner(row), LATER).sheets
    assert [item.left for item in sheet.left] == [Left.REVOKED]


def test_a_certificate_under_another_name_and_one_whose_key_was_stolen_are_left_out(
    signing: Register,
) -> None:
    row = signing.of("沈予安")
    casting.rename(row.person_id, "沈予宁")
    with pytest.raises(records.NothingInForce):
        asked(row)
    [sheet] = pages_records.records(learner(row), LATER).sheets
    assert [item.left for item in sheet.left] == [Left.OTHER_NAME]

    other = signing.of("许文澜")
    change = keys.report_theft(
        other.key_id, "介质丢失", LATER + HOUR, actor=signing.cast.issuer, now=LATER + HOUR
    )
    keys.confirm(change, actor=security(), now=LATER + HOUR)
    [sheet] = pages_records.records(learner(other), LATER + HOUR).sheets
    assert [item.left for item in sheet.left] == [Left.KEY_STOLEN]


def test_a_certificate_that_is_revoked_later_spoils_the_record_it_is_in(
    signing: Register,
) -> None:
    row = signing.of("沈予安")
    made = asked(row)
    visits.publish()
    assert pages_files.by_file(made.body, LATER).verdict is Verdict.VALID

    signing.revoke("沈予安")

    found = pages_files.by_file(made.body, LATER)
    assert found.verdict is Verdict.REVOKED
    assert [part.verdict for part in found.parts] == [Verdict.REVOKED]
    assert found.parts[0].lines[10].name == "Register of certificates"
    assert found.parts[0].lines[10].outcome is Outcome.FAILED


def test_nobody_gets_it_but_the_holder_and_a_guardian(signing: Register) -> None:
    row, other = signing.of("沈予安"), signing.of("许文澜")
    parent = signing.of("韩启明").person_id
    guardian = actor(Role.GUARDIAN, person_id=parent)

    for who in (learner(other), guardian):
        with pytest.raises(NoSuchCertificate):
            records.make(row.person_id, actor=who, now=LATER)
    for who in (signing.cast.issuer, office(signing), actor(Role.LIAISON, signing.cast.school)):
        with pytest.raises(NotPermitted):
            records.make(row.person_id, actor=who, now=LATER)
    Guardianship.objects.create(
        ward_id=row.person_id, guardian_id=parent, relation="parent", since=date(2020, 1, 1)
    )
    assert records.make(row.person_id, actor=guardian, now=LATER).is_new
    assert [one.name for one in pages_records.records(guardian, LATER).sheets] == [
        "韩启明",
        "沈予安",
    ]


def test_without_a_key_of_the_province_nothing_is_signed(register: Register) -> None:
    row = register.of("沈予安")

    with pytest.raises(keys.NoPublisherKey):
        asked(row)
    assert not pages_records.records(learner(row), LATER).can_sign
    assert IssuerKey.objects.filter(organisation__code="JYT").count() == 0


def test_while_the_key_is_reported_stolen_nothing_is_signed_and_then_the_next_one_signs(
    signing: Register,
) -> None:
    row = signing.of("沈予安")
    before = asked(row)
    key = IssuerKey.objects.get(organisation__code="JYT")
    change = keys.report_theft(key.pk, "介质丢失", LATER, actor=security(), now=LATER + HOUR)
    with pytest.raises(keys.KeyReported):
        asked(row, LATER + HOUR)
    assert not pages_records.records(learner(row), LATER + HOUR).can_sign

    keys.confirm(change, actor=office(signing), now=LATER + HOUR)
    status.publish(now=LATER + HOUR)
    after = asked(row, LATER + 2 * HOUR)

    assert after.is_new
    old = pages_files.by_file(before.body, LATER + 2 * HOUR)
    assert old.verdict is Verdict.NOT_TRUSTED
    assert pages_files.by_file(after.body, LATER + 2 * HOUR).verdict is Verdict.VALID


def test_two_persons_make_the_first_key_and_it_signs_no_certificate(register: Register) -> None:
    change = keys.propose_first("开通学习成果记录", actor=security(), now=LATER)
    with pytest.raises(SamePerson):
        keys.confirm(change, actor=security(), now=LATER)
    with pytest.raises(keys.ProposedAlready):
        keys.propose_first("再次提出", actor=security(), now=LATER)
    keys.confirm(change, actor=office(register), now=LATER)

    key = IssuerKey.objects.get(organisation__code="JYT")
    row = KeyChange.objects.get()
    assert (row.kind, row.state, row.key_id) == ("first", "confirmed", None)
    assert [fact.verb for fact in Fact.objects.order_by("-seq")[:2]] == [
        "credentials.key.founded",
        "credentials.key.made",
    ]
    found = trust.current(LATER)
    assert list(found.publishers) == [key.did]
    assert key.did not in found.issuers
    assert publisher.organisation().code == "JYT"
    with pytest.raises(keys.FirstMadeAlready):
        keys.propose_first("再次提出", actor=security(), now=LATER)


def test_an_organisation_proposes_no_key_of_the_province_and_sees_no_such_proposal(
    register: Register,
) -> None:
    with pytest.raises(NoSuchKey):
        keys.propose_first("开通", actor=register.cast.issuer, now=LATER)
    with pytest.raises(NotPermitted):
        keys.propose_first("开通", actor=office(register), now=LATER)
    change = keys.propose_first("开通", actor=security(), now=LATER)
    with pytest.raises(NoSuchKeyChange):
        keys.withdraw(change, actor=register.cast.issuer, now=LATER)


@pytest.mark.usefixtures("signing")
def test_the_database_keeps_a_change_of_key_to_its_kind() -> None:
    for changed in ({"kind": "rotation"}, {"since": LATER}, {"key": IssuerKey.objects.all()[0]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            KeyChange.objects.update(**changed)


def test_a_rotated_key_leaves_the_records_that_it_signed_good(signing: Register) -> None:
    row = signing.of("沈予安")
    before = asked(row)
    visits.publish()
    key = IssuerKey.objects.get(organisation__code="JYT")
    change = keys.propose_rotation(key.pk, "到期更换", actor=security(), now=LATER + HOUR)
    keys.confirm(change, actor=office(signing), now=LATER + HOUR)

    after = asked(row, LATER + HOUR)

    assert after.is_new
    assert read(after)["issuer"]["id"] != read(before)["issuer"]["id"]
    for made in (before, after):
        found = pages_files.by_file(made.body, LATER + HOUR)
        assert found.verdict is Verdict.VALID
    report = verifying.verify(before.body, trust.current(LATER + HOUR), LATER + HOUR)
    assert report.check(RecordStep.KEY).outcome is Outcome.HELD
