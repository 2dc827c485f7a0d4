"""Assessment plans in every state they can be in, walked there by the acts of their parties.

Each plan is told by the day of its assessment and by how far it has come; everything before that is
done at instants that fit. The middle of the walk is `sittings` (seats to results).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.assessment.services import drawing, plans, registrations
from shuzheng.assessment.services.registrations import confirming, drafting
from shuzheng.catalogue.queries import certificates
from shuzheng.demo import pilots, sites, sittings
from shuzheng.demo.world import Walked, actor
from shuzheng.fees.queries import payments
from shuzheng.fees.services import settlements
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import Role
from shuzheng.pilots.rules.activity import EventKind
from shuzheng.pilots.services import activities

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.catalogue.rules.levels import Level
    from shuzheng.demo.world import Holder, Pupil, School, World
    from shuzheng.kernel.actor import Actor

FULL = 10_000
SOCIAL = 3
"""Social learners who register by themselves in each plan that is open."""
SOCIAL_PAID = 1
"""Social learners who have paid, in each plan whose registration is over."""
WHOLE = "theory >= 60 and practice >= 60"
STAGES = (
    "draft",
    "submitted",
    "reported",
    "open",
    "closed",
    "seated",
    "running",
    "marking",
    "published",
    "certified",
)


@dataclass(frozen=True, slots=True)
class Story:
    """One plan: the certificate (by its place in the list), its level, its day, how far it came."""

    certificate: int
    level: int
    days_ago: int
    stage: str
    end: str = ""


LATER = (
    Story(3, 1, 14, "published"),
    Story(7, 0, 12, "published"),
    Story(0, 2, 4, "marking"),
    Story(5, 1, 2, "marking"),
    Story(1, 0, 0, "running"),
    Story(6, 0, -6, "seated"),
    Story(8, 0, -13, "closed"),
    Story(2, 0, -24, "open"),
    Story(4, 0, -31, "open"),
    Story(10, 0, -38, "reported"),
    Story(11, 0, -45, "submitted"),
    Story(9, 0, -60, "draft"),
    Story(3, 0, -15, "closed", "postponed"),
    Story(7, 2, -20, "open", "cancelled"),
)


def stories(world: World) -> list[Story]:
    """Return every plan's story, the oldest first."""
    first = [Story(n, n % 2, 236 - 15 * n, "certified") for n in range(world.scale.certified)]
    return [*first, *LATER]


def open_certificate(world: World) -> int:
    """Return the id of the certificate of the first plan that is open today."""
    return certificate_of(world, next(one for one in LATER if one.stage == "open"))


def certificate_of(world: World, story: Story) -> int:
    """Return the id of the certificate that a story is about."""
    ids = list(world.certificates.values())
    return ids[story.certificate % len(ids)]


def build(world: World) -> None:
    """Walk every story as far as it has come."""
    told = stories(world)
    for number, story in enumerate(told):
        world.say(f"考核计划 {number + 1}/{len(told)}", 44 + 50 * number // len(told))
        _walk(world, story)


def _reaches(story: Story, stage: str) -> bool:
    return STAGES.index(story.stage) >= STAGES.index(stage)


def _walk(world: World, story: Story) -> None:
    certificate = certificate_of(world, story)
    holder = next(one for one in world.holders if certificate in one.certificates)
    plan, groups = _prepared(world, story, certificate, holder)
    if not _reaches(story, "open"):
        return
    day = story.days_ago
    plans.open_registration(plan, actor=holder.staff, now=world.at(day + 50))
    taking_part = _register(world, plan, groups, day, holder, whole=_reaches(story, "closed"))
    world.walked.append(
        Walked(plan, certificate, day, story.stage, story.end, holder, tuple(taking_part))
    )
    if _reaches(story, "closed"):
        plans.close_registration(plan, actor=holder.staff, now=world.at(day + 18))
    if story.end == "cancelled":
        reason, next_on = "报名人数不足，并入下一批次。", world.on(day - 30)
        plans.cancel(plan, reason, next_on=next_on, actor=holder.staff, now=world.at(1))
    elif story.end == "postponed":
        plans.postpone(plan, "考点电力检修。", actor=holder.staff, now=world.at(1))
    elif _reaches(story, "closed"):
        rooms = [world.sites[school.id] for school in sites.hosts(world, certificate)]
        if story.stage == "closed":
            drawing.begin(plan, actor=rooms[0].admin, now=world.at(1, 9))
        else:
            sittings.walk(world, plan, certificate, holder, rooms, day, story.stage)


def _prepared(
    world: World, story: Story, certificate: int, holder: Holder
) -> tuple[int, dict[int, list[Pupil]]]:
    """Draft a plan and prepare it as far as the story goes; returns it and whom it invites."""
    levels = certificates.brief([certificate])[certificate].levels
    level, day = levels[story.level % len(levels)], story.days_ago
    hosts = sites.hosts(world, certificate)
    reported = _reaches(story, "reported")
    report = _report(world, certificate, holder, level, day) if reported else 0
    again = world.scale.again + len(world.minors) if story.stage == "open" else 0
    groups = _groups(world, certificate, again) if _reaches(story, "open") else {}
    invited = [*dict.fromkeys([school.id for school in hosts] + list(groups))]
    plan = _draft(world, certificate, holder, level, hosts, invited, day)
    if story.stage != "draft":
        plans.submit(plan, actor=holder.staff, now=world.at(max(day + 54, 0)))
    if reported:
        for school in hosts:
            sites.check(world, school, day + 52)
        now = world.at(max(day + 53, 0), 12)
        plans.report(plan, report, actor=holder.staff, now=now)
        people = world.assessors[certificate][: world.scale.assessors]
        plans.appoint(plan, people, chief=people[0], actor=holder.staff, now=now)
    return plan, groups


def _report(world: World, certificate: int, holder: Holder, level: Level, day: int) -> int:
    lead = pilots.leader(world, pilots.lead_of(world, certificate))
    kind = certificates.brief([certificate])[certificate]
    ahead = day + 62
    event = activities.Event(
        certificate,
        EventKind.ASSESSMENT,
        f"{kind.short_name}考核",
        "各考核站点",
        (level.value,),
        world.on(day),
        world.on(day),
        world.scale.seats,
    )
    report = activities.draft(event, actor=holder.staff, now=world.at(ahead))
    activities.sign(report, actor=holder.staff, now=world.at(ahead))
    activities.sign(report, actor=lead, now=world.at(ahead - 1))
    activities.submit(report, actor=holder.staff, now=world.at(ahead - 2))
    activities.note(report, actor=world.office, now=world.at(ahead - 4))
    return report


def _draft(
    world: World,
    certificate: int,
    holder: Holder,
    level: Level,
    hosts: list[School],
    invited: list[int],
    day: int,
) -> int:
    rooms = tuple(room for school in hosts for room in world.sites[school.id].rooms)
    content = plans.Draft(
        certificate_type_id=certificate,
        level=level,
        parts=(
            plans.Part("theory", "理论", 40, FULL, by_machine=True),
            plans.Part("practice", "实操", 60, FULL),
        ),
        sittings=(
            plans.Sitting("theory", world.at(day, 9), world.at(day, 10, 30)),
            plans.Sitting("practice", world.at(day, 13, 30), world.at(day, 16)),
        ),
        room_ids=rooms,
        seats=world.scale.seats,
        price_fen=pilots.PRICES[level],
        pass_rule=WHOLE,
        registration_opens_at=world.at(day + 50, 8),
        registration_closes_at=world.at(day + 18, 18),
        institution_ids=tuple(invited),
    )
    return plans.draft(content, actor=holder.staff, now=world.at(max(day + 56, 0)))


def _groups(world: World, certificate: int, again: int) -> dict[int, list[Pupil]]:
    """Return fresh students of the institutions that use a certificate, by institution.

    `again` places stay free for those who come a second time (see `voices`).
    """
    users = [one for one in pilots.eligible(world) if certificate in one.certificates]
    users.sort(key=lambda one: (-len(world.pools[one.id]), one.id))
    groups: dict[int, list[Pupil]] = {}
    left = world.scale.seats - max(SOCIAL, world.scale.seats // 20) - again
    for school in users:
        pool = world.pools[school.id]
        count = min(world.scale.group, len(pool), left)
        if count:
            groups[school.id], world.pools[school.id] = pool[:count], pool[count:]
            left -= count
    return groups


def _register(
    world: World,
    plan: int,
    groups: dict[int, list[Pupil]],
    day: int,
    holder: Holder,
    *,
    whole: bool,
) -> list[Actor]:
    """Register students by their institutions; each confirms in person, some not yet."""
    schools = {one.id: one for one in world.schools}
    taking_part: list[Actor] = []
    confirmed: list[confirming.Answer] = []
    for institution, chosen in groups.items():
        liaison = schools[institution].liaison
        candidates = [drafting.Candidate(one.person_id, one.class_id) for one in chosen]
        made = drafting.draft(plan, candidates, actor=liaison, now=world.at(day + 45))
        students = [actor(Role.STUDENT, institution, one.person_id, 0) for one in chosen]
        taking_part += students
        answers = [
            confirming.Answer(registration, student)
            for registration, student in zip(made, students, strict=True)
        ]
        confirmed += answers if whole else answers[: len(answers) * 3 // 5]
    confirming.confirm_each(confirmed, now=world.at(day + 40, 20))
    count = SOCIAL_PAID if whole else SOCIAL
    alone = [actor(Role.SOCIAL_LEARNER, 0, one.person_id, 0) for one in world.pools[0][:count]]
    world.pools[0] = world.pools[0][count:]
    for one in alone:
        drafting.enter(plan, actor=one, now=world.at(max(day + 35, 0), 21))
    if whole and alone:
        _pay(plan, holder.staff, world.at(day + 30))
    return taking_part


def _pay(plan: int, staff: Actor, now: datetime) -> None:
    """Let the organisation record what social learners have paid, and their places be given."""
    owed = payments.lines(staff, listing.Wish(view="owed", sort="registered")).rows
    for number, line in enumerate(owed, start=1):
        receipt = f"SJ{plan:04d}{number:02d}"
        settlements.record_payment(line.reference, receipt, actor=staff, now=now)
    registrations.advance_settled([line.reference for line in owed], now=now)
