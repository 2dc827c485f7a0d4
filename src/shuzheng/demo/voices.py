"""What candidates and their families do by themselves, once everything else is there.

A score is doubted, a guardian consents and another one has not yet, somebody who holds a
certificate is registered for the next one. Each by the act of that person, on an account's terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.queries import own_results
from shuzheng.assessment.rules.result import Outcome
from shuzheng.assessment.services import reviews
from shuzheng.assessment.services.registrations import confirming, drafting
from shuzheng.credentials.queries import pages_pocket
from shuzheng.identity.queries import enrolments
from shuzheng.identity.rules.kinds import Role

if TYPE_CHECKING:
    from shuzheng.demo.world import School, Walked, World

ASKED = 60
"""How many of a plan's candidates are asked whether they doubt their score."""


def build(world: World) -> None:
    """Let people do what only they can do."""
    for walked in world.walked:
        if walked.stage == "published":
            _reviews(world, walked)
    walked, school = _second(world)
    _minors(world, walked, school)
    _holders(world, walked, school)


def _reviews(world: World, walked: Walked) -> None:
    """Leave a review with the organisation, one with the office, and one that is over."""
    day = walked.days_ago - 9
    sat = [
        (one, line)
        for one in walked.candidates[:ASKED]
        for line in own_results.mine(one, world.today)
        if line.outcome in {Outcome.PASSED, Outcome.FAILED}
    ]
    sat.sort(key=lambda pair: pair[1].outcome is not Outcome.FAILED)
    (first, a), (second, b), (third, c) = sat[:3]
    staff = walked.holder.staff
    reviews.ask(a.registration_uid, "实操第二题漏评，请复核。", actor=first, now=world.at(day, 9))
    doubted = reviews.ask(
        b.registration_uid, "理论成绩与估分相差较大。", actor=second, now=world.at(day, 10)
    )
    reviews.refuse(doubted, "机考成绩由系统判定，无漏评。", actor=staff, now=world.at(day - 1, 9))
    reviews.escalate(doubted, "未说明复核由谁进行。", actor=second, now=world.at(day - 1, 20))
    settled = reviews.ask(
        c.registration_uid, "请核对总分合成。", actor=third, now=world.at(day, 11)
    )
    reviews.accept(settled, actor=staff, now=world.at(day, 14))
    reviews.recheck(
        settled, {}, "经复核，各题得分与合成无误。", actor=staff, now=world.at(day - 1, 10)
    )
    reviews.close(settled, actor=third, now=world.at(day - 1, 21))


def _second(world: World) -> tuple[Walked, School]:
    """Return an open plan, and the minors' institution, which is invited to it."""
    school = world.minors[0].school
    found = next(
        one
        for one in world.walked
        if one.stage == "open" and not one.end and one.certificate in school.certificates
    )
    return found, school


def _minors(world: World, walked: Walked, school: School) -> None:
    """Register the minors for a second, paid assessment; one guardian has consented."""
    chosen = [drafting.Candidate(one.pupil.person_id, one.pupil.class_id) for one in world.minors]
    made = drafting.draft(walked.plan, chosen, actor=school.liaison, now=world.at(4))
    for registration, one in zip(made, world.minors, strict=True):
        confirming.confirm(registration, actor=one.actor, now=world.at(3, 19))
    confirming.consent(made[1], actor=world.minors[1].guardian, now=world.at(2, 20))


def _holders(world: World, walked: Walked, school: School) -> None:
    """Register certified classmates for a second certificate; offer one, and the teacher."""
    minors = {one.pupil.person_id for one in world.minors}
    certified = [
        one
        for before in world.walked
        if before.stage == "certified" and before.certificate != walked.certificate
        for one in before.candidates
        if one.organisation_id == school.id
        and one.person_id not in minors
        and pages_pocket.mine(one)
    ]
    placed = enrolments.current((one.person_id for one in certified), school.id)
    class_id = placed[certified[0].person_id].class_id
    mates = [one for one in certified if placed[one.person_id].class_id == class_id][
        : world.scale.again
    ]
    chosen = [drafting.Candidate(one.person_id, class_id) for one in mates]
    made = drafting.draft(walked.plan, chosen, actor=school.liaison, now=world.at(4))
    answers = [
        confirming.Answer(registration, mate)
        for registration, mate in zip(made[1:3], mates[1:3], strict=True)
    ]
    confirming.confirm_each(answers, now=world.at(2, 20))
    world.offered[Role.STUDENT] = mates[0]
    world.offered[Role.TEACHER] = world.teachers[class_id]
