"""A certificate is replaced by a corrected one, printed again, or changed with many others."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from shuzheng.assessment.models import ScoreReview
from shuzheng.credentials.access import NoSuchCertificate
from shuzheng.credentials.core import numbers, verifying
from shuzheng.credentials.models import Certificate, StatusChange
from shuzheng.credentials.queries import papers, trust, verification
from shuzheng.credentials.rules import status as rules
from shuzheng.credentials.rules.status import Ground, Mend, State
from shuzheng.credentials.services import issuing, mending, status
from shuzheng.credentials.tests import cast as stage
from shuzheng.credentials.tests.cast import LATER, issued_plan
from shuzheng.foundation import files, moves
from shuzheng.foundation.models import Fact
from shuzheng.foundation.tests.together import together
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.transparency.models import Entry
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from shuzheng.credentials.core.jsontext import Object
    from shuzheng.credentials.tests.cast import Cast

OFFICE = actor(Role.OFFICE_OFFICER, person_id=999_999)
NEXT = LATER + timedelta(days=3)
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 - it needs the database
    made = issued_plan(["沈予安", "许文澜", "阿依古丽·买买提"])
    issuing.issue(made.plan, actor=made.issuer, now=LATER)
    return made


def first() -> Certificate:
    return Certificate.objects.get(holder="沈予安")


def proof(cast: Cast) -> int:
    file = SimpleUploadedFile("户口簿.pdf", SCAN, "application/pdf")
    return files.store(file, actor=cast.issuer, now=NEXT, kinds=("pdf",), sealed=True).pk


def corrected(cast: Cast) -> tuple[Certificate, Certificate]:
    """Correct the name of the first holder; returns the old and the new certificate."""
    old = first()
    stage.rename(old.person_id, "沈予桉")
    number = mending.replace(
        old.number, Mend.NAME, "姓名误录", proof(cast), actor=cast.issuer, now=NEXT
    )
    old.refresh_from_db()
    return old, Certificate.objects.get(number=number)


def verdict(row: Certificate) -> verifying.Verdict:
    status.publish(now=NEXT)
    log.publish(now=NEXT)
    return verification.by_number(row.number, row.holder, NEXT).verdict


def _is_of_messages(listed: Object) -> bool:
    return bool(listed["credentialSubject"]["statusPurpose"] == "message")


@pytest.mark.rule("R-109")
@pytest.mark.rule("R-115")
def test_a_corrected_certificate_takes_the_place_of_the_old_one(cast: Cast) -> None:
    entries = Entry.objects.count()

    old, new = corrected(cast)

    assert (old.state, old.state_ground, old.state_since) == ("replaced", "name", NEXT)
    assert (old.holder, new.holder) == ("沈予安", "沈予桉")
    assert (new.state, new.replaces_id, new.result_id) == ("issued", old.pk, old.result_id)
    assert (new.issued_on.isoformat(), new.first_issued_on) == ("2026-05-04", old.issued_on)
    assert numbers.parse(new.number).serial == 4
    # The change of the old one, the new one, and what that rests on.
    assert Entry.objects.count() == entries + 3
    fact = Fact.objects.get(verb="credentials.certificate.replaced")
    assert (fact.from_state, fact.to_state, fact.data) == ("issued", "replaced", {"ground": "name"})
    assert fact.subjects.get().subject == f"credentials.certificate:{new.pk}"
    change = StatusChange.objects.get()
    assert (change.verb, change.ground, change.reason) == ("replace", "name", "姓名误录")


@pytest.mark.rule("R-112")
def test_the_old_number_says_replaced_and_names_the_new_one(cast: Cast) -> None:
    old, new = corrected(cast)

    assert (verdict(old), verdict(new)) == ("replaced", "valid")
    found = verification.by_number(old.number, old.holder, NEXT)
    assert found.certificate is not None
    assert found.certificate.replaced_by == new.number
    assert found.report.verdict is verifying.Verdict.REPLACED
    lists = [one for one in trust.current(NEXT).status_lists if not _is_of_messages(one)]
    alone = verifying.verify(old.credential.encode(), trust.current(NEXT), NEXT)
    assert alone.verdict is verifying.Verdict.REPLACED
    bare = replace(trust.current(NEXT), status_lists=tuple(lists))
    said = verifying.verify(old.credential.encode(), bare, NEXT)
    assert said.verdict is verifying.Verdict.REVOKED  # all that the bit alone can say
    with pytest.raises(verification.NotFound):
        verification.by_number(old.number, "沈予桉", NEXT)


@pytest.mark.rule("R-109")
def test_a_name_is_corrected_in_the_register_first(cast: Cast) -> None:
    row, kept = first(), proof(cast)

    with pytest.raises(rules.NothingCorrected):
        mending.replace(row.number, Mend.NAME, "误录", kept, actor=cast.issuer, now=NEXT)
    again = mending.replace(
        row.number, Mend.PRINTING_ERROR, "套打偏移", kept, actor=cast.issuer, now=NEXT
    )
    assert Certificate.objects.get(number=again).holder == "沈予安"


@pytest.mark.rule("R-109")
def test_a_correction_has_a_reason_and_a_proof_and_no_case_is_open(cast: Cast) -> None:
    row, kept, issuer = first(), proof(cast), cast.issuer
    stage.rename(row.person_id, "沈予桉")

    with pytest.raises(rules.ReasonMissing):
        mending.replace(row.number, Mend.NAME, " ", kept, actor=issuer, now=NEXT)
    with pytest.raises(rules.ProofMissing):
        mending.replace(row.number, Mend.NAME, "误录", None, actor=issuer, now=NEXT)
    ScoreReview.objects.create(
        registration_id=row.result.registration_id,
        state="accepted",
        reason="合分有误",
        requested_on=NOON.date(),
    )
    with pytest.raises(mending.ResultNotClosed):
        mending.replace(row.number, Mend.NAME, "误录", kept, actor=issuer, now=NEXT)
    ScoreReview.objects.all().delete()
    status.propose_revocation(
        row.number, Ground.FRAUD, "替考", LATER.date(), actor=issuer, now=NEXT
    )
    with pytest.raises(status.ProposedAlready):
        mending.replace(row.number, Mend.NAME, "误录", kept, actor=issuer, now=NEXT)
    assert Certificate.objects.count() == 3


@pytest.mark.rule("R-109")
def test_only_what_is_in_force_is_replaced_or_printed_again(cast: Cast) -> None:
    old, _ = corrected(cast)

    with pytest.raises(IllegalStep):
        mending.replace(
            old.number, Mend.PRINTING_ERROR, "再换", proof(cast), actor=cast.issuer, now=NEXT
        )
    with pytest.raises(IllegalStep):
        mending.reissue(old.number, "遗失", actor=cast.issuer, now=NEXT)


def test_only_the_organisation_itself_corrects_and_prints_again(cast: Cast) -> None:
    row = first()
    other = organisation("E9", OrganisationKind.EVALUATION_ORGANISATION, name="演示另一评价中心")
    stranger = actor(Role.ORGANISATION_ISSUER, other, person_id=77)

    with pytest.raises(NoSuchCertificate):
        mending.reissue(row.number, "遗失", actor=stranger, now=NEXT)
    for person in (OFFICE, actor(Role.ORGANISATION_STAFF, cast.holder, person_id=78)):
        with pytest.raises(NotPermitted):
            mending.reissue(row.number, "遗失", actor=person, now=NEXT)


def test_a_lost_paper_is_printed_again_under_its_number(cast: Cast) -> None:
    row = first()
    before = papers.certificate(row.number, cast.issuer)

    assert mending.reissue(row.number, "遗失", actor=cast.issuer, now=NEXT) == 2
    assert mending.reissue(row.number, "又遗失", actor=cast.issuer, now=NEXT) == 3

    row.refresh_from_db()
    assert (row.state, row.copies, row.state_since) == ("issued", 3, LATER)
    assert verdict(row) == "valid"
    after = papers.certificate(row.number, cast.issuer)
    assert after != before
    assert after == papers.certificate(row.number, cast.issuer)
    with pytest.raises(rules.ReasonMissing):
        mending.reissue(row.number, "", actor=cast.issuer, now=NEXT)


@pytest.mark.rule("R-109")
@pytest.mark.parametrize(
    ("ground", "again"), [("fraud", 0), ("misconduct", 0), ("issuing_error", 1)]
)
def test_after_fraud_the_same_result_earns_no_other_certificate(
    cast: Cast, ground: str, again: int
) -> None:
    row = first()
    key = status.propose_revocation(
        row.number, Ground(ground), "查实", LATER.date(), actor=cast.issuer, now=NEXT
    )
    status.confirm_revocation(key, actor=OFFICE, now=NEXT)

    assert issuing.issue(cast.plan, actor=cast.issuer, now=NEXT).count == again
    assert Certificate.objects.filter(result=row.result, state=State.ISSUED).count() == again


def test_the_proof_of_a_change_is_opened_by_those_who_decide_on_it_and_leaves_a_record(
    cast: Cast,
) -> None:
    corrected(cast)
    change = StatusChange.objects.get()
    other = organisation("E9", OrganisationKind.EVALUATION_ORGANISATION, name="演示另一评价中心")

    assert mending.open_proof(change.pk, actor=cast.issuer, now=NEXT).body == SCAN
    assert mending.open_proof(change.pk, actor=OFFICE, now=NEXT).body == SCAN
    assert Fact.objects.filter(verb="credentials.proof.opened").count() == 2
    with pytest.raises(NoSuchCertificate):
        mending.open_proof(
            change.pk, actor=actor(Role.ORGANISATION_ISSUER, other, person_id=77), now=NEXT
        )
    with pytest.raises(NotPermitted):
        mending.open_proof(
            change.pk, actor=actor(Role.LIAISON, cast.school, person_id=79), now=NEXT
        )


@pytest.mark.usefixtures("several_at_once")
def test_of_two_who_print_again_at_once_each_is_counted_or_refused() -> None:
    cast = issued_plan(["沈予安"])
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
    row = first()

    said = together(
        *(lambda: mending.reissue(row.number, "遗失", actor=cast.issuer, now=NEXT),) * 3
    )

    done = said.count(None)
    assert done >= 1
    assert set(said) <= {None, moves.MovedMeanwhile, OperationalError}
    row.refresh_from_db()
    assert row.copies == 1 + done
    assert [change.verb for change in StatusChange.objects.all()] == ["reissue"] * done
    counted = Fact.objects.filter(verb="credentials.certificate.reissued").order_by("pk")
    assert [fact.data["copies"] for fact in counted] == [2, 3, 4][:done]
