"""A candidate's own pages: one question first, then the rights that go with an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.models import Registration
from shuzheng.assessment.rules.registration import State
from shuzheng.assessment.tests import callers, cast, visitors
from shuzheng.assessment.tests.visitors import text
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import Role

if TYPE_CHECKING:
    from shuzheng.assessment.tests.cast import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("served_at_noon")]
MINE = "/assessment/mine/"


def reached(row: Registration) -> str:
    row.refresh_from_db()
    return row.state


@pytest.mark.rule("R-034")
def test_the_first_thing_is_the_question(here: Province) -> None:
    row = cast.drafted(here, here.opened(), 1)
    me = callers.learner(row.person_id, Role.STUDENT)
    shown = callers.page(me, MINE)
    assert "Please confirm" in shown
    assert f"{MINE}{row.pk}/confirm/" in shown
    assert f"{MINE}{row.pk}/decline/" in shown
    assert f"{MINE}{row.pk}/withdraw/" not in callers.page(me, f"{MINE}{row.pk}/")
    text(me.get(f"{MINE}{row.pk}/confirm/"))
    answer = me.post(f"{MINE}{row.pk}/confirm/", follow=True)
    assert "You have confirmed" in text(answer)
    assert reached(row) == State.ACCEPTED
    assert row.confirmed_at == cast.NOON
    assert f"{MINE}{row.pk}/withdraw/" in callers.page(me, f"{MINE}{row.pk}/")


@pytest.mark.rule("R-034")
def test_no_is_an_answer_without_a_reason(here: Province) -> None:
    row = cast.drafted(here, here.opened(), 1)
    me = callers.learner(row.person_id, Role.STUDENT)
    assert "No reason is needed" in text(me.get(f"{MINE}{row.pk}/decline/"))
    assert me.post(f"{MINE}{row.pk}/decline/").status_code == 302
    assert reached(row) == State.DECLINED
    assert "You declined" in callers.page(me, MINE)


@pytest.mark.rule("R-034")
def test_nobody_answers_for_somebody_else(here: Province) -> None:
    row = cast.drafted(here, here.opened(), 1)
    others = (
        callers.learner(cast.person(9)),
        callers.liaison(here),
        callers.staff(here),
        callers.officer(here),
    )
    for client in others:
        for act in ("confirm", "decline", "withdraw", "consent"):
            assert client.post(f"{MINE}{row.pk}/{act}/").status_code in {403, 404}, act
    assert reached(row) == State.DRAFTED


@pytest.mark.rule("R-034")
def test_a_guardian_consents_on_the_wards_page(here: Province) -> None:
    row = cast.drafted(here, here.opened(), 1, born="20130601")
    ward = callers.learner(row.person_id, Role.STUDENT)
    ward.post(f"{MINE}{row.pk}/confirm/")
    assert reached(row) == State.CONFIRMED
    shown = callers.page(ward, MINE)
    assert "guardian" in shown.lower()

    parent = callers.learner(cast.guardian(row.person_id), Role.GUARDIAN)
    assert f"{MINE}{row.pk}/consent/" in callers.page(parent, f"{MINE}wards/")
    callers.page(parent, MINE)
    callers.page(parent, f"{MINE}{row.pk}/")
    assert parent.post(f"{MINE}{row.pk}/confirm/").status_code in {403, 404, 422}
    assert "registered for this assessment and under age" in text(
        parent.get(f"{MINE}{row.pk}/consent/")
    )
    assert parent.post(f"{MINE}{row.pk}/consent/").status_code == 302
    assert reached(row) == State.ACCEPTED


@pytest.mark.rule("R-115")
def test_a_candidate_leaves_asks_and_says_what_is_needed(here: Province) -> None:
    plan = here.opened()
    row = cast.accepted(here, plan, 1)
    me = callers.learner(row.person_id, Role.STUDENT)
    url = f"{MINE}{row.pk}/"
    text(me.get(f"{url}seat/"))
    assert me.post(f"{url}seat/", {"needs_accessible_seat": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.needs_accessible_seat
    text(me.post(f"{url}deferral/", {"reason": ""}), 422)
    assert me.post(f"{url}deferral/", {"reason": "住院"}).status_code == 302
    assert f"{url}deferral/" not in callers.page(me, url)
    assert "What you paid is refunded" in text(me.get(f"{url}withdraw/"))
    assert me.post(f"{url}withdraw/", {"reason": ""}).status_code == 302
    assert reached(row) in {State.WITHDRAWN, State.REFUNDED}
    assert "You left" in callers.page(me, MINE) or "refunded" in callers.page(me, MINE)


@pytest.mark.rule("R-035")
def test_a_social_learner_finds_and_enters(here: Province) -> None:
    plan = here.opened()
    me = callers.learner(cast.person(7))
    assert f"{MINE}find/" in callers.page(me, MINE)
    assert f"{MINE}find/{plan}/" in callers.page(me, f"{MINE}find/")
    assert f"{MINE}find/{plan}/" in text(me.get(f"{MINE}find/?q=财税"))
    assert f"{MINE}find/{plan}/" not in text(me.get(f"{MINE}find/?q=没有的证书"))
    callers.page(me, f"{MINE}find/{plan}/")
    assert "You are registered" in text(me.post(f"{MINE}find/{plan}/", follow=True))
    row = Registration.objects.get()
    assert row.institution_id is None
    assert row.confirmed_at == cast.NOON
    again = text(me.post(f"{MINE}find/{plan}/"), 422)
    assert "already" in again.lower()


@pytest.mark.rule("R-034")
def test_whose_birth_nobody_knows_is_asked(here: Province) -> None:
    plan = here.opened()
    pk = cast.person(7)
    Person.objects.filter(pk=pk).update(document_kind="passport", born_sealed="")
    me = callers.learner(pk)
    assert "Date of birth" in text(me.get(f"{MINE}find/{plan}/"))
    text(me.post(f"{MINE}find/{plan}/", {"born_on": ""}), 422)
    assert me.post(f"{MINE}find/{plan}/", {"born_on": "1990-05-06"}).status_code == 302
    assert Registration.objects.get().person_id == pk


def test_what_is_over_is_not_offered(here: Province) -> None:
    plan = here.opened()
    me = callers.learner(cast.person(7))
    visitors.Now.at = cast.at(60)
    assert f"{MINE}find/{plan}/" not in callers.page(me, f"{MINE}find/")
    shown = text(me.post(f"{MINE}find/{plan}/"), 422)
    assert "closed" in shown.lower() or "over" in shown.lower()
    assert not Registration.objects.exists()


def test_what_waits_stands_on_the_desk(here: Province) -> None:
    row = cast.drafted(here, here.opened(), 1)
    me = callers.learner(row.person_id, Role.STUDENT)
    answer = me.get("/desk/", follow=True)
    assert f"{MINE}{row.pk}/" in text(answer) or MINE in text(answer)
    for client in (callers.staff(here), callers.liaison(here), callers.officer(here)):
        assert client.get("/desk/").status_code == 200
