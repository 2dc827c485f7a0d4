"""What a case leads to elsewhere: a finding, an institution's case, a pointer; in whose words."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.complaints.access import NotYourCase
from shuzheng.complaints.models import Consequence
from shuzheng.complaints.queries import authors
from shuzheng.complaints.rules import effects as rules
from shuzheng.complaints.rules.complaint import Kind
from shuzheng.complaints.rules.effects import Effect
from shuzheng.complaints.services import effects, handling
from shuzheng.complaints.tests.cast import ANSWERED, Cast, cast, later
from shuzheng.foundation import files
from shuzheng.gazette.tests.cast import PDF
from shuzheng.kernel.actor import NotPermitted
from shuzheng.pilots.models import Case, InstitutionCertificate
from shuzheng.quality.access import NoSuchFinding
from shuzheng.quality.models import Finding
from shuzheng.quality.queries import findings as found
from shuzheng.quality.rules.finding import SamePerson, Severity
from shuzheng.quality.services import findings
from shuzheng.quality.services.findings import Found

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-216")]
FOUND = Found(Severity.MAJOR, "第二考场监考不到位。", date(2026, 2, 27))


@pytest.fixture
def here() -> Cast:
    return cast()


def opened(here: Cast, about: str = "S1") -> int:
    """Return a finding that a complaint about the school led to."""
    pk = here.investigated(about=about)
    return effects.open_finding(
        pk, here.school.organisation_id, FOUND, actor=here.office, now=later(3)
    )


@pytest.mark.rule("R-213")
def test_a_finding_from_a_case_is_put_right_checked_by_the_office_and_closed_by_another(
    here: Cast,
) -> None:
    pk = opened(here, about="0001")

    kept = Finding.objects.get(pk=pk)
    assert (kept.inspection, kept.party_id, kept.site_id, kept.number) == (
        None,
        here.school.organisation_id,
        here.site,
        1,
    )
    line = found.one(pk, here.school)
    assert (line.target, line.severity, line.is_reported) == ("演示甲站点", "major", True)
    assert found.one(pk, here.bureau).id == pk
    for stranger in (here.elsewhere, here.holder):
        with pytest.raises(NoSuchFinding):
            found.one(pk, stranger)
    findings.begin(pk, actor=here.school, now=later(4))
    proof = files.store(
        SimpleUploadedFile("整改.pdf", PDF, "application/pdf"), actor=here.school, now=later(5)
    )
    findings.submit(pk, "已整改。", file_id=proof.pk, actor=here.school, now=later(5))
    with pytest.raises(NotPermitted):
        findings.recheck(pk, "看过。", passed=True, actor=here.school, now=later(6))
    findings.recheck(pk, "已整改。", passed=True, actor=here.office, now=later(6))
    with pytest.raises(SamePerson):
        findings.close(pk, actor=here.office, now=later(7))
    findings.close(pk, actor=here.second, now=later(7))
    assert Finding.objects.get(pk=pk).state == "closed"


@pytest.mark.rule("R-213")
def test_a_finding_without_inspection_becomes_overdue_and_counts_within_its_party(
    here: Cast,
) -> None:
    first, second = opened(here), opened(here)
    numbers = Finding.objects.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == [1, 2]
    assert findings.expire(now=later(80)) == 2
    assert {found.one(pk, here.office).state for pk in (first, second)} == {"overdue"}
    assert found.counts(here.office)["late"] == 2


def test_a_finding_is_opened_once_against_a_party_it_is_about_by_whoever_may(here: Cast) -> None:
    pk = here.investigated()
    with pytest.raises(handling.NotConcerned):
        effects.open_finding(
            pk, here.holder.organisation_id, FOUND, actor=here.office, now=later(3)
        )
    with pytest.raises(NotYourCase):
        effects.open_finding(
            pk, here.school.organisation_id, FOUND, actor=here.second, now=later(3)
        )
    school = here.school.organisation_id
    effects.open_finding(pk, school, FOUND, actor=here.office, now=later(3))
    with pytest.raises(rules.EffectBefore):
        effects.open_finding(pk, school, FOUND, actor=here.office, now=later(3))
    assert Finding.objects.count() == 1
    assert Consequence.objects.get().effect == "finding"
    bureau = here.triaged(owner=here.bureau)
    handling.accept(bureau, actor=here.bureau, now=later(2))
    with pytest.raises(NotPermitted):
        effects.open_finding(bureau, school, FOUND, actor=here.bureau, now=later(3))


def test_nothing_follows_before_the_case_is_accepted_or_after_it_is_over(here: Cast) -> None:
    pk = here.triaged()
    with pytest.raises(rules.NoEffectNow):
        effects.point(pk, Effect.SCORE_REVIEW, actor=here.office, now=later(2))
    pk = here.answered(ANSWERED)
    handling.close_silent(now=later(60))
    with pytest.raises(rules.NoEffectNow):
        effects.point(pk, Effect.SCORE_REVIEW, actor=here.office, now=later(61))


def test_the_complainant_reads_where_to_ask_for_a_score_review(here: Cast) -> None:
    way = here.filed(kind=Kind.ENQUIRY)
    pk = here.assign(way, Kind.ENQUIRY)
    handling.accept(pk, actor=here.office, now=later(2))
    effects.point(pk, Effect.SCORE_REVIEW, actor=here.office, now=later(2))
    assert authors.of(way).effects == (Effect.SCORE_REVIEW,)
    with pytest.raises(rules.NoEffectNow):
        effects.point(pk, Effect.FINDING, actor=here.office, now=later(2))
    with pytest.raises(rules.EffectBefore):
        effects.point(pk, Effect.SCORE_REVIEW, actor=here.office, now=later(2))


def test_an_institution_that_owns_a_case_opens_one_against_the_organisation(here: Cast) -> None:
    school = here.school.organisation_id
    pk = here.triaged(about="PJ1", owner=here.school)
    handling.accept(pk, actor=here.school, now=later(2))
    entry = InstitutionCertificate.objects.create(
        institution_id=school, certificate_type_id=here.certificate, state="active"
    )

    made = effects.open_case(
        pk, here.certificate, "考评员未到场", "据反映。", actor=here.school, now=later(3)
    )

    kept = Case.objects.get(pk=made)
    assert (kept.institution_id, kept.organisation_id) == (school, here.holder.organisation_id)
    assert Consequence.objects.get().case_id == made
    assert entry.pk
