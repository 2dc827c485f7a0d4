"""Who may assess what, from when until when, on which document."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shuzheng.catalogue.models import CertificateType
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation.models import Fact, StoredFile
from shuzheng.identity.models import Division, Organisation, Person
from shuzheng.kernel.actor import Actor, Reach
from shuzheng.workforce.access import NoSuchQualification, Permission
from shuzheng.workforce.queries import qualifications as queries
from shuzheng.workforce.rules.qualifications import Background, Ground, Kind
from shuzheng.workforce.services import qualifications, recusals

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> dict[str, int]:
    Division.objects.create(code="340100", name="合肥市", level="city", full_name="安徽省合肥市")
    ours, theirs = (
        Organisation.objects.create(
            kind="evaluation_organisation", code=code, name=f"演示{code}", division_id="340100"
        ).pk
        for code in ("E1", "E2")
    )
    kind = CertificateType.objects.create(
        code="D10001",
        name="演示证书",
        short_name="演示",
        organisation_id=ours,
        levels=["elementary", "intermediate"],
    )
    person = Person.objects.create(
        name="许文澜",
        document_kind="resident_identity_card",
        document_index="x",
        document_sealed="x",
        document_masked="x",
        created_at=NOON,
    )
    document = StoredFile.objects.create(
        name="证书.pdf",
        media_type="application/pdf",
        size=1,
        digest="0",
        body=b"x",
        organisation_id=ours,
        user_id=1,
        stored_at=NOON,
    )
    return {"ours": ours, "theirs": theirs, "kind": kind.pk, "xu": person.pk, "doc": document.pk}


def staff(organisation_id: int) -> Actor:
    return Actor(
        1, 1, organisation_id, "organisation_staff", frozenset(Permission), Reach.ORGANISATION
    )


def grant(cast: dict[str, int], **changes: object) -> int:
    particulars = {
        "certificate_type_id": cast["kind"],
        "level": Level.INTERMEDIATE,
        "kind": Kind.ASSESSOR,
        "background": Background.INDUSTRY,
        "number": "KP-1",
        "issued_on": date(2026, 1, 1),
        "expires_on": date(2026, 12, 31),
        "document_id": cast["doc"],
        "actor": staff(cast["ours"]),
        "now": NOON,
    }
    return qualifications.grant(cast["xu"], **{**particulars, **changes})  # type: ignore[arg-type]


@pytest.mark.rule("R-144")
@pytest.mark.parametrize(
    ("level", "on", "valid"),
    [
        (Level.INTERMEDIATE, date(2026, 1, 1), True),
        (Level.INTERMEDIATE, date(2026, 12, 31), True),
        (Level.INTERMEDIATE, date(2027, 1, 1), False),
        (Level.INTERMEDIATE, date(2025, 12, 31), False),
        (Level.ELEMENTARY, TODAY, True),  # a higher level covers the lower
        (Level.ADVANCED, TODAY, False),
    ],
)
def test_a_qualification_counts_for_its_level_and_time(
    cast: dict[str, int],
    level: Level,
    on: date,
    valid: bool,  # noqa: FBT001 - a table of cases
) -> None:
    grant(cast)

    assert bool(queries.valid_assessors(cast["kind"], level, on)) is valid


@pytest.mark.rule("R-144")
def test_a_trainer_is_not_an_assessor(cast: dict[str, int]) -> None:
    grant(cast, kind=Kind.TRAINER)

    assert queries.valid_assessors(cast["kind"], Level.ELEMENTARY, TODAY) == []


def test_a_revoked_one_ends_today_and_is_revoked_once(cast: dict[str, int]) -> None:
    row = grant(cast)

    qualifications.revoke(row, "弄虚作假", actor=staff(cast["ours"]), now=NOON)

    assert queries.qualification_of(cast["xu"], cast["kind"], Level.ELEMENTARY, TODAY) is None
    with pytest.raises(qualifications.RevokedAlready):
        qualifications.revoke(row, "x", actor=staff(cast["ours"]), now=NOON)
    assert list(Fact.objects.order_by("seq").values_list("verb", flat=True)) == [
        "workforce.qualification.granted",
        "workforce.qualification.revoked",
    ]


def test_an_organisation_qualifies_for_its_own_certificates_only(cast: dict[str, int]) -> None:
    row = grant(cast)

    with pytest.raises(qualifications.NotYourCertificate):
        grant(cast, actor=staff(cast["theirs"]), number="KP-2")
    with pytest.raises(NoSuchQualification):
        qualifications.revoke(row, "x", actor=staff(cast["theirs"]), now=NOON)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"level": Level.ADVANCED}, qualifications.LevelNotOffered),
        ({"expires_on": date(2025, 1, 1)}, qualifications.ExpiresBeforeIssue),
    ],
)
def test_impossible_particulars_are_refused(
    cast: dict[str, int], changes: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        grant(cast, **changes)


def test_a_number_is_given_once(cast: dict[str, int]) -> None:
    grant(cast)

    with pytest.raises(qualifications.NumberTaken):
        grant(cast)


def test_a_conflict_of_interest_is_recorded_once(cast: dict[str, int]) -> None:
    grant(cast)
    for _ in range(2):
        recusals.declare(cast["xu"], cast["xu"], Ground.KIN, actor=staff(cast["ours"]), now=NOON)

    assert queries.recused([cast["xu"]], [cast["xu"]]) == {(cast["xu"], cast["xu"])}
    assert Fact.objects.filter(verb="workforce.recusal.declared").count() == 1
