"""A holder appeals against a revocation; the department upholds it or gives a new certificate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from tests import invariants

from shuzheng.credentials.access import NoSuchAppeal, NoSuchCertificate
from shuzheng.credentials.core import verifying
from shuzheng.credentials.models import (
    Certificate,
    IssuerKey,
    KeyChange,
    LoggedChange,
    RevocationAppeal,
    StatusList,
)
from shuzheng.credentials.queries import pages_appeals as pages
from shuzheng.credentials.queries import todos, trust, verification
from shuzheng.credentials.rules import appeals as rules
from shuzheng.credentials.rules import status as status_rules
from shuzheng.credentials.rules.status import Ground
from shuzheng.credentials.services import appeals, issuing, keys, mending, status
from shuzheng.credentials.tests.cast import LATER, Cast, issued_plan
from shuzheng.credentials.tests.test_mending import NEXT, OFFICE, SCAN
from shuzheng.foundation import files, moves
from shuzheng.foundation.models import Fact
from shuzheng.foundation.tests.together import together
from shuzheng.identity.models import Guardianship
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

NAMES = ["沈予安", "许文澜", "阿依古丽·买买提"]
DEPARTMENT = actor(Role.PROVINCIAL_ADMIN, person_id=888_888)
SOON, DECIDED = NEXT + timedelta(days=2), NEXT + timedelta(days=9)
WHY = "监控录像显示手机是邻座的。"


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 - it needs the database
    return made()


def made() -> Cast:
    """Return three certificates, of which the first was revoked for misconduct."""
    cast = issued_plan(NAMES)
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
    revoke(cast, "沈予安")
    return cast


def revoke(cast: Cast, name: str, ground: Ground = Ground.MISCONDUCT) -> None:
    key = status.propose_revocation(
        of(name).number, ground, "违纪成立", LATER.date(), actor=cast.issuer, now=NEXT
    )
    status.confirm_revocation(key, actor=OFFICE, now=NEXT)


def of(name: str) -> Certificate:
    return Certificate.objects.filter(holder=name).order_by("pk")[0]


def holder(name: str = "沈予安") -> Actor:
    return actor(Role.STUDENT, person_id=of(name).person_id)


def lodge(name: str = "沈予安", now: datetime = SOON) -> int:
    return appeals.lodge(of(name).number, WHY, None, actor=holder(name), now=now)


def scan(who: Actor) -> int:
    file = SimpleUploadedFile("录像截图.pdf", SCAN, "application/pdf")
    return files.store(file, actor=who, now=SOON, kinds=("pdf",), sealed=True).pk


@pytest.mark.rule("R-115")
@pytest.mark.rule("R-255")
def test_a_holder_appeals_once_and_is_told_when_the_answer_is_due(cast: Cast) -> None:
    lodge()

    row = RevocationAppeal.objects.get()
    assert (row.state, row.lodged_on, row.due_on) == (
        "lodged",
        date(2026, 5, 6),
        date(2026, 6, 2),  # 9 May is a working Saturday
    )
    assert WHY not in row.grounds_sealed
    fact = Fact.objects.get(verb="credentials.appeal.lodged")
    assert fact.subject == f"credentials.revocationappeal:{row.pk}"
    assert WHY not in str(fact.data)
    own = pages.own(of("沈予安").number, holder(), SOON)
    assert own is not None
    assert own.said is not None
    assert (own.is_open, own.due_on, own.is_late, own.said.grounds) == (
        True,
        date(2026, 6, 2),
        False,
        WHY,
    )
    late = pages.own(of("沈予安").number, holder(), SOON + timedelta(days=29))
    assert late is not None
    assert late.is_late
    with pytest.raises(rules.AppealedBefore):
        lodge()
    assert pages.waits(DEPARTMENT) == [date(2026, 6, 2)]
    assert pages.waiting(cast.issuer) == 1


@pytest.mark.rule("R-115")
@pytest.mark.usefixtures("cast")
def test_an_appeal_needs_a_revocation_a_reason_and_the_term() -> None:
    with pytest.raises(rules.NothingToAppeal):
        lodge("许文澜")
    with pytest.raises(status_rules.ReasonMissing):
        appeals.lodge(of("沈予安").number, " ", None, actor=holder(), now=SOON)
    last = NEXT + timedelta(days=30)
    with pytest.raises(rules.TooLate):
        lodge(now=last + timedelta(days=1))
    lodge(now=last)


@pytest.mark.rule("R-115")
@pytest.mark.usefixtures("cast")
def test_a_guardian_appeals_for_a_ward_and_a_stranger_does_not() -> None:
    number, parent = of("沈予安").number, actor(Role.GUARDIAN, person_id=of("许文澜").person_id)

    for stranger in (parent, holder("许文澜"), holder("阿依古丽·买买提")):
        with pytest.raises(NoSuchCertificate):
            appeals.lodge(number, WHY, None, actor=stranger, now=SOON)
    Guardianship.objects.create(
        ward_id=of("沈予安").person_id,
        guardian_id=parent.person_id,
        relation="母亲",
        since=date(2020, 1, 1),
    )
    appeals.lodge(number, WHY, None, actor=parent, now=SOON)
    appeals.withdraw(number, actor=holder(), now=SOON)


@pytest.mark.rule("R-115")
@pytest.mark.usefixtures("cast")
def test_a_withdrawn_appeal_is_over_and_was_the_only_one() -> None:
    key = lodge()
    appeals.withdraw(of("沈予安").number, actor=holder(), now=SOON)

    with pytest.raises(rules.AppealedBefore):
        lodge()
    with pytest.raises(IllegalStep):
        appeals.overturn(key, "录像属实", actor=DEPARTMENT, now=DECIDED)
    with pytest.raises(moves.MovedMeanwhile):
        appeals.add_document(of("沈予安").number, scan(holder()), actor=holder(), now=SOON)
    assert of("沈予安").state == "revoked"
    assert invariants.faults() == []


@pytest.mark.rule("R-115")
def test_the_organisation_says_once_why_and_reads_no_document(cast: Cast) -> None:
    number, key = of("沈予安").number, lodge()
    appeals.add_document(number, scan(holder()), actor=holder(), now=SOON)
    [document] = RevocationAppeal.objects.get().documents.values_list("pk", flat=True)
    other = organisation("E9", OrganisationKind.EVALUATION_ORGANISATION, name="演示另一评价中心")
    rival = actor(Role.ORGANISATION_ISSUER, other, person_id=77)

    with pytest.raises(NoSuchAppeal):
        appeals.make_statement(key, "记录如实", actor=rival, now=SOON)
    with pytest.raises(NoSuchAppeal):
        pages.page(key, rival)
    with pytest.raises(NotPermitted):
        appeals.make_statement(key, "记录如实", actor=DEPARTMENT, now=SOON)
    appeals.make_statement(key, "记录如实", actor=cast.issuer, now=SOON)
    with pytest.raises(rules.StatedBefore):
        appeals.make_statement(key, "再补一句", actor=cast.issuer, now=SOON)
    with pytest.raises(NoSuchAppeal):
        appeals.open_document(key, document, actor=cast.issuer, now=SOON)
    assert appeals.open_document(key, document, actor=DEPARTMENT, now=SOON).body == SCAN
    assert appeals.open_document(key, document, actor=OFFICE, now=SOON).body == SCAN
    assert Fact.objects.filter(verb="credentials.appeal.opened").count() == 2
    page = pages.page(key, cast.issuer)
    assert (page.said.grounds, page.said.statement) == (WHY, "记录如实")
    assert (page.documents, page.added) == ((), 1)
    assert pages.waiting(cast.issuer) == 0


@pytest.mark.rule("R-115")
@pytest.mark.usefixtures("cast")
def test_at_most_five_documents_are_added() -> None:
    number = of("沈予安").number
    lodge()
    for _ in range(5):
        appeals.add_document(number, scan(holder()), actor=holder(), now=SOON)

    with pytest.raises(rules.TooManyDocuments):
        appeals.add_document(number, scan(holder()), actor=holder(), now=SOON)


@pytest.mark.rule("R-115")
def test_nobody_decides_who_proposed_confirmed_or_appealed(cast: Cast) -> None:
    revoke(cast, "许文澜")
    key = lodge("许文澜")
    proposer, confirmer = cast.issuer.person_id, OFFICE.person_id

    for person in (proposer, confirmer, holder("许文澜").person_id):
        same = replace(DEPARTMENT, person_id=person)
        with pytest.raises(rules.TookPart):
            appeals.uphold(key, "不予支持", actor=same, now=DECIDED)
        assert pages.page(key, same).took_part
    for role in (OFFICE, cast.issuer):
        with pytest.raises(NotPermitted):
            appeals.overturn(key, "录像属实", actor=role, now=DECIDED)
    with pytest.raises(status_rules.ReasonMissing):
        appeals.uphold(key, "", actor=DEPARTMENT, now=DECIDED)
    assert RevocationAppeal.objects.get().state == "lodged"


@pytest.mark.rule("R-115")
@pytest.mark.usefixtures("cast")
def test_an_upheld_revocation_stays_and_the_holder_reads_why() -> None:
    key, before = lodge(), LoggedChange.objects.count()

    appeals.uphold(key, "录像不清，原认定成立。", actor=DEPARTMENT, now=DECIDED)

    own = pages.own(of("沈予安").number, holder(), DECIDED)
    assert own is not None
    assert own.said is not None
    assert (own.state, own.said.answer) == ("upheld", "录像不清，原认定成立。")
    assert (of("沈予安").state, LoggedChange.objects.count()) == ("revoked", before)
    told = [str(todo.title) for todo in todos.todos_for(holder(), DECIDED)]
    assert told == ["申诉已作出决定：维持撤销决定"]
    assert list(todos.todos_for(holder(), DECIDED + timedelta(days=31))) == []
    assert invariants.faults() == []


@pytest.mark.rule("R-109")
@pytest.mark.rule("R-115")
def test_an_overturned_revocation_gives_a_new_certificate_for_the_same_result(cast: Cast) -> None:
    key = lodge()

    number = appeals.overturn(key, "录像属实。", actor=DEPARTMENT, now=DECIDED)

    old, new = of("沈予安"), Certificate.objects.get(number=number)
    assert (old.state, old.state_ground, old.state_since) == ("replaced", "overturned", DECIDED)
    assert (new.state, new.replaces_id, new.result_id) == ("issued", old.pk, old.result_id)
    assert (new.organisation_id, new.key_id) == (cast.holder, old.key_id)
    assert (new.first_issued_on, new.issued_on) == (old.issued_on, date(2026, 5, 13))
    fact = Fact.objects.get(verb="credentials.appeal.overturned")
    assert (fact.subject, fact.from_state, fact.to_state) == (
        f"credentials.certificate:{old.pk}",
        "revoked",
        "replaced",
    )
    said = [change.payload for change in old.logged_changes.order_by("log_index")]
    assert ['"state":"revoked"' in said[0], '"state":"replaced"' in said[1]] == [True, True]
    assert old.changes.get().verb == "overturn"
    assert issuing.issue(cast.plan, actor=cast.issuer, now=DECIDED).count == 0
    assert invariants.faults() == []


@pytest.mark.rule("R-112")
@pytest.mark.usefixtures("cast")
def test_the_old_number_stays_marked_and_leads_to_the_new_one() -> None:
    number = appeals.overturn(lodge(), "录像属实。", actor=DEPARTMENT, now=DECIDED)
    old, new = of("沈予安"), Certificate.objects.get(number=number)
    assert StatusList.objects.get(pk=old.revocation_list_id).is_stale
    status.publish(now=DECIDED)
    log.publish(now=DECIDED)

    found = verification.by_number(old.number, old.holder, DECIDED)

    assert found.report.verdict == "replaced"  # by the list of messages; the bit stays
    known = trust.current(DECIDED)
    bits = [one for one in known.status_lists if "message" not in str(one["credentialSubject"])]
    bare = replace(known, status_lists=tuple(bits))
    assert verifying.verify(old.credential.encode(), bare, DECIDED).verdict == "revoked"
    assert found.certificate is not None
    assert (found.verdict, found.certificate.replaced_by) == ("replaced", new.number)
    assert verification.by_number(new.number, new.holder, DECIDED).verdict == "valid"


@pytest.mark.rule("R-109")
def test_nothing_is_given_back_where_another_certificate_is_in_force(cast: Cast) -> None:
    revoke(cast, "许文澜", Ground.ISSUING_ERROR)
    key = lodge("许文澜")
    assert issuing.issue(cast.plan, actor=cast.issuer, now=SOON).count == 1

    with pytest.raises(rules.AnotherInForce):
        appeals.overturn(key, "颁发无误。", actor=DEPARTMENT, now=DECIDED)

    assert RevocationAppeal.objects.get().state == "lodged"


def test_a_key_that_cannot_be_used_refuses_the_whole_decision(cast: Cast) -> None:
    key = lodge()
    signing = IssuerKey.objects.get(organisation_id=cast.holder)
    keys.report_theft(signing.pk, "介质遗失", SOON, actor=cast.issuer, now=SOON)

    with pytest.raises(keys.KeyReported):
        appeals.overturn(key, "录像属实。", actor=DEPARTMENT, now=DECIDED)

    assert RevocationAppeal.objects.get().state == "lodged"
    assert (of("沈予安").state, Certificate.objects.count()) == ("revoked", 3)
    assert KeyChange.objects.count() == 1


@pytest.mark.usefixtures("cast")
def test_the_new_certificate_is_mended_as_any_other() -> None:
    number = appeals.overturn(lodge(), "录像属实。", actor=DEPARTMENT, now=DECIDED)

    new = Certificate.objects.get(number=number)
    issuer = actor(Role.ORGANISATION_ISSUER, new.organisation_id, person_id=5)
    assert mending.reissue(number, "遗失", actor=issuer, now=DECIDED) == 2


@pytest.mark.usefixtures("several_at_once")
def test_of_two_who_decide_at_once_one_decides() -> None:
    made()
    key = lodge()
    other = replace(DEPARTMENT, person_id=777_777)

    said = together(
        lambda: appeals.overturn(key, "录像属实。", actor=DEPARTMENT, now=DECIDED),
        lambda: appeals.uphold(key, "录像不清。", actor=other, now=DECIDED),
        lambda: appeals.withdraw(of("沈予安").number, actor=holder(), now=DECIDED),
    )

    assert said.count(None) == 1
    assert set(said) <= {None, moves.MovedMeanwhile, IllegalStep, OperationalError}
    ended = RevocationAppeal.objects.get().state
    assert Certificate.objects.count() == (4 if ended == "overturned" else 3)
    assert of("沈予安").state == ("replaced" if ended == "overturned" else "revoked")
    assert invariants.faults() == []


@pytest.mark.usefixtures("several_at_once")
def test_of_two_appeals_at_once_one_is_lodged() -> None:
    made()

    said = together(lodge, lodge)

    assert said.count(None) == 1
    assert set(said) <= {None, rules.AppealedBefore, OperationalError}
    assert RevocationAppeal.objects.count() == 1
