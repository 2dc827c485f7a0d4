"""Claims of hardship: handed in or listed, decided, appealed; what follows; who ever sees them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuzheng.fees import access
from shuzheng.fees.models import HardshipClaim, Settlement
from shuzheng.fees.rules.hardship import Kind, KindNotRecognised
from shuzheng.fees.services import hardship, settlements
from shuzheng.fees.services.hardship import Listed, ListRow
from shuzheng.fees.tests import cast
from shuzheng.foundation import facts, sealing
from shuzheng.foundation.models import Fact, FactSubject
from shuzheng.identity.models import Enrolment
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast as people
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> cast.Province:
    made = cast.province()
    cast.agreement(made)
    return made


def learner(person_id: int) -> Actor:
    return people.actor(Role.STUDENT, person_id=person_id)


def parent(person_id: int) -> Actor:
    return people.actor(Role.GUARDIAN, person_id=person_id)


def lodge(here: cast.Province, pupil: int, actor: Actor | None = None) -> int:
    return hardship.lodge(
        pupil, Kind.ORPHAN, here.document, actor=actor or learner(pupil), now=cast.NOON
    )


def state(pk: int) -> str:
    return HardshipClaim.objects.get(pk=pk).state


@pytest.mark.rule("R-128")
def test_a_claim_covers_the_school_year_and_its_kind_is_sealed(here: cast.Province) -> None:
    pk = lodge(here, cast.student(1, here.college))

    row = HardshipClaim.objects.get(pk=pk)
    assert (row.state, row.since, row.until) == ("claimed", date(2025, 9, 1), date(2026, 8, 31))
    assert row.institution_id == here.college
    assert "orphan" not in row.kind_sealed
    assert sealing.unseal(row.kind_sealed, row.place()) == "orphan"


def test_a_guardian_claims_for_the_ward_and_nobody_for_a_stranger(here: cast.Province) -> None:
    pupil, other = cast.student(1, here.college), cast.student(2, here.college)
    guardian = cast.guardian(pupil)

    lodge(here, pupil, parent(guardian))
    for actor in (learner(other), here.admin(), here.liaison()):
        with pytest.raises(hardship.NotYourWard):
            lodge(here, pupil, actor)


def test_what_a_claim_needs(here: cast.Province) -> None:
    pupil, outsider = cast.student(1, here.college), cast.person(2)

    with pytest.raises(hardship.ProofMissing):
        hardship.lodge(pupil, Kind.ORPHAN, None, actor=learner(pupil), now=cast.NOON)
    with pytest.raises(KindNotRecognised):
        hardship.lodge(pupil, "poor", here.document, actor=learner(pupil), now=cast.NOON)
    with pytest.raises(hardship.NotEnrolled):
        lodge(here, outsider)
    with pytest.raises(NotPermitted):
        lodge(here, pupil, people.actor(Role.SOCIAL_LEARNER, person_id=pupil))


def test_one_claim_a_year_stands_at_a_time(here: cast.Province) -> None:
    pupil = cast.student(1, here.college)
    first = lodge(here, pupil)
    with pytest.raises(hardship.ClaimStands):
        lodge(here, pupil)
    hardship.refuse(first, "证明不清", actor=here.admin(), now=cast.NOON)

    lodge(here, pupil)
    with pytest.raises(hardship.ClaimStands):
        hardship.appeal(first, "看错了", actor=learner(pupil), now=cast.NOON)


@pytest.mark.rule("R-128")
def test_a_verified_claim_frees_what_waited_and_pays_back_what_was_paid(
    here: cast.Province,
) -> None:
    pupil = cast.student(1, here.college)
    paid = cast.row(pupil, here.college)
    cast.settle(here, paid)
    settlements.record_payment(paid.reference, "0001", actor=here.admin(), now=cast.NOON)
    pk = lodge(here, pupil)
    waits = cast.row(pupil, here.college)
    cast.settle(here, waits)

    assert hardship.verify([pk], actor=here.admin(), now=cast.NOON) == 1

    rows = {row.reference: row for row in Settlement.objects.all()}
    assert state(pk) == "valid"
    assert rows[waits.reference].settled_at == cast.NOON
    assert rows[paid.reference].pay_back_fen == 28_000
    assert [row.ground for row in rows.values()] == ["hardship", "hardship"]


@pytest.mark.rule("R-128")
def test_a_claim_handed_in_after_the_fee_was_asked_stops_the_asking(here: cast.Province) -> None:
    pupil = cast.student(1, here.college)
    row = cast.row(pupil, here.college)
    cast.settle(here, row)

    lodge(here, pupil)

    kept = Settlement.objects.get(reference=row.reference)
    assert (kept.owed_fen, kept.ground, kept.settled_at) == (0, "claim_open", None)


@pytest.mark.rule("R-128")
def test_a_refused_claim_asks_for_the_fee_with_the_reason_sealed(here: cast.Province) -> None:
    pupil = cast.student(1, here.college)
    pk = lodge(here, pupil)
    row = cast.row(pupil, here.college)
    cast.settle(here, row)

    with pytest.raises(hardship.AnswerMissing):
        hardship.refuse(pk, " ", actor=here.admin(), now=cast.NOON)
    hardship.refuse(pk, "证明已过期", actor=here.admin(), now=cast.NOON)

    kept = HardshipClaim.objects.get(pk=pk)
    assert Settlement.objects.get(reference=row.reference).owed_fen == 28_000
    assert sealing.unseal(kept.answer_sealed, kept.place("answer")) == "证明已过期"
    assert all("证明" not in str(data) for data in Fact.objects.values_list("data", flat=True))


def test_an_appeal_goes_to_the_office_which_grants_or_dismisses_it(here: cast.Province) -> None:
    granted, dismissed = (cast.student(n, here.college) for n in (1, 2))
    claims = [lodge(here, granted), lodge(here, dismissed)]
    for pk, pupil in zip(claims, (granted, dismissed), strict=True):
        with pytest.raises(access.NoSuchClaim):
            hardship.uphold(pk, actor=here.officer(), now=cast.NOON)
        hardship.refuse(pk, "不符", actor=here.admin(), now=cast.NOON)
        hardship.appeal(pk, "附新证明", actor=learner(pupil), now=cast.NOON)

    with pytest.raises(NotPermitted):
        hardship.uphold(claims[0], actor=here.admin(), now=cast.NOON)
    hardship.uphold(claims[0], actor=here.officer(), now=cast.NOON)
    hardship.dismiss(claims[1], "仍不符", actor=here.officer(), now=cast.NOON)

    assert [state(pk) for pk in claims] == ["valid", "refused_finally"]
    with pytest.raises(IllegalStep):
        hardship.appeal(claims[1], "再诉", actor=learner(dismissed), now=cast.NOON)


def test_a_decided_claim_is_not_decided_again(here: cast.Province) -> None:
    pk = lodge(here, cast.student(1, here.college))
    hardship.verify([pk], actor=here.admin(), now=cast.NOON)

    assert hardship.verify([pk], actor=here.admin(), now=cast.NOON) == 0
    with pytest.raises(IllegalStep):
        hardship.refuse(pk, "x", actor=here.admin(), now=cast.NOON)


@pytest.mark.rule("R-128")
def test_a_status_lapses_after_its_year_and_keeps_covering_it(here: cast.Province) -> None:
    pupil = cast.student(1, here.college)
    pk = lodge(here, pupil)
    hardship.verify([pk], actor=here.admin(), now=cast.NOON)

    assert hardship.lapse(now=datetime(2026, 8, 31, 4, tzinfo=UTC)) == 0
    assert hardship.lapse(now=datetime(2026, 8, 31, 17, tzinfo=UTC)) == 1
    assert hardship.lapse(now=datetime(2026, 9, 1, 4, tzinfo=UTC)) == 0
    row = cast.row(pupil, here.college)
    assert (state(pk), cast.settle(here, row)[row.reference].settled) == ("lapsed", True)


@pytest.mark.rule("R-128")
def test_a_list_is_imported_once_and_names_the_line_of_a_stranger(here: cast.Province) -> None:
    mine, stranger = cast.student(1, here.college), cast.student(2, here.school)
    rows = [ListRow(mine, Kind.REGISTERED_POOR)]

    assert hardship.import_list(rows, actor=here.admin(), now=cast.NOON) == Listed(1, 0)
    assert hardship.import_list(rows, actor=here.admin(), now=cast.NOON) == Listed(0, 1)
    with pytest.raises(hardship.NotInList, match="Line 2: this"):
        hardship.import_list(
            [*rows, ListRow(stranger, Kind.ORPHAN)], actor=here.admin(), now=cast.NOON
        )
    assert HardshipClaim.objects.get().state == "imported"


def test_a_thousand_lines_and_their_verification_take_few_statements(here: cast.Province) -> None:
    ids = [cast.student(n, here.college) for n in range(1_000)]
    with CaptureQueriesContext(connection) as queries:
        hardship.import_list(
            [ListRow(pk, Kind.DISABLED) for pk in ids], actor=here.admin(), now=cast.NOON
        )
        claims = list(HardshipClaim.objects.values_list("pk", flat=True))
        assert hardship.verify(claims, actor=here.admin(), now=cast.NOON) == 1_000
    assert len(queries) < 50  # SQLite takes 999 parameters in a statement, 13 a claim


@pytest.mark.rule("R-128")
def test_nobody_else_ever_reaches_a_claim(here: cast.Province) -> None:
    pupil = cast.student(1, here.college)
    pk = lodge(here, pupil)
    reaching = [here.admin(), learner(pupil), parent(cast.guardian(pupil))]
    outside = [
        here.liaison(),
        here.lead(),
        here.staff(),
        here.department(),
        here.officer(),
        learner(cast.student(2, here.college)),
        people.actor(Role.INSTITUTION_ADMIN, here.school),
        people.actor(Role.TEACHER, here.college),
        people.actor(Role.CITY_OFFICER, area="3401"),
        people.actor(Role.ORGANISATION_ISSUER, here.organisation),
        people.actor(Role.SITE_ADMIN, here.college),
        people.actor(Role.AUDITOR),
        people.actor(Role.SYSTEM_ADMIN),
    ]

    assert [access.claims(actor).filter(pk=pk).exists() for actor in reaching] == [True] * 3
    assert [access.claims(actor).exists() for actor in outside] == [False] * len(outside)


@pytest.mark.rule("R-128")
def test_no_fact_names_the_person_or_the_kind(here: cast.Province) -> None:
    pupil = cast.student(1, here.college)
    Enrolment.objects.filter(person_id=pupil).update(student_number="S1")
    pk = lodge(here, pupil)
    hardship.verify([pk], actor=here.admin(), now=cast.NOON)

    subjects = set(Fact.objects.values_list("subject", flat=True)) | set(
        FactSubject.objects.values_list("subject", flat=True)
    )
    assert subjects == {f"fees.hardshipclaim:{pk}"}
    lodged = Fact.objects.earliest("seq")
    assert (lodged.user_id, lodged.person_id, lodged.organisation_id) == (0, 0, 0)
    assert facts.personal_of(lodged) == {"person": pupil}
    assert list(Fact.objects.order_by("seq").values_list("data", flat=True)) == [{}, {"count": 1}]
