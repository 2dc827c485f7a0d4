"""A veto: proposed by the team, heard, decided by two persons, and it really bars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import NOON, actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.quality.access import NoSuchFinding, NoSuchVeto
from shuzheng.quality.models import Finding, Veto
from shuzheng.quality.queries import inspections as shown
from shuzheng.quality.queries import vetoes as queries
from shuzheng.quality.rules import form
from shuzheng.quality.rules import veto as rules
from shuzheng.quality.rules.finding import Severity
from shuzheng.quality.rules.inspection import Signature
from shuzheng.quality.rules.veto import Ground
from shuzheng.quality.services import findings, inspections, vetoes
from shuzheng.quality.services.findings import Found
from shuzheng.quality.services.inspections import Report
from shuzheng.quality.tests.cast import Cast, cast, said
from shuzheng.standing.models import Restriction

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db

TODAY, REVIEW = date(2026, 3, 2), date(2026, 6, 1)


@pytest.fixture
def here() -> Cast:
    return cast()


def reported(here: Cast, severity: Severity = Severity.GRAVE) -> Finding:
    row = here.begun(now=NOON - timedelta(hours=2))
    lead = here.lead(row.pk)
    pk = findings.record(
        row.pk, Found(severity, "试卷外泄。", TODAY, "custody"), actor=lead, now=NOON
    )
    codes = {code: "held" for _, code, _ in form.items_of(row.campaign.sections)}
    inspections.answer(row.pk, said({**codes, "custody": "failed"}), actor=lead, now=NOON)
    inspections.report(row.pk, Report("x", Signature.REFUSED), actor=lead, now=NOON)
    return Finding.objects.get(pk=pk)


@pytest.fixture
def proposed(here: Cast) -> Veto:
    row = reported(here)
    pk = vetoes.propose(
        row.pk, Ground.LEAKED_PAPER, "证据确凿。", actor=here.lead(row.inspection_id), now=NOON
    )
    return Veto.objects.get(pk=pk)


@pytest.fixture
def decided(here: Cast, proposed: Veto) -> Veto:
    vetoes.hear(proposed.pk, TODAY, "承认。", actor=here.office, now=NOON)
    vetoes.decide(
        proposed.pk, "演示〔2026〕20号", "试卷外泄。", REVIEW, actor=here.department, now=NOON
    )
    return Veto.objects.get(pk=proposed.pk)


@pytest.fixture
def in_force(here: Cast, decided: Veto) -> Veto:
    vetoes.enforce(decided.pk, actor=second(here), now=NOON)
    return Veto.objects.get(pk=decided.pk)


def second(here: Cast, person_id: int = 955) -> Actor:
    return replace(here.department, person_id=person_id)


@pytest.mark.rule("R-212")
def test_a_veto_suspends_the_site_alone_and_fails_the_result(here: Cast, in_force: Veto) -> None:
    about = in_force.finding.inspection
    assert about is not None
    row = Restriction.objects.get()
    assert about.site is not None
    assert (in_force.state, in_force.restriction_id) == ("in_force", row.pk)
    assert (row.kind, row.site_code, row.organisation_id, row.ground, row.decision_number) == (
        "suspension",
        about.site.code,
        about.party_id,
        "R-212",
        "演示〔2026〕20号",
    )
    assert row.since == TODAY
    assert shown.one(about.pk, here.party(about)).line.vetoed
    held, asked = shown.one(about.pk, here.office).line.score
    assert held == asked - 1


@pytest.mark.rule("R-212")
def test_two_persons_decide_and_neither_was_in_it_before(here: Cast, decided: Veto) -> None:
    assert not Restriction.objects.exists()
    with pytest.raises(rules.SamePerson):
        vetoes.enforce(decided.pk, actor=here.department, now=NOON)
    lead = here.lead(decided.finding.inspection_id)
    for person in (lead.person_id, here.office.person_id):
        with pytest.raises(rules.SamePerson):
            vetoes.enforce(decided.pk, actor=second(here, person), now=NOON)
    for who in (here.office, lead):
        with pytest.raises(NotPermitted):
            vetoes.enforce(decided.pk, actor=who, now=NOON)
    assert Veto.objects.get().state == "decided"


@pytest.mark.rule("R-212")
def test_nothing_is_decided_unheard_and_a_hearing_lies_between_proposal_and_today(
    here: Cast, proposed: Veto
) -> None:
    with pytest.raises(IllegalStep):
        vetoes.decide(proposed.pk, "1号", "x", REVIEW, actor=here.department, now=NOON)
    for day in (date(2026, 3, 1), date(2026, 3, 3)):
        with pytest.raises(rules.HeardWhen):
            vetoes.hear(proposed.pk, day, "x", actor=here.office, now=NOON)
    vetoes.hear(proposed.pk, TODAY, "x", actor=here.office, now=NOON)
    with pytest.raises(rules.ReviewTooEarly):
        vetoes.decide(proposed.pk, "1号", "x", TODAY, actor=here.department, now=NOON)


@pytest.mark.rule("R-212")
@pytest.mark.parametrize("severity", [Severity.MINOR, Severity.MAJOR])
def test_only_a_grave_finding_is_ground_for_a_veto(here: Cast, severity: Severity) -> None:
    row = reported(here, severity)
    lead = here.lead(row.inspection_id)
    with pytest.raises(rules.NotGrave):
        vetoes.propose(row.pk, Ground.LEAKED_PAPER, "x", actor=lead, now=NOON)


@pytest.mark.rule("R-212")
def test_one_veto_at_a_time_and_only_by_the_team(here: Cast, proposed: Veto) -> None:
    finding = proposed.finding
    lead = here.lead(finding.inspection_id)
    with pytest.raises(vetoes.ProposedAlready):
        vetoes.propose(finding.pk, Ground.OBSTRUCTION, "x", actor=lead, now=NOON)
    with pytest.raises(NotPermitted):
        vetoes.propose(finding.pk, Ground.OBSTRUCTION, "x", actor=here.office, now=NOON)
    stranger = actor(Role.LIAISON, here.schools[0] + 900)
    with pytest.raises(NoSuchVeto):
        queries.one(proposed.pk, stranger)
    with pytest.raises(NoSuchFinding):
        vetoes.propose(finding.pk, Ground.OBSTRUCTION, "x", actor=stranger, now=NOON)
    assert queries.one(proposed.pk, here.party(finding.inspection)).ground is Ground.LEAKED_PAPER


@pytest.mark.rule("R-212")
def test_a_dismissed_veto_bars_nothing(here: Cast, decided: Veto) -> None:
    vetoes.dismiss(decided.pk, "证据不足。", actor=second(here), now=NOON)

    assert Veto.objects.get().state == "dismissed"
    assert not Restriction.objects.exists()


@pytest.mark.rule("R-212")
def test_a_veto_is_lifted_on_its_day_after_the_recheck_and_the_bar_goes_with_it(
    here: Cast, in_force: Veto
) -> None:
    late = NOON + timedelta(days=91)
    with pytest.raises(rules.StillOpen):
        vetoes.lift(in_force.pk, "x", actor=here.department, now=late)
    Finding.objects.update(state="closed")
    with pytest.raises(rules.StillOpen):
        vetoes.lift(in_force.pk, "x", actor=here.department, now=NOON)
    vetoes.lift(in_force.pk, "整改合格。", actor=here.department, now=late)

    assert Veto.objects.get().state == "lifted"
    assert Restriction.objects.get().lifted_on == REVIEW
    assert not shown.one(in_force.finding.inspection_id or 0, here.office).line.vetoed


@pytest.mark.rule("R-212")
def test_a_veto_is_overturned_by_a_third_person_at_any_time(here: Cast, in_force: Veto) -> None:
    for person in (here.department.person_id, 955):
        with pytest.raises(rules.SamePerson):
            vetoes.overturn(in_force.pk, "x", actor=second(here, person), now=NOON)
    vetoes.overturn(in_force.pk, "申诉成立。", actor=second(here, 956), now=NOON)

    assert Veto.objects.get().state == "overturned"
    assert Restriction.objects.get().lifted_on == TODAY
    assert [one.verb for one in Fact.objects.filter(verb__startswith="quality.veto")] == [
        "quality.veto.proposed",
        "quality.veto.heard",
        "quality.veto.decided",
        "quality.veto.enforced",
        "quality.veto.overturned",
    ]
