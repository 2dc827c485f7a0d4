"""A certificate whose revocation was overturned is told apart from one that was corrected."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.core.verifying import Verdict
from shuzheng.credentials.queries.many import Pair
from shuzheng.credentials.services import appeals
from shuzheng.credentials.tests import visits
from shuzheng.foundation import clock
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import browser, text
from shuzheng.identity.tests.cast import actor
from shuzheng.reliance.rules import checking as rules
from shuzheng.reliance.rules.checking import Channel, Outcome
from shuzheng.reliance.services import checking
from shuzheng.reliance.sheets.checks import WORDS
from shuzheng.reliance.tests import cast
from shuzheng.reliance.tests.cast import NOW, REPLACED, REVOKED, Street

if TYPE_CHECKING:
    from uuid import UUID

    from shuzheng.reliance.queries.answers import Said

ASKED_AT = NOW + timedelta(minutes=2)
DEPARTMENT = actor(Role.PROVINCIAL_ADMIN, person_id=888_888)


@pytest.fixture
def street(db: None, monkeypatch: pytest.MonkeyPatch) -> Street:  # noqa: ARG001 - it needs the database
    """Return the street after the appeal against the one revocation was upheld, all published."""
    made = cast.street(monkeypatch)
    old = made.register.of(REVOKED)
    holder = actor(Role.STUDENT, person_id=old.person_id)
    appeal = appeals.lodge(old.number, "监控录像显示手机是邻座的。", None, actor=holder, now=NOW)
    appeals.overturn(appeal, "录像属实", actor=DEPARTMENT, now=NOW)
    visits.publish(monkeypatch)
    monkeypatch.setattr(clock, "now", lambda: ASKED_AT)
    return made


def asked(street: Street) -> tuple[UUID, list[Said]]:
    """Let the enterprise ask about the overturned certificate and the corrected one."""
    old = street.register.rows
    pairs = [Pair(row.number, row.holder) for row in old if row.holder in (REVOKED, REPLACED)]
    pairs.sort(key=lambda pair: pair.holder != REVOKED)
    uid = checking.hand_in(pairs, Channel.WORKBOOK, actor=street.verifier, now=ASKED_AT)
    return uid, list(checking.answer(uid, actor=street.verifier, now=ASKED_AT))


@pytest.mark.rule("R-112")
def test_an_overturned_certificate_has_an_answer_of_its_own(street: Street) -> None:
    _, [overturned, corrected] = asked(street)

    assert [overturned.outcome, corrected.outcome] == [Outcome.OVERTURNED, Outcome.REPLACED]
    assert overturned.dump()["outcome"] == "overturned"
    assert overturned.since == NOW
    assert overturned.replaced_by not in ("", corrected.replaced_by)


@pytest.mark.rule("R-112")
def test_the_page_of_a_list_and_its_workbook_say_so(street: Street) -> None:
    uid, _ = asked(street)
    client = browser(Role.ENTERPRISE_USER, street.enterprise)

    page = text(client.get(f"/checks/{uid}"))
    answer = client.get(f"/checks/{uid}/answers.xlsx")

    assert "Revocation overturned, replaced" in page
    assert "Replaced by a corrected one" in page
    _, *said = cast.read(answer.getvalue())
    assert [row[2] for row in said] == ["申诉成立，撤销决定已撤销，已换发新证", "已更正换发"]


@pytest.mark.rule("R-112")
def test_only_a_replaced_certificate_is_overturned() -> None:
    assert rules.outcome(Verdict.REPLACED, "", "overturned") is Outcome.OVERTURNED
    assert rules.outcome(Verdict.VALID, "", "overturned") is Outcome.VALID
    assert rules.outcome(Verdict.REPLACED, "", "name") is Outcome.REPLACED
    assert set(WORDS) == {one.value for one in Outcome}
