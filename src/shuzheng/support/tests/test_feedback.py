"""Feedback on standards: given by who uses them, answered in time, seen by whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.catalogue.models import CertificateType, SkillRequirement, StandardVersion
from shuzheng.catalogue.queries import standards
from shuzheng.foundation import clock, facts, moves, rulebooks, todos
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast as parties
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.models import InstitutionCertificate
from shuzheng.pilots.tests.visitors import browser, text
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.models import Feedback
from shuzheng.support.queries import feedback as queries
from shuzheng.support.rules import feedback as rules
from shuzheng.support.rules.feedback import FEEDBACK, Matter, Outcome, Verb
from shuzheng.support.services import voicing
from shuzheng.support.tests import cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries, Settings

    from shuzheng.catalogue.queries.standards import StandardHeld
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db
DAYS = st.dates(min_value=date(2021, 1, 1), max_value=date(2099, 1, 1))


@dataclass
class Scene:
    """Two schools of which one uses a certificate, its organisation, and another organisation."""

    here: cast.Here
    owner: int
    other: int
    standard: StandardHeld
    requirement: int

    @property
    def user(self) -> Actor:
        """Return the liaison of the school that uses the certificate."""
        return self.here.liaison(self.here.weak)

    def staff(self, organisation: int) -> Actor:
        """Return somebody of an organisation."""
        return parties.actor(Role.ORGANISATION_STAFF, organisation, person_id=31)

    def give(self, matter: Matter = Matter.LEVEL_SPLIT, day: tuple[int, int] = (3, 2)) -> int:
        """Let the school say something."""
        return voicing.give(self.standard, matter, "跨度较大。", actor=self.user, now=cast.at(*day))


def standard_of(code: str, organisation: int | None, version: str = "1.0") -> StandardVersion:
    """Return a published standard with one requirement."""
    kind, _ = CertificateType.objects.get_or_create(
        code=code,
        defaults={
            "name": f"{code}职业技能等级证书",
            "short_name": code,
            "organisation_id": organisation,
            "levels": ["elementary"],
        },
    )
    row = StandardVersion.objects.create(certificate_type=kind, version=version, state="published")
    SkillRequirement.objects.create(
        standard=row,
        level="elementary",
        domain_number="1",
        domain="准备",
        task_number="1.1",
        task="检查",
        number="1.1.1",
        text="能检查设备。",
    )
    return row


@pytest.fixture(autouse=True)
def in_march(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English on one day: the clock is read at the door only."""
    monkeypatch.setattr(clock, "now", lambda: cast.at(3, 2))
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def scene() -> Scene:
    here = cast.build()
    owner = parties.organisation("E1", OrganisationKind.EVALUATION_ORGANISATION, name="甲评价组织")
    other = parties.organisation("E2", OrganisationKind.EVALUATION_ORGANISATION, name="乙评价组织")
    row = standard_of("B10001", owner)
    InstitutionCertificate.objects.create(
        institution_id=here.weak, certificate_type=row.certificate_type, state="active"
    )
    found = standards.in_force("B10001", "1.0")
    assert found is not None
    return Scene(here, owner, other, found, standards.choices(row.pk)[0].id)


@pytest.mark.rule("R-058")
def test_only_these_steps_lead_anywhere() -> None:
    assert {(str(a), str(b), str(c)) for (a, b), c in FEEDBACK.steps.items()} == {
        ("given", "answer", "answered"),
        ("given", "withdraw", "withdrawn"),
    }


@pytest.mark.rule("R-058")
@given(DAYS, st.integers(min_value=-400, max_value=400))
def test_an_answer_is_late_from_the_thirty_first_day(day: date, offset: int) -> None:
    due = rules.due_on(day, rulebooks.current())
    assert due == day + timedelta(days=30)
    assert rules.is_late(due, None, due + timedelta(days=offset)) == (offset > 0)
    assert rules.is_late(due, due + timedelta(days=offset), date(2199, 1, 1)) == (offset > 0)


@pytest.mark.rule("R-058")
@given(st.sets(st.integers(1, 9)), st.integers(1, 9), st.integers(0, 3))
def test_who_does_not_use_it_is_refused_and_so_is_what_nobody_answers(
    used: set[int], kind: int, owner: int
) -> None:
    if kind in used and owner:
        rules.check_giver(kind, used, owner)
    else:
        with pytest.raises(rules.NobodyAnswers if kind in used else rules.NotInUse):
            rules.check_giver(kind, used, owner)


@pytest.mark.rule("R-058")
def test_feedback_is_given_on_a_requirement_and_answered(scene: Scene) -> None:
    pk = voicing.give(
        scene.standard,
        Matter.REQUIREMENT,
        " 与岗位不符。 ",
        scene.requirement,
        actor=scene.user,
        now=cast.at(3, 2),
    )
    row = Feedback.objects.get()
    assert (row.state, row.words, row.due_on) == ("given", "与岗位不符。", date(2026, 4, 1))
    staff = scene.staff(scene.owner)
    assert queries.waiting(staff) == (1, date(2026, 4, 1))
    assert queries.late(cast.OFFICE, cast.at(4, 1)) == (0, None)
    assert queries.late(cast.OFFICE, cast.at(4, 2)) == (1, date(2026, 4, 1))
    with pytest.raises(rules.NothingSaid):
        voicing.answer(pk, Outcome.NOT_ADOPTED, " ", actor=staff, now=cast.at(4, 2))
    voicing.answer(pk, Outcome.ADOPTED, "列入下一版。", actor=staff, now=cast.at(4, 2))
    told = Fact.objects.get(verb="support.feedback.answered")
    assert told.data == {"outcome": "adopted", "late": True}
    line = queries.one(pk, scene.user, cast.at(5, 1), Permission.FEEDBACK_VIEW)
    assert (line.answer, line.outcome, line.is_late) == ("列入下一版。", Outcome.ADOPTED, True)
    assert (line.requirement, line.anchor) == ("1.1.1 能检查设备。", "elementary-1.1.1")
    for again in (Verb.ANSWER, Verb.WITHDRAW):
        with pytest.raises(IllegalStep):
            FEEDBACK.after(line.state, again)
    with pytest.raises(IllegalStep):
        voicing.withdraw(pk, actor=scene.user, now=cast.at(4, 3))
    assert facts.check_chain() == []


@pytest.mark.rule("R-058")
def test_what_is_refused_leaves_nothing(scene: Scene) -> None:
    elsewhere = standard_of("B10002", scene.other)
    nobodys = standard_of("B10003", None)
    InstitutionCertificate.objects.create(
        institution_id=scene.here.weak, certificate_type=nobodys.certificate_type, state="active"
    )
    foreign = standards.choices(elsewhere.pk)[0].id
    for standard, requirement, words, who, refusal in (
        (scene.standard, 0, " ", scene.user, rules.NothingSaid),
        (scene.standard, foreign, "x", scene.user, rules.RequirementElsewhere),
        (standards.held(elsewhere.pk), 0, "x", scene.user, rules.NotInUse),
        (standards.held(nobodys.pk), 0, "x", scene.user, rules.NobodyAnswers),
        (scene.standard, 0, "x", scene.here.liaison(scene.here.strong), rules.NotInUse),
        (scene.standard, 0, "x", scene.staff(scene.owner), NotPermitted),
        (scene.standard, 0, "x", cast.OFFICE, NotPermitted),
    ):
        with pytest.raises(refusal):
            voicing.give(standard, Matter.OTHER, words, requirement, actor=who, now=cast.at(3, 2))
    assert Feedback.objects.count() == 0
    assert [one.code for one in queries.open_to(scene.user)] == ["B10001"]


@pytest.mark.rule("R-058")
def test_two_who_answer_at_once_do_not_both_answer(scene: Scene) -> None:
    pk = scene.give()
    first = access.feedback_row(pk, scene.staff(scene.owner), Permission.FEEDBACK_ANSWER)
    voicing.withdraw(pk, actor=scene.user, now=cast.at(3, 3))
    with pytest.raises(moves.MovedMeanwhile):
        moves.move(first, FEEDBACK, Verb.ANSWER, answer="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.update(state="answered")
    assert Feedback.objects.get().state == "withdrawn"


@pytest.mark.rule("R-058")
def test_who_it_does_not_concern_sees_nothing(scene: Scene) -> None:
    pk = scene.give()
    now = cast.at(3, 3)
    for who in (cast.OFFICE, cast.DEPARTMENT, scene.user, scene.staff(scene.owner)):
        assert queries.one(pk, who, now, Permission.FEEDBACK_VIEW).id == pk
    for who in (scene.here.liaison(scene.here.strong), scene.staff(scene.other)):
        assert queries.counts(who, now)["all"] == 0
        assert queries.beside(scene.standard.id, who, now) == []
        with pytest.raises(access.NoSuchFeedback):
            queries.one(pk, who, now, Permission.FEEDBACK_VIEW)
    with pytest.raises(access.NoSuchFeedback):
        voicing.answer(pk, Outcome.COVERED, "x", actor=scene.staff(scene.other), now=now)
    with pytest.raises(NotPermitted):
        voicing.answer(pk, Outcome.COVERED, "x", actor=cast.OFFICE, now=now)
    with pytest.raises(NotPermitted):
        queries.counts(cast.city("3402"), now)


@pytest.mark.rule("R-058")
def test_what_was_adopted_stands_beside_the_next_version(scene: Scene) -> None:
    staff, now = scene.staff(scene.owner), cast.at(3, 3)
    voicing.answer(scene.give(), Outcome.ADOPTED, "采纳。", actor=staff, now=now)
    voicing.answer(scene.give(Matter.OTHER), Outcome.COVERED, "已有。", actor=staff, now=now)
    StandardVersion.objects.update(state="superseded")
    newer = standard_of("B10001", scene.owner, "2.0")
    assert standards.in_force("B10001", "1.0") is None
    beside = queries.beside(newer.pk, scene.user, now)
    assert [(one.version, one.matter) for one in beside] == [("1.0", Matter.LEVEL_SPLIT)]
    page = text(
        browser(Role.ORGANISATION_STAFF, scene.owner).get("/catalogue/B10001/standards/2.0")
    )
    assert "on version 1.0" in page


@pytest.mark.rule("R-058")
def test_the_pages_give_show_and_answer(scene: Scene) -> None:
    liaison = browser(Role.LIAISON, scene.here.weak)
    staff = browser(Role.ORGANISATION_STAFF, scene.owner)
    new = "/support/feedback/new/B10001/1.0"
    standard = "/catalogue/B10001/standards/1.0"
    assert new in text(liaison.get("/support/feedback/new"))
    assert new in text(liaison.get(standard))
    assert "Feedback of institutions" not in text(staff.get(standard))
    assert "1.1.1 能检查设备。" in text(liaison.get(new))
    assert "Write what you mean" not in text(liaison.post(new, {"matter": "other"}), 422)
    sent = {"matter": "requirement", "requirement": scene.requirement, "words": "与岗位不符。"}
    assert liaison.post(new, sent)["Location"] == standard
    pk = Feedback.objects.get().pk
    url = f"/support/feedback/{pk}"
    for visitor in (liaison, staff, browser(Role.OFFICE_OFFICER, scene.here.office)):
        assert "与岗位不符。" in text(visitor.get(standard))
        assert "1.1.1 能检查设备。" in text(visitor.get(url))
    for stranger in (
        browser(Role.LIAISON, scene.here.strong),
        browser(Role.ORGANISATION_STAFF, scene.other),
    ):
        assert "与岗位不符。" not in text(stranger.get(standard))
        assert stranger.get(url).status_code == 404
    assert "R-058" in {
        one.rule for one in todos.waiting_for(scene.staff(scene.owner), cast.at(3, 2))
    }
    assert "R-058" not in {one.rule for one in todos.waiting_for(cast.OFFICE, cast.at(4, 1))}
    assert "R-058" in {one.rule for one in todos.waiting_for(cast.OFFICE, cast.at(4, 2))}
    assert liaison.get(f"{url}/answer").status_code == 403
    staff.post(f"{url}/answer", {"outcome": "not_adopted", "words": "经企业论证，不作调整。"})
    assert "经企业论证，不作调整。" in text(liaison.get(url))
    assert "经企业论证，不作调整。" in text(liaison.get(standard))
    assert liaison.post(f"{url}/withdraw").status_code == 409
    book = staff.get("/support/feedback?view=all&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    assert {"秋浦职业学校", "已答复", "不采纳", "职业技能要求", "1.1.1 能检查设备。"} <= {
        cell for row in sheet.values for cell in row
    }


@pytest.mark.rule("R-058")
def test_a_long_list_takes_no_more_queries_than_a_short_one(
    scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(30):
        scene.give()
    staff = browser(Role.ORGANISATION_STAFF, scene.owner)
    staff.get("/support/feedback")
    with django_assert_max_num_queries(20):
        page = text(staff.get("/support/feedback?view=all&matter=level_split&q=B10001"))
    assert "秋浦职业学校" in page
