"""A signing key is changed by two persons; what was issued and logged before stays good."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, OperationalError, transaction

from shuzheng.assessment.models import Plan
from shuzheng.credentials import access
from shuzheng.credentials.models import Certificate, IssuerKey, KeyChange, StatusList
from shuzheng.credentials.queries import many, pages_files, pages_verification, trust, verification
from shuzheng.credentials.rules import keys as rules
from shuzheng.credentials.rules.status import KeyNotStolen, Mend
from shuzheng.credentials.services import issuing, keys, mending, status
from shuzheng.credentials.tests import cast as stage
from shuzheng.credentials.tests.cast import LATER, issued_plan
from shuzheng.foundation import moves
from shuzheng.foundation.models import Fact
from shuzheng.foundation.tests.together import together
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.credentials.tests.cast import Cast

HOUR = timedelta(hours=1)
SECURITY = actor(Role.SECURITY_ADMIN, person_id=888_888)
OFFICE = actor(Role.OFFICE_OFFICER, person_id=999_999)


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 - it needs the database
    made = issued_plan(["沈予安", "许文澜", "阿依古丽·买买提"])
    issuing.issue(made.plan, actor=made.issuer, now=LATER, at_once=2)
    return made


def key() -> IssuerKey:
    return IssuerKey.objects.order_by("pk")[0]


def rotated(cast: Cast, at: datetime) -> None:
    """Let the organisation propose a rotation and the security administrator confirm it."""
    change = keys.propose_rotation(key().pk, "到期更换", actor=cast.issuer, now=at)
    keys.confirm(change, actor=SECURITY, now=at)


def stolen(cast: Cast, since: datetime, at: datetime) -> None:
    """Let the organisation report a theft and the security administrator confirm it."""
    change = keys.report_theft(key().pk, "备份介质丢失", since, actor=cast.issuer, now=at)
    keys.confirm(change, actor=SECURITY, now=at)


def verdicts(at: datetime) -> list[str]:
    """Return what verification says of every certificate, by their places in the log.

    One by one, and to whoever asks for many at once.
    """
    status.publish(now=at)
    log.publish(now=at)
    rows = Certificate.objects.order_by("log_index")
    said = [str(verification.by_number(row.number, row.holder, at).verdict) for row in rows]
    assert [one.verdict for one in many.by_pairs(map(_pair, rows), at)] == said
    return said


def _pair(row: Certificate) -> many.Pair:
    return many.Pair(row.number, row.holder)


def test_a_rotation_is_proposed_by_one_and_confirmed_by_another(cast: Cast) -> None:
    change = keys.propose_rotation(key().pk, "到期更换", actor=cast.issuer, now=LATER + HOUR)

    assert key().valid_until is None
    with pytest.raises(NotPermitted):
        keys.confirm(change, actor=cast.issuer, now=LATER + HOUR)
    keys.confirm(change, actor=SECURITY, now=LATER + 2 * HOUR)

    old, new = IssuerKey.objects.order_by("pk")
    assert (old.valid_until, new.valid_until) == (LATER + 2 * HOUR + timedelta(seconds=1), None)
    assert (new.valid_from, new.organisation_id) == (LATER + 2 * HOUR, cast.holder)
    assert old.multikey != new.multikey
    row = KeyChange.objects.get()
    assert (row.state, row.decided_by_id) == ("confirmed", 888_888)
    assert [fact.verb for fact in Fact.objects.order_by("seq")][-3:] == [
        "credentials.keychange.proposed",
        "credentials.key.made",
        "credentials.key.rotated",
    ]


def test_after_a_rotation_all_certificates_stay_good_and_new_ones_carry_the_new_key(
    cast: Cast,
) -> None:
    assert verdicts(LATER) == ["valid", "valid"]
    rotated(cast, LATER + HOUR)
    assert StatusList.objects.filter(is_stale=True).count() == 3

    issuing.issue(cast.plan, actor=cast.issuer, now=LATER + 2 * HOUR)

    assert verdicts(LATER + 3 * HOUR) == ["valid", "valid", "valid"]
    used = Certificate.objects.order_by("log_index").values_list("key_id", flat=True)
    first, second = IssuerKey.objects.order_by("pk").values_list("pk", flat=True)
    assert list(used) == [first, first, second]
    status.suspend(
        Certificate.objects.order_by("log_index")[0].number,
        "有人举报",
        actor=cast.issuer,
        now=LATER + 4 * HOUR,
    )
    assert verdicts(LATER + 4 * HOUR) == ["suspended", "valid", "valid"]


def test_of_a_stolen_key_what_the_log_held_before_stays_good(cast: Cast) -> None:
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER + 2 * HOUR)
    assert verdicts(LATER + 2 * HOUR) == ["valid", "valid", "valid"]

    stolen(cast, LATER + HOUR, LATER + 3 * HOUR)

    lost = key()
    assert (lost.compromised_at, lost.compromised_size) == (LATER + HOUR, 3)
    assert lost.valid_until == LATER + 3 * HOUR + timedelta(seconds=1)
    assert IssuerKey.objects.get(valid_until=None).valid_from == LATER + 3 * HOUR
    assert verdicts(LATER + 3 * HOUR) == ["valid", "valid", "not_trusted"]
    assert Fact.objects.get(verb="credentials.key.compromised").data == {"size": 3}


def test_what_was_issued_after_a_theft_is_replaced_under_the_new_key(cast: Cast) -> None:
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER + 2 * HOUR)
    stolen(cast, LATER + HOUR, LATER + 3 * HOUR)
    before, _, after = Certificate.objects.order_by("log_index")

    with pytest.raises(KeyNotStolen):
        mending.replace(
            before.number, Mend.STOLEN_KEY, "换发", None, actor=cast.issuer, now=LATER + 4 * HOUR
        )
    mending.replace(
        after.number, Mend.STOLEN_KEY, "换发", None, actor=cast.issuer, now=LATER + 4 * HOUR
    )

    assert verdicts(LATER + 4 * HOUR) == ["valid", "valid", "replaced", "valid"]


def test_while_a_theft_is_reported_nothing_is_issued_with_the_key(cast: Cast) -> None:
    change = keys.report_theft(
        key().pk, "备份介质丢失", LATER + HOUR, actor=SECURITY, now=LATER + HOUR
    )

    with pytest.raises(keys.KeyReported):
        issuing.issue(cast.plan, actor=cast.issuer, now=LATER + HOUR)
    assert verdicts(LATER + HOUR) == ["valid", "valid"]
    keys.decline(change, "介质已找回，封条完好", actor=OFFICE, now=LATER + 2 * HOUR)
    assert issuing.issue(cast.plan, actor=cast.issuer, now=LATER + 2 * HOUR).count == 1
    assert IssuerKey.objects.count() == 1
    row = KeyChange.objects.get()
    assert (row.state, row.answer) == ("declined", "介质已找回，封条完好")


def test_a_batch_that_signed_with_a_key_that_ended_meanwhile_is_not_stored(cast: Cast) -> None:
    ending = key()
    rotated(cast, LATER + HOUR)

    with pytest.raises(moves.MovedMeanwhile):
        keys.settle(ending, LATER + HOUR)
    assert issuing.issue(cast.plan, actor=cast.issuer, now=LATER + HOUR).count == 1


def test_a_key_ends_after_the_second_in_which_it_signed_last(cast: Cast) -> None:
    half = timedelta(milliseconds=500)
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER + HOUR + half)

    rotated(cast, LATER + HOUR)

    assert key().last_signed_at == LATER + HOUR + half
    assert key().valid_until == LATER + HOUR + timedelta(seconds=1)
    assert verdicts(LATER + HOUR + 2 * half) == ["valid", "valid", "valid"]


def test_one_proposal_at_a_time_and_a_theft_overtakes_a_rotation(cast: Cast) -> None:
    keys.propose_rotation(key().pk, "到期更换", actor=cast.issuer, now=LATER + HOUR)
    with pytest.raises(keys.ProposedAlready):
        keys.propose_rotation(key().pk, "再次更换", actor=SECURITY, now=LATER + HOUR)

    keys.report_theft(key().pk, "介质丢失", LATER, actor=SECURITY, now=LATER + HOUR)

    states = KeyChange.objects.order_by("pk").values_list("kind", "state")
    assert list(states) == [("rotation", "overtaken"), ("theft", "proposed")]
    with pytest.raises(keys.ProposedAlready):
        keys.report_theft(key().pk, "又报", LATER, actor=cast.issuer, now=LATER + HOUR)
    with pytest.raises(keys.ProposedAlready):
        keys.propose_rotation(key().pk, "更换", actor=cast.issuer, now=LATER + HOUR)


def test_who_may_propose_confirm_and_withdraw(cast: Cast) -> None:
    rival = organisation("E9", OrganisationKind.EVALUATION_ORGANISATION, name="演示另一评价中心")
    stranger = actor(Role.ORGANISATION_ISSUER, rival, person_id=77)
    staff = actor(Role.ORGANISATION_STAFF, cast.holder, person_id=78)
    with pytest.raises(access.NoSuchKey):
        keys.propose_rotation(key().pk, "更换", actor=stranger, now=LATER)
    for nobody in (OFFICE, staff):
        with pytest.raises(NotPermitted):
            keys.propose_rotation(key().pk, "更换", actor=nobody, now=LATER)

    change = keys.propose_rotation(key().pk, "更换", actor=SECURITY, now=LATER)
    with pytest.raises(rules.SamePerson):
        keys.confirm(change, actor=SECURITY, now=LATER)
    with pytest.raises(rules.SamePerson):
        keys.decline(change, "不同意", actor=SECURITY, now=LATER)
    with pytest.raises(access.NoSuchKeyChange):
        keys.withdraw(change, actor=cast.issuer, now=LATER)
    with pytest.raises(access.NoSuchKeyChange):
        keys.withdraw(change, actor=stranger, now=LATER)
    with pytest.raises(rules.ReasonMissing):
        keys.decline(change, " ", actor=OFFICE, now=LATER)
    keys.withdraw(change, actor=SECURITY, now=LATER)

    assert KeyChange.objects.get().state == "withdrawn"
    with pytest.raises(access.NoSuchKeyChange):
        keys.confirm(change, actor=OFFICE, now=LATER)
    assert IssuerKey.objects.count() == 1


def test_a_theft_has_a_reason_and_a_day_on_which_there_was_a_key(cast: Cast) -> None:
    def report(reason: str, since: datetime) -> int:
        return keys.report_theft(key().pk, reason, since, actor=cast.issuer, now=LATER + HOUR)

    with pytest.raises(rules.ReasonMissing):
        report("", LATER)
    with pytest.raises(rules.TheftDated):
        report("丢失", LATER - timedelta(seconds=1))
    with pytest.raises(rules.TheftDated):
        report("丢失", LATER + 2 * HOUR)
    assert KeyChange.objects.count() == 0


def test_a_retired_key_can_be_stolen_too_and_the_current_one_stays(cast: Cast) -> None:
    rotated(cast, LATER + HOUR)
    token = Certificate.objects.order_by("pk")[0].token
    assert verdicts(LATER + HOUR) == ["valid", "valid"]
    until, before = key().valid_until, trust.edition()
    page = pages_verification.edition(token, LATER + HOUR)

    stolen(cast, LATER, LATER + 2 * HOUR)

    assert (key().valid_until, key().compromised_size) == (until, 0)
    assert IssuerKey.objects.count() == 2
    assert trust.edition() != before
    assert pages_verification.edition(token, LATER + HOUR) != page
    assert verdicts(LATER + 2 * HOUR) == ["not_trusted", "not_trusted"]
    with pytest.raises(rules.KeyEnded):
        keys.propose_rotation(key().pk, "更换", actor=cast.issuer, now=LATER + 2 * HOUR)


def test_a_theft_can_only_turn_out_to_be_older_than_was_known(cast: Cast) -> None:
    stolen(cast, LATER + HOUR, LATER + HOUR)
    assert key().compromised_size == 3

    with pytest.raises(rules.KnownStolen):
        keys.report_theft(key().pk, "再查", LATER + HOUR, actor=SECURITY, now=LATER + 2 * HOUR)
    stolen(cast, LATER, LATER + 2 * HOUR)

    assert (key().compromised_at, key().compromised_size) == (LATER, 0)


def test_the_name_of_a_holder_is_not_told_to_who_signs_with_a_stolen_key(cast: Cast) -> None:
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER + 2 * HOUR)
    row = Certificate.objects.order_by("-log_index")[0]
    stage.rename(row.person_id, "另有其人")
    Certificate.objects.filter(pk=row.pk).update(holder="另有其人")
    log.publish(now=LATER + 2 * HOUR)
    assert pages_files.by_file(row.credential.encode(), LATER + 2 * HOUR).sheet is not None

    stolen(cast, LATER + HOUR, LATER + 3 * HOUR)

    found = pages_files.by_file(row.credential.encode(), LATER + 3 * HOUR)
    assert (found.verdict, found.sheet) == ("not_trusted", None)


def test_the_database_refuses_half_a_theft_and_two_open_proposals(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuerKey.objects.update(compromised_at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuerKey.objects.update(compromised_at=LATER, compromised_size=1)
    keys.propose_rotation(key().pk, "更换", actor=cast.issuer, now=LATER)
    row = KeyChange.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_every_step_outside_the_table_is_refused(cast: Cast) -> None:
    change = keys.propose_rotation(key().pk, "更换", actor=cast.issuer, now=LATER)
    keys.confirm(change, actor=OFFICE, now=LATER)

    with pytest.raises(access.NoSuchKeyChange):
        keys.withdraw(change, actor=cast.issuer, now=LATER)
    assert {verb for state, verb in rules.CHANGE.steps if state is rules.State.PROPOSED} == {
        *rules.Verb
    }
    assert all(state is rules.State.PROPOSED for state, _ in rules.CHANGE.steps)


@pytest.mark.usefixtures("several_at_once")
def test_of_two_who_confirm_at_once_one_does_and_issuing_beside_them_verifies() -> None:
    cast = issued_plan(["沈予安", "许文澜"])
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER, at_once=1)
    change = keys.propose_rotation(key().pk, "更换", actor=cast.issuer, now=LATER)

    said = together(
        lambda: keys.confirm(change, actor=OFFICE, now=LATER + HOUR),
        lambda: keys.confirm(change, actor=SECURITY, now=LATER + HOUR),
        lambda: issuing.issue(cast.plan, actor=cast.issuer, now=LATER + HOUR),
    )

    assert said[:2].count(None) <= 1
    refused = {access.NoSuchKeyChange, moves.MovedMeanwhile, OperationalError}
    assert {type_ for type_ in said if type_} <= refused
    assert IssuerKey.objects.count() == 1 + said[:2].count(None)
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER + 2 * HOUR)
    assert verdicts(LATER + 2 * HOUR) == ["valid", "valid"]
    assert Plan.objects.get().state == "certified"
