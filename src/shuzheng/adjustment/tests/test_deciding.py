"""The list: experts change it, it is shown, decided, takes effect and can be withdrawn."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from shuzheng.adjustment.models import Addition, ListLine, Review
from shuzheng.adjustment.rules import proposal
from shuzheng.adjustment.rules import review as rules
from shuzheng.adjustment.rules.proposal import Fate
from shuzheng.adjustment.services import deciding, effects, listing
from shuzheng.adjustment.tests.cast import TODAY, Cast, cast, later
from shuzheng.assessment.queries import under_way
from shuzheng.catalogue.models import CertificateType
from shuzheng.catalogue.rules import standing
from shuzheng.foundation import followers
from shuzheng.foundation.models import Fact
from shuzheng.gazette.models import Document
from shuzheng.gazette.models import Subject as Shown
from shuzheng.gazette.services import documents, publicity
from shuzheng.gazette.services.publicity import Who
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.models import InstitutionCertificate
from shuzheng.pilots.services import entries

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Cast:
    return cast()


def fates(pk: int) -> list[tuple[str, str, str]]:
    rows = ListLine.objects.filter(review=pk).order_by("certificate_type__code")
    return [(one.certificate_type.code, one.fate, one.ground) for one in rows]


@pytest.mark.rule("R-230", "R-231")
def test_experts_keep_one_and_drop_another_with_reasons(here: Cast) -> None:
    pk = here.heard()
    assert fates(pk) == [("C01", "drop", "rank"), ("C02", "drop", "rank")]

    with pytest.raises(proposal.ReasonNeeded):
        listing.change(pk, "C01", Fate.KEEP, " ", actor=here.office, now=NOON)
    listing.change(pk, "C01", Fate.WATCH, "新修订标准刚实施。", actor=here.office, now=NOON)
    listing.change(pk, "C05", Fate.DROP, "企业已不再使用。", actor=here.office, now=NOON)
    listing.propose(pk, actor=here.office, now=NOON)

    assert fates(pk) == [
        ("C01", "watch", "experts"),
        ("C02", "drop", "rank"),
        ("C05", "drop", "experts"),
    ]
    fact = Fact.objects.get(verb="adjustment.review.proposed")
    assert (fact.data["dropped"], fact.data["watched"], fact.data["added"]) == (2, 1, 0)


@pytest.mark.rule("R-231")
def test_never_more_than_the_limit_is_dropped(here: Cast) -> None:
    pk = here.heard()
    listing.change(pk, "C05", Fate.DROP, "企业已不再使用。", actor=here.office, now=NOON)

    with pytest.raises(proposal.TooMany):
        listing.propose(pk, actor=here.office, now=NOON)
    listing.change(pk, "C05", Fate.KEEP, "", actor=here.office, now=NOON)
    assert fates(pk) == [("C01", "drop", "rank"), ("C02", "drop", "rank")]


@pytest.mark.rule("R-230")
def test_a_line_that_drops_on_rank_what_the_ranking_does_not_is_refused(here: Cast) -> None:
    pk = here.heard()
    ListLine.objects.filter(review=pk, certificate_type__code="C02").update(
        certificate_type=here.code(7)
    )

    with pytest.raises(proposal.NotByRank):
        listing.propose(pk, actor=here.office, now=NOON)


@pytest.mark.rule("R-230")
def test_a_national_decision_is_not_the_experts_to_change(here: Cast) -> None:
    CertificateType.objects.filter(code="C20").update(national_status="withdrawn")
    pk = here.heard()

    with pytest.raises(proposal.StaysOutside):
        listing.change(pk, "C20", Fate.KEEP, "x", actor=here.office, now=NOON)
    with pytest.raises(proposal.NotInCut):
        listing.change(pk, "X99", Fate.DROP, "x", actor=here.office, now=NOON)


@pytest.mark.rule("R-232")
def test_emerging_fields_are_added_with_their_grounds(here: Cast) -> None:
    pk = here.heard()
    known = CertificateType.objects.create(code="N1", name="碳资产管理", short_name="碳资产")

    listing.add(pk, "", "新能源", "岗位增长。", code="N1", actor=here.office, now=NOON)
    made = listing.add(
        pk, "智能网联汽车 技术", "智能汽车", "产业急需。", actor=here.office, now=NOON
    )
    with pytest.raises(proposal.AddedAlready):
        listing.add(pk, "智能网联汽车技术", "x", "x", actor=here.office, now=NOON)
    with pytest.raises(proposal.AddedAlready):
        listing.add(pk, "演示证书03", "x", "x", actor=here.office, now=NOON)
    with pytest.raises(proposal.NotInCut):
        listing.add(pk, "", "x", "x", code="N9", actor=here.office, now=NOON)

    rows = Addition.objects.order_by("pk").values_list("name", "certificate_type_id")
    assert list(rows) == [("碳资产管理", known.pk), ("智能网联汽车技术", None)]
    assert effects.concerns_ministry(here.row(pk))
    listing.remove(pk, made, actor=here.office, now=NOON)
    assert not effects.concerns_ministry(here.row(pk))
    with pytest.raises(listing.NoSuchAddition):
        listing.remove(pk, made, actor=here.office, now=NOON)


@pytest.mark.rule("R-230")
def test_the_list_is_written_between_the_hearing_and_the_proposal(here: Cast) -> None:
    frozen = here.frozen()
    with pytest.raises(listing.ListClosed):
        listing.change(frozen, "C01", Fate.KEEP, "x", actor=here.office, now=NOON)
    listing.hear(frozen, TODAY, ["甲"], "x", minutes_id=here.minutes(), actor=here.office, now=NOON)
    listing.propose(frozen, actor=here.office, now=NOON)
    with pytest.raises(listing.ListClosed):
        listing.add(frozen, "x", "x", "x", actor=here.office, now=NOON)


@pytest.mark.rule("R-230")
def test_experts_are_heard_after_the_ranking_and_not_ahead(here: Cast) -> None:
    pk = here.frozen()

    for day in (date(2026, 3, 1), date(2026, 3, 3)):
        with pytest.raises(rules.HeardWhen):
            listing.hear(pk, day, ["甲"], "x", minutes_id=1, actor=here.office, now=NOON)


@pytest.mark.rule("R-230", "R-231")
def test_a_list_is_shown_by_another_person_and_lists_each_certificate(here: Cast) -> None:
    pk = here.proposed()
    Review.objects.filter(pk=pk).update(prepared_by=here.department.person_id)
    with pytest.raises(rules.SamePerson):
        deciding.show(pk, actor=here.department, now=NOON)
    Review.objects.filter(pk=pk).update(prepared_by=here.office.person_id)
    with pytest.raises(NotPermitted):
        deciding.show(pk, actor=here.office, now=NOON)

    number = deciding.show(pk, actor=here.department, now=NOON)

    row = here.row(pk)
    document = Document.objects.get(pk=row.publicity_id or 0)
    assert (document.number, document.kind, document.state) == (number, "publicity", "published")
    assert "评审数据和排名全部公开" in document.body
    assert "一、拟退出的证书\n演示证书01（C01，演示PJ1），依据：年度评审排名。" in document.body
    shown = Shown.objects.order_by("pk")
    assert [(one.certificate_type_id, one.text) for one in shown] == [
        (here.kinds[0].pk, "拟退出（年度评审排名）"),
        (here.kinds[1].pk, "拟退出（年度评审排名）"),
    ]


@pytest.mark.rule("R-230")
def test_nothing_is_decided_while_the_list_is_on_show(here: Cast) -> None:
    pk = here.shown()

    with pytest.raises(rules.NotShownOut):
        deciding.decide(pk, date(2026, 7, 1), actor=here.department, now=later(2))
    with pytest.raises(rules.NotShownOut):
        deciding.revise(pk, actor=here.office, now=later(2))


@pytest.mark.rule("R-230")
def test_an_upheld_objection_takes_the_list_back_and_it_is_shown_anew(here: Cast) -> None:
    pk = here.shown()
    document = here.row(pk).publicity_id or 0
    publicity.object_to(document, "排名有误。", who=Who(), now=later(1))
    objection = Document.objects.get(pk=document).period.objections.get()
    publicity.answer(objection.pk, "属实。", upheld=True, actor=here.office, now=later(30))

    with pytest.raises(rules.DoesNotStand):
        deciding.decide(pk, date(2026, 7, 1), actor=here.department, now=later(31))
    deciding.revise(pk, actor=here.office, now=later(31))
    listing.change(pk, "C01", Fate.KEEP, "异议成立。", actor=here.office, now=later(31))
    listing.propose(pk, actor=here.office, now=later(31))
    deciding.show(pk, actor=here.department, now=later(31))

    assert here.row(pk).publicity_id != document
    assert Shown.objects.filter(period__document=here.row(pk).publicity_id or 0).count() == 1


@pytest.mark.rule("R-230")
def test_a_publicity_that_was_broken_off_decides_nothing(here: Cast) -> None:
    pk = here.shown()
    document = here.row(pk).publicity_id or 0
    documents.withdraw(document, "有误", actor=here.department, now=later(1))

    with pytest.raises(rules.DoesNotStand):
        deciding.decide(pk, date(2026, 7, 1), actor=here.department, now=later(30))
    deciding.revise(pk, actor=here.office, now=later(2))
    assert here.row(pk).state == "expert_review"


@pytest.mark.rule("R-230", "R-233")
def test_a_decision_is_published_and_names_the_days(here: Cast) -> None:
    pk = here.shown_out()
    with pytest.raises(rules.EffectTooEarly):
        deciding.decide(pk, date(2026, 4, 1), actor=here.department, now=later(30))

    number = deciding.decide(pk, date(2026, 7, 1), actor=here.department, now=later(30))

    row = here.row(pk)
    assert (row.state, row.number, row.closing_on) == ("decided", number, date(2027, 6, 30))
    body = Document.objects.get(pk=row.decision_id or 0).body
    assert "自2026年7月1日起施行" in body
    assert "至迟于2027年6月30日完成培训考核；已经颁发的证书继续有效" in body
    assert here.code(1).state == "in_use"


@pytest.mark.rule("R-233")
def test_in_effect_the_dropped_phase_out_and_the_watched_are_watched(here: Cast) -> None:
    CertificateType.objects.filter(code="C09").update(state="watch")
    pk = here.heard()
    listing.change(pk, "C01", Fate.WATCH, "待观察。", actor=here.office, now=NOON)
    listing.propose(pk, actor=here.office, now=NOON)
    deciding.show(pk, actor=here.department, now=NOON)
    publicity.end_due(now=later(30))
    deciding.decide(pk, date(2026, 7, 1), actor=here.department, now=later(30))

    assert effects.take_effect_due(now=later(90)) == 0
    assert effects.take_effect_due(now=later(122)) == 1
    assert effects.take_effect_due(now=later(122)) == 0

    kinds = [here.code(n) for n in (1, 2, 9)]
    assert [one.state for one in kinds] == ["watch", "phasing_out", "in_use"]
    assert (kinds[1].closing_on, kinds[1].decision) == (date(2027, 6, 30), here.row(pk).number)


def another_school() -> Actor:
    return actor(Role.INSTITUTION_ADMIN, organisation("S2"), person_id=77)


@pytest.mark.rule("R-233")
def test_what_phases_out_is_not_taken_up_any_more_and_the_refusal_names_the_decision(
    here: Cast,
) -> None:
    school = another_school()
    waiting = entries.propose(here.kinds[0].pk, actor=school, now=NOON)
    pk = here.decided()
    effects.take_effect_due(now=later(122))

    with pytest.raises(standing.NoNewEntry) as refused:
        entries.propose(here.kinds[1].pk, actor=school, now=later(122))
    assert here.row(pk).number in str(refused.value)
    assert refused.value.params["closing_on"] == date(2027, 6, 30)
    with pytest.raises(standing.NoNewEntry):
        entries.record_review(
            waiting,
            experts=["甲"],
            sheets=[{}],
            weights={},
            pass_mark=70,
            reviewed_on=TODAY,
            minutes_id=1,
            actor=school,
            now=later(122),
        )
    row = InstitutionCertificate.objects.get(pk=waiting)
    InstitutionCertificate.objects.filter(pk=waiting).update(state="approved")
    kept = [row.certificate_type_id, here.kinds[5].pk]
    entries.activate_named(row.institution_id, kept, actor=school, now=later(122))
    assert InstitutionCertificate.objects.get(pk=waiting).state == "approved"


@pytest.mark.rule("R-050")
@pytest.mark.usefixtures("here")
def test_the_first_institution_takes_a_certificate_up_in_the_province() -> None:
    school = another_school()
    kind = CertificateType.objects.create(code="N1", name="新证书", short_name="新")
    pk = entries.propose(kind.pk, actor=school, now=NOON)
    InstitutionCertificate.objects.filter(pk=pk).update(state="approved")

    entries.activate_named(school.organisation_id, [kind.pk], actor=school, now=NOON)

    kind.refresh_from_db()
    assert kind.state == "in_use"


@pytest.mark.rule("R-054", "R-233")
def test_a_certificate_closes_after_its_day_and_its_institutions_leave(here: Cast) -> None:
    pk = here.decided()
    effects.take_effect_due(now=later(122))

    assert effects.close_due(now=later(485)) == 0  # 30 June 2027 is the last day
    assert effects.close_due(now=later(486)) == 2
    followers.catch_up(later(486))

    assert [here.code(n).state for n in (1, 2, 3)] == ["closed", "closed", "in_use"]
    entry = InstitutionCertificate.objects.get(certificate_type=here.kinds[0])
    assert entry.state == "exiting"
    assert here.row(pk).state == "closed"
    assert under_way.of_certificates({here.kinds[0].pk}) == {}


@pytest.mark.rule("R-230", "R-233")
def test_a_withdrawn_decision_brings_the_certificates_back(here: Cast) -> None:
    pk = here.decided()
    effects.take_effect_due(now=later(122))

    deciding.withdraw(pk, "依据有误。", actor=here.department, now=later(130))

    kind = here.code(1)
    assert (kind.state, kind.closing_on, kind.decision) == ("in_use", None, "")
    row = here.row(pk)
    assert (row.state, row.withdrawn_reason) == ("withdrawn", "依据有误。")
    assert Document.objects.get(pk=row.decision_id or 0).state == "withdrawn"
    assert effects.close_due(now=later(486)) == 0


@pytest.mark.rule("R-230", "R-232")
def test_what_concerns_the_national_list_waits_for_its_report(here: Cast) -> None:
    pk = here.heard()
    listing.add(pk, "智能网联汽车技术", "智能汽车", "产业急需。", actor=here.office, now=NOON)
    listing.propose(pk, actor=here.office, now=NOON)
    deciding.show(pk, actor=here.department, now=NOON)
    publicity.end_due(now=later(30))
    deciding.decide(pk, date(2026, 7, 1), actor=here.department, now=later(30))

    assert effects.take_effect_due(now=later(122)) == 0
    for day in (date(2026, 3, 31), date(2026, 12, 1)):
        with pytest.raises(rules.ReportedWhen):
            deciding.report(pk, day, "x", actor=here.office, now=later(122))
    deciding.report(pk, date(2026, 6, 1), "演示报〔2026〕3号", actor=here.office, now=later(122))
    assert effects.take_effect_due(now=later(122)) == 1


@pytest.mark.rule("R-230")
def test_steps_are_taken_once_and_in_order(here: Cast) -> None:
    pk = here.decided()

    with pytest.raises(IllegalStep):
        deciding.show(pk, actor=here.department, now=later(31))
    with pytest.raises(IllegalStep):
        deciding.decide(pk, date(2026, 7, 1), actor=here.department, now=later(31))
    with pytest.raises(IllegalStep):
        listing.propose(pk, actor=here.office, now=later(31))
    stranger = actor(Role.ORGANISATION_STAFF, here.holder)
    for act in (deciding.revise, listing.propose):
        with pytest.raises(NotPermitted):
            act(pk, actor=stranger, now=later(31))


def test_a_kind_of_organisation_is_told_of_the_decision(here: Cast) -> None:
    holder = organisation("PJ2", OrganisationKind.EVALUATION_ORGANISATION)
    pk = here.decided()

    receipts = Document.objects.get(pk=here.row(pk).decision_id or 0).receipts
    assert receipts.filter(organisation_id=holder).exists()
