"""Two users at once: each number is given once, a party signs once, approved is what was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shuzheng.foundation import facts, moves
from shuzheng.foundation.models import Fact
from shuzheng.foundation.tests.together import together
from shuzheng.gazette.models import Document, Receipt
from shuzheng.gazette.services import documents, receipts
from shuzheng.gazette.tests.cast import GIVEN, Cast
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import NOON, actor, organisation

pytestmark = pytest.mark.usefixtures("several_at_once")


@pytest.mark.rule("R-002")
def test_two_documents_that_are_published_at_once_never_get_one_number() -> None:
    cast = Cast()
    drafts = [cast.drafted(title=f"通知{n}") for n in range(3)]
    for pk in drafts:
        documents.approve(pk, 1, actor=cast.department, now=NOON)

    said = together(
        *(lambda pk=pk: documents.publish(pk, actor=cast.office, now=NOON) for pk in drafts)
    )

    out = Document.objects.filter(state="published")
    assert len({row.number for row in out}) == out.count() == said.count(None) >= 1
    assert set(said) <= {None, moves.MovedMeanwhile}
    assert facts.check_chain() == []


@pytest.mark.rule("R-001")
def test_two_colleagues_who_sign_at_once_leave_one_signature() -> None:
    cast, school = Cast(), organisation("S1")
    pk = cast.out(recipient_ids=(school,))
    people = [actor(Role.LIAISON, school, person_id=n) for n in (31, 32, 33)]

    together(*(lambda me=me: receipts.sign(pk, actor=me, now=NOON) for me in people))

    fact = Fact.objects.get(verb="gazette.receipt.signed")
    assert Receipt.objects.get().signed_by_id == fact.person_id
    assert facts.check_chain() == []


def test_an_approval_and_a_change_at_once_never_approve_what_nobody_read() -> None:
    cast = Cast()
    pk = cast.drafted()
    changed = replace(GIVEN, title="改过的标题")

    said = together(
        lambda: documents.approve(pk, 1, actor=cast.department, now=NOON),
        lambda: documents.edit(pk, changed, 1, actor=cast.office, now=NOON),
    )

    row = Document.objects.get()
    assert said.count(None) == 1
    assert (row.state, row.title) in {
        ("approved", GIVEN.title),
        ("draft", "改过的标题"),
    }
