"""Two parties draw what is inspected and by whom; who is drawn learns it at the door."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Membership
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import LONG_AGO
from shuzheng.identity.tests.cast import NOON, actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.quality import access
from shuzheng.quality.access import NoSuchInspection
from shuzheng.quality.core import drawing as lot
from shuzheng.quality.models import Campaign, Inspection, TeamMember
from shuzheng.quality.queries import campaigns as queries
from shuzheng.quality.queries import inspections as shown
from shuzheng.quality.queries import pool
from shuzheng.quality.rules.campaign import Ground, TargetKind, TeamTooSmall, TooFewTargets
from shuzheng.quality.services import campaigns, drawing, inspections
from shuzheng.quality.tests.cast import Cast, cast
from shuzheng.transparency.core import leaves
from shuzheng.transparency.core.draws import NotAsCommitted, Party, commitment
from shuzheng.transparency.core.draws import document as judging
from shuzheng.transparency.models import Draw, Entry
from shuzheng.transparency.queries.checking import check_log
from shuzheng.transparency.rules.draw import WitnessFirst
from shuzheng.transparency.services import draws

pytestmark = pytest.mark.django_db

OUTCOMES = {lot.KIND: lot.outcome_of}
LATE = NOON + timedelta(hours=49)
SECRET = bytes(range(32))


@pytest.fixture
def here() -> Cast:
    return cast()


@pytest.mark.rule("R-210")
@pytest.mark.rule("R-220")
def test_the_office_plans_numbers_and_a_form_and_nothing_else(here: Cast) -> None:
    pk = here.planned()

    row = Campaign.objects.get(pk=pk)
    assert (row.state, row.sections) == (
        "planned",
        ["confidentiality", "issuing", "rights", "rooms"],
    )
    with pytest.raises(TeamTooSmall):
        here.planned(team=1)
    for other in (here.department, here.inspectors[0], actor(Role.CITY_OFFICER, area="3401")):
        with pytest.raises(NotPermitted):
            campaigns.plan(campaigns.Plan("x", TargetKind.SITE, 1, 2), actor=other, now=NOON)


@pytest.mark.rule("R-210")
def test_both_secrets_draw_sealed_inspections_with_whole_teams(here: Cast) -> None:
    pk = here.frozen()
    assert drawing.reveal(pk, actor=here.department, now=NOON) is False
    assert not Inspection.objects.exists()
    assert drawing.reveal(pk, actor=here.office, now=NOON) is True

    rows = Inspection.objects.filter(campaign=pk)
    assert [row.state for row in rows] == ["sealed", "sealed"]
    assert {row.members.count() for row in rows} == {2}
    assert {row.members.filter(leads=True).count() for row in rows} == {1}
    assert all(row.site is not None and row.site.institution_id == row.party_id for row in rows)
    assert Campaign.objects.get().state == "drawn"
    assert Fact.objects.get(verb="quality.draw.drawn").data["targets"] == 2
    assert facts.check_chain() == []
    assert check_log() == []


@pytest.mark.rule("R-210")
def test_one_organisation_alone_leaves_nothing_to_a_lot(here: Cast) -> None:
    with pytest.raises(TooFewTargets):
        drawing.begin(
            here.planned(kind=TargetKind.ORGANISATION, targets=1, added=()),
            actor=here.office,
            now=NOON,
        )


@pytest.mark.rule("R-210")
def test_neither_party_draws_alone_nor_is_the_other(here: Cast) -> None:
    pk = here.planned()
    with pytest.raises(WitnessFirst):
        drawing.alone(pk, actor=here.office, now=NOON)
    drawing.begin(pk, actor=here.office, now=NOON)
    with pytest.raises(NotPermitted):
        drawing.witness(pk, actor=here.office, now=NOON)
    both = replace(
        here.department,
        organisation_id=here.office.organisation_id,
        person_id=here.office.person_id,
    )
    with pytest.raises(draws.NotIndependent):
        drawing.witness(pk, actor=both, now=NOON)
    with pytest.raises(IllegalStep):
        drawing.begin(pk, actor=here.office, now=NOON)


@pytest.mark.rule("R-210")
def test_a_witness_may_keep_the_secret_and_must_show_that_very_one(here: Cast) -> None:
    pk = here.planned()
    drawing.begin(pk, actor=here.office, now=NOON)
    made = commitment(Draw.objects.get().uid.bytes, Party.WITNESS, SECRET).hex()
    drawing.witness(pk, actor=here.department, now=NOON, own=made)
    drawing.reveal(pk, actor=here.office, now=NOON)

    with pytest.raises(NotAsCommitted):
        drawing.reveal(pk, actor=here.department, now=NOON, own="00" * 32)
    assert drawing.reveal(pk, actor=here.department, now=NOON, own=SECRET.hex())


@pytest.mark.rule("R-210")
def test_a_withheld_secret_voids_the_draw_in_public_and_only_its_witness_opens_the_way_alone(
    here: Cast,
) -> None:
    pk = here.frozen()
    drawing.reveal(pk, actor=here.department, now=NOON)
    assert drawing.void_overdue(now=LATE - timedelta(hours=2)) == 0
    assert drawing.void_overdue(now=LATE) == 1
    assert Draw.objects.get().fault == "organiser-withheld"
    assert Entry.objects.filter(kind="draw.voided").count() == 1
    with pytest.raises(WitnessFirst):
        drawing.alone(pk, actor=here.office, now=LATE)

    drawing.begin(pk, actor=here.office, now=LATE)
    drawing.void_overdue(now=LATE + timedelta(hours=49))
    assert Draw.objects.order_by("-pk")[0].fault == "witness-absent"
    drawing.alone(pk, actor=here.office, now=LATE + timedelta(hours=50))
    assert Inspection.objects.filter(campaign=pk).count() == 2
    [line] = queries.public()
    view = queries.draw_of(line)
    assert view is not None
    assert view.state == "alone"
    assert check_log() == []


@pytest.mark.rule("R-210")
def test_kin_own_institution_and_recent_contact_are_passed_over(here: Cast) -> None:
    kin, own, met, free = here.inspectors
    campaigns.declare(here.schools[0], Ground.KIN, actor=kin, now=NOON)
    Membership.objects.create(
        person_id=own.person_id, organisation_id=here.schools[1], role="teacher", since=LONG_AGO
    )
    campaigns.declare(here.schools[2], Ground.CONTACT, actor=met, now=NOON)
    with pytest.raises(campaigns.DeclaredAlready):
        campaigns.declare(here.schools[0], Ground.KIN, actor=kin, now=NOON)

    found = pool.of(Campaign.objects.get(pk=here.planned()), NOON)

    assert set(found.barred) == {
        (kin.person_id, here.sites[0]),
        (own.person_id, here.sites[1]),
        (met.person_id, here.sites[2]),
    }
    later = pool.of(Campaign.objects.get(), NOON + timedelta(days=400))
    assert (met.person_id, here.sites[2]) not in later.barred
    assert free.person_id in found.inspectors


@pytest.mark.rule("R-210")
def test_who_inspected_a_party_lately_is_not_drawn_for_it_again(here: Cast) -> None:
    row = here.begun()
    found = pool.of(row.campaign, NOON + timedelta(days=30))

    team = set(row.members.values_list("person_id", flat=True))
    assert set(found.barred) == {(person, row.site_id) for person in team}


@pytest.mark.rule("R-210")
def test_until_arrival_only_the_team_sees_the_target(here: Cast) -> None:
    row = Inspection.objects.filter(campaign=here.drawn()).order_by("pk")[0]
    lead = here.lead(row.pk)
    outside = [
        here.office,
        here.department,
        actor(Role.CITY_OFFICER, area="3401"),
        here.party(row),
        here.party(row, Role.INSTITUTION_ADMIN),
        here.party(row, Role.SITE_ADMIN),
        *(
            one
            for one in here.inspectors
            if not row.members.filter(person_id=one.person_id).exists()
        ),
    ]
    for who in outside:
        assert row not in access.inspections(who)
        with pytest.raises(NoSuchInspection):
            shown.one(row.pk, who)
        with pytest.raises(NoSuchInspection):
            inspections.arrive(row.pk, actor=who, now=NOON)
    assert shown.one(row.pk, lead).line.party_id == row.party_id

    inspections.arrive(row.pk, actor=lead, now=NOON)

    for who in (here.office, here.department, here.party(row), outside[2]):
        assert row in access.inspections(who)
    stranger = actor(Role.LIAISON, next(one for one in here.schools if one != row.party_id))
    assert row not in access.inspections(stranger)


@pytest.mark.rule("R-210")
def test_no_fact_and_nothing_public_names_a_sealed_target(here: Cast) -> None:
    pk = here.drawn()
    rows = list(Inspection.objects.filter(campaign=pk).select_related("site", "party"))
    [line] = queries.public()
    said = json.dumps(
        [
            *Fact.objects.values_list("verb", "data"),
            *((fact.subject, fact.subjects_count) for fact in Fact.objects.all()),
            queries.document(line.uid),
            *Entry.objects.values_list("leaf", flat=True),
        ],
        default=str,
    )

    assert queries.visited(line) == []
    assert {"blind", "inputs", "outcome"}.isdisjoint(queries.document(line.uid))
    for row in rows:
        assert row.site is not None
        for secret in (row.code, row.site.name, row.party.name, row.uid.hex):
            assert f'"{secret}"' not in said
            assert f" {secret} " not in said
        entry = Entry.objects.get(index=row.log_index)
        assert entry.leaf == (
            leaves.sealed(
                "inspection.sealed", row.payload.encode(), bytes.fromhex(entry.salt)
            ).data.decode()
        )


@pytest.mark.rule("R-210")
def test_when_no_seal_is_left_anybody_computes_the_draw_again(here: Cast) -> None:
    pk = here.drawn()
    first, second = Inspection.objects.filter(campaign=pk).order_by("pk")
    [line] = queries.public()
    inspections.arrive(first.pk, actor=here.lead(first.pk), now=NOON)
    assert "inputs" not in queries.document(line.uid)
    inspections.call_off(second.pk, "站点当日停用。", actor=here.lead(second.pk), now=NOON)

    whole = json.loads(json.dumps(queries.document(line.uid)))

    verdicts = [str(check.verdict) for check in judging.judge(whole, OUTCOMES)]
    assert verdicts == [*["holds"] * 7, "unknown"]
    assert [code for code, _ in whole["outcome"]] == [first.code, second.code]
    assert [one.code for one in queries.visited(queries.public_one(line.uid))] == [
        first.code,
        second.code,
    ]
    wrong = {**whole["inputs"], "veil": "00" * 32}
    checks = judging.judge({**whole, "inputs": wrong}, OUTCOMES)
    assert [str(check.verdict) for check in checks][4] == "fails"
    assert checks[4].why == "their veil is not the blind's"


@pytest.mark.rule("R-210")
def test_the_teams_are_those_that_the_public_outcome_says(here: Cast) -> None:
    row = Campaign.objects.select_related("draw").get(pk=here.drawn())
    assert row.draw is not None
    drawn = lot.outcome_of(row.draw.inputs, bytes.fromhex(row.draw.seed))

    members = {
        (one.inspection.code, one.person_id)
        for one in TeamMember.objects.select_related("inspection")
    }
    assert members == {(code, row.pool["inspectors"][tag]) for code, team in drawn for tag in team}


def test_a_campaign_is_cancelled_only_before_its_draw(here: Cast) -> None:
    pk = here.planned()
    campaigns.cancel(pk, "计划调整。", actor=here.office, now=NOON)
    assert Campaign.objects.get().state == "cancelled"
    with pytest.raises(IllegalStep):
        campaigns.cancel(here.drawn(), "x", actor=here.office, now=NOON)


def test_only_a_sealed_inspection_is_called_off(here: Cast) -> None:
    row = here.begun()
    with pytest.raises(IllegalStep):
        inspections.call_off(row.pk, "x", actor=here.lead(row.pk), now=NOON)
