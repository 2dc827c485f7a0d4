"""Who is written to is settled when a document goes out; each party signs once."""

from __future__ import annotations

import pytest

from shuzheng.foundation.models import Fact
from shuzheng.gazette.access import NoSuchDocument
from shuzheng.gazette.models import Receipt
from shuzheng.gazette.queries import pages_receipts
from shuzheng.gazette.rules import recipients as rules
from shuzheng.gazette.services import documents, receipts
from shuzheng.gazette.tests.cast import Cast, later
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-001")]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_chosen_kinds_and_named_parties_are_written_to_and_nobody_later(cast: Cast) -> None:
    college, open_one = organisation("S1"), organisation("S2", institution_kind="open_university")
    organisation("S3", institution_kind="secondary_vocational")
    bureau = organisation("C1", OrganisationKind.CITY_BUREAU)
    pk = cast.drafted(
        recipient_kinds=("higher_vocational", "city_bureau"), recipient_ids=(open_one, college)
    )
    assert Receipt.objects.count() == 0

    cast.publish(pk)
    organisation("S4")

    rows = Receipt.objects.order_by("organisation_id").values_list("organisation", "addressed_as")
    assert sorted(rows) == sorted(
        [(college, "higher_vocational"), (open_one, "by_name"), (bureau, "city_bureau")]
    )


def test_the_first_signature_counts_for_the_party(cast: Cast) -> None:
    school = organisation("S1")
    pk = cast.out(recipient_ids=(school,))
    first = actor(Role.LIAISON, school, person_id=21)
    second = actor(Role.INSTITUTION_ADMIN, school, person_id=22)

    assert receipts.sign(pk, actor=first, now=NOON) is True
    assert receipts.sign(pk, actor=second, now=later(1)) is False

    row = Receipt.objects.get()
    assert (row.signed_at, row.signed_by_id) == (NOON, 21)
    assert Fact.objects.filter(verb="gazette.receipt.signed").count() == 1


def test_whoever_was_not_written_to_finds_nothing(cast: Cast) -> None:
    school, other = organisation("S1"), organisation("S2")
    pk = cast.out(recipient_ids=(school,))
    draft = cast.drafted(recipient_ids=(school,))

    with pytest.raises(NoSuchDocument):
        receipts.sign(pk, actor=actor(Role.LIAISON, other), now=NOON)
    with pytest.raises(NoSuchDocument):
        receipts.sign(draft, actor=actor(Role.LIAISON, school), now=NOON)


def test_a_city_officer_signs_for_the_bureau_and_not_for_the_schools_of_the_city(
    cast: Cast,
) -> None:
    school = organisation("S1")
    bureau = organisation("C1", OrganisationKind.CITY_BUREAU)
    officer = actor(Role.CITY_OFFICER, bureau, area="3401")
    to_school, to_bureau = cast.out(recipient_ids=(school,)), cast.out(recipient_ids=(bureau,))

    assert receipts.sign(to_bureau, actor=officer, now=NOON) is True
    with pytest.raises(NoSuchDocument):
        receipts.sign(to_school, actor=officer, now=NOON)


def test_those_who_have_not_signed_are_reminded_once_a_day(cast: Cast) -> None:
    schools = [organisation(f"S{n}") for n in range(3)]
    pk = cast.out(recipient_ids=tuple(schools))
    liaison = actor(Role.LIAISON, schools[0])
    receipts.sign(pk, actor=liaison, now=NOON)

    assert receipts.remind(pk, actor=cast.office, now=NOON) == 2
    with pytest.raises(rules.RemindedToday):
        receipts.remind(pk, actor=cast.office, now=NOON)
    assert receipts.remind(pk, actor=cast.office, now=later(1)) == 2

    assert sorted(Receipt.objects.values_list("reminders", flat=True)) == [0, 2, 2]
    assert pages_receipts.was_reminded(actor(Role.LIAISON, schools[1]))
    assert not pages_receipts.was_reminded(liaison)


def test_what_was_withdrawn_waits_for_nobody(cast: Cast) -> None:
    school = organisation("S1")
    liaison = actor(Role.LIAISON, school)
    pk = cast.out(recipient_ids=(school,))
    assert pages_receipts.unsigned(liaison) == 1

    documents.withdraw(pk, "有误", actor=cast.department, now=NOON)

    assert pages_receipts.unsigned(liaison) == 0
    assert receipts.sign(pk, actor=liaison, now=NOON) is False
    with pytest.raises(rules.RemindedToday):
        receipts.remind(pk, actor=cast.office, now=NOON)


def test_a_new_version_is_signed_for_anew_and_the_old_one_leaves_the_inbox(cast: Cast) -> None:
    school = organisation("S1")
    liaison = actor(Role.LIAISON, school)
    pk = cast.out(recipient_ids=(school,))
    receipts.sign(pk, actor=liaison, now=NOON)
    new = documents.correct(pk, "更正", actor=cast.office, now=NOON)

    cast.publish(new)

    assert pages_receipts.unsigned(liaison) == 1
    assert pages_receipts.inbox_counts(liaison) == {"waiting": 1, "all": 1}


def test_parties_that_do_not_exist_or_cannot_sign_are_refused(cast: Cast) -> None:
    with pytest.raises(rules.NoSuchRecipient):
        cast.drafted(recipient_ids=(999,))
    enterprise = organisation("Q1", OrganisationKind.ENTERPRISE)
    with pytest.raises(rules.NotARecipientKind):
        cast.drafted(recipient_ids=(enterprise,))
