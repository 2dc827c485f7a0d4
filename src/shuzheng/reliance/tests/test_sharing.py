"""A holder shows certificates by a link: who may, how long, what is seen, what is kept."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.tests.cast import LATER
from shuzheng.foundation import rulebooks
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Guardianship
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import person
from shuzheng.identity.tests.cast import actor
from shuzheng.kernel.actor import CLOCK, PUBLIC, NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.reliance import access
from shuzheng.reliance.models import Share
from shuzheng.reliance.queries import shares
from shuzheng.reliance.rules import sharing as rules
from shuzheng.reliance.rules.checking import Outcome
from shuzheng.reliance.rules.sharing import SHARE, State, Verb
from shuzheng.reliance.services import sharing
from shuzheng.reliance.tests import cast
from shuzheng.reliance.tests.cast import HELD, NOW, REVOKED, SUSPENDED, Street

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor
    from shuzheng.reliance.services.sharing import Made


@pytest.fixture
def street(db: None, monkeypatch: pytest.MonkeyPatch) -> Street:  # noqa: ARG001 - it needs the database
    return cast.street(monkeypatch)


def holder(street: Street, name: str = HELD) -> Actor:
    return actor(Role.STUDENT, person_id=street.register.of(name).person_id)


def guardian(street: Street, name: str = HELD, serial: int = 801) -> Actor:
    """Return a guardian of a holder."""
    guard = person("监护人", serial)
    ward = street.register.of(name).person_id
    Guardianship.objects.create(
        ward_id=ward, guardian_id=guard, relation="mother", since=NOW.date()
    )
    return actor(Role.GUARDIAN, person_id=guard)


def share(street: Street, name: str = HELD, days: int = 30) -> Made:
    number = street.number(name)
    who = holder(street, name)
    return sharing.share([number], "演示企业", "应聘测试员", days, actor=who, now=NOW)


@pytest.fixture
def minor(street: Street) -> Street:
    """Let the holders be seventeen."""
    cast.rejuvenate()
    return street


@pytest.mark.rule("R-179")
def test_a_link_shows_the_chosen_certificate_as_it_stands_now(street: Street) -> None:
    made = share(street)

    seen = sharing.open_link(made.secret, actor=PUBLIC, now=NOW)

    assert (seen.holder, seen.recipient, seen.purpose) == (HELD, "演示企业", "应聘测试员")
    [one] = seen.certificates
    assert (one.number, one.outcome) == (street.number(HELD), Outcome.VALID)
    street.register.suspend(HELD)
    [again] = sharing.open_link(made.secret, actor=PUBLIC, now=NOW).certificates
    assert again.outcome is Outcome.SUSPENDED


def test_the_secret_has_128_bits_and_is_not_kept(street: Street) -> None:
    made = share(street)

    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", made.secret)
    row = Share.objects.get()
    assert made.secret not in repr(vars(row))
    assert row.secret_hash != made.secret


@pytest.mark.rule("R-179")
def test_a_withdrawn_and_an_expired_link_say_the_same_and_nothing_of_what_they_held(
    street: Street,
) -> None:
    one, other = share(street), share(street, days=7)
    sharing.withdraw(one.uid, actor=holder(street), now=NOW)

    said = []
    for secret in (one.secret, other.secret):
        with pytest.raises(rules.LinkOver) as refused:
            sharing.open_link(secret, actor=PUBLIC, now=NOW + timedelta(days=7))
        said.append((refused.value.template, dict(refused.value.params)))
    with pytest.raises(rules.LinkUnknown):
        sharing.open_link("A" * 22, actor=PUBLIC, now=NOW)

    assert said[0] == said[1] == ("This link has been taken back by its holder or has run out.", {})


def test_every_opening_is_counted_and_an_enterprise_is_named(street: Street) -> None:
    made = share(street)
    sharing.open_link(made.secret, actor=PUBLIC, now=NOW)
    sharing.open_link(made.secret, actor=street.verifier, now=NOW + timedelta(hours=1))

    line, openings = shares.one(made.uid, holder(street), NOW)

    assert line.opened == 2
    assert [(one.at, one.organisation) for one in openings] == [
        (NOW + timedelta(hours=1), "演示企业"),
        (NOW, ""),
    ]


@pytest.mark.rule("R-179")
def test_a_minors_link_opens_only_when_a_guardian_has_agreed(minor: Street) -> None:
    mother = guardian(minor)
    made = share(minor)

    assert made.state is State.AWAITING
    with pytest.raises(rules.LinkNotYet):
        sharing.open_link(made.secret, actor=PUBLIC, now=NOW)
    assert shares.waiting(mother, NOW) == 1
    sharing.consent(made.uid, actor=mother, now=NOW)

    assert sharing.open_link(made.secret, actor=PUBLIC, now=NOW).holder == HELD
    assert shares.waiting(mother, NOW) == 0
    fact = Fact.objects.get(verb="reliance.share.consented")
    assert (fact.from_state, fact.to_state) == ("awaiting", "open")


def test_a_guardian_declines_for_good_and_nobody_else_decides(minor: Street) -> None:
    mother, other = guardian(minor), guardian(minor, SUSPENDED, 802)
    made = share(minor)

    with pytest.raises(rules.NotGuardian):
        sharing.consent(made.uid, actor=holder(minor), now=NOW)
    with pytest.raises(access.NoSuchShare):
        sharing.decline(made.uid, actor=other, now=NOW)
    sharing.decline(made.uid, actor=mother, now=NOW)

    with pytest.raises(IllegalStep):
        sharing.consent(made.uid, actor=mother, now=NOW)
    with pytest.raises(rules.LinkOver):
        sharing.open_link(made.secret, actor=PUBLIC, now=NOW)


def test_a_guardian_takes_a_wards_link_back(minor: Street) -> None:
    mother, made = guardian(minor), share(minor)
    sharing.consent(made.uid, actor=mother, now=NOW)

    sharing.withdraw(made.uid, actor=mother, now=NOW)

    assert Share.objects.get().state == State.WITHDRAWN


def test_only_ones_own_certificates_in_force_are_shared(street: Street) -> None:
    me = holder(street)

    for number in (street.number(SUSPENDED), "X0"):
        with pytest.raises(rules.NothingShared):
            sharing.share([number], "企业", "应聘", 30, actor=me, now=NOW)
    with pytest.raises(rules.NothingShared):
        share(street, REVOKED)
    with pytest.raises(NotPermitted):
        sharing.share(["X0"], "企业", "应聘", 30, actor=street.verifier, now=NOW)


@pytest.mark.parametrize("days", [0, 181, -1])
def test_a_link_stays_open_for_180_days_at_most(days: int) -> None:
    book = rulebooks.current()

    assert rules.check_share(["A"], ["A", "B"], 180, NOW.date(), book) == timedelta(days=180)
    with pytest.raises(rules.TooLong):
        rules.check_share(["A"], ["A"], days, NOW.date(), book)
    many = [str(n) for n in range(21)]
    with pytest.raises(rules.TooManyShared):
        rules.check_share(many, many, 30, NOW.date(), book)


def test_links_run_out_by_the_clock_with_one_fact(street: Street) -> None:
    share(street, days=7)
    kept = share(street, days=30)

    assert sharing.expire_due(actor=CLOCK, now=NOW + timedelta(days=7)) == 1
    assert sharing.expire_due(actor=CLOCK, now=NOW + timedelta(days=8)) == 0

    assert sorted(Share.objects.values_list("state", flat=True)) == ["expired", "open"]
    assert Fact.objects.get(verb="reliance.shares.expired").data == {"count": 1}
    expired = Share.objects.exclude(uid=kept.uid).get()
    with pytest.raises(IllegalStep):
        sharing.withdraw(expired.uid, actor=holder(street), now=NOW + timedelta(days=8))


def test_the_facts_name_nobody_and_no_purpose(street: Street) -> None:
    made = share(street)
    sharing.withdraw(made.uid, actor=holder(street), now=LATER)

    said = str(list(Fact.objects.filter(verb__startswith="reliance.").values()))
    assert "应聘" not in said
    assert "演示企业" not in said
    assert street.number(HELD) not in said


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("verb", list(Verb))
def test_no_other_step_leads_from_a_state_of_a_link(state: State, verb: Verb) -> None:
    steps = {
        ("awaiting", "consent"),
        ("awaiting", "decline"),
        ("awaiting", "withdraw"),
        ("awaiting", "expire"),
        ("open", "withdraw"),
        ("open", "expire"),
    }

    assert SHARE.allows(state, verb) is ((state, verb) in steps)
