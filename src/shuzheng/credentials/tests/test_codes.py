"""Every paper's code says, signed, what the certificate says; older ones get it from the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.core import compact
from shuzheng.credentials.core.verifying import Verdict, Verifier
from shuzheng.credentials.models import Certificate
from shuzheng.credentials.queries import papers, trust
from shuzheng.credentials.services import codes, issuing, status
from shuzheng.credentials.tests.cast import LATER, issued_plan, moment
from shuzheng.foundation.documents import code as drawn
from shuzheng.foundation.documents.tests import reading
from shuzheng.foundation.models import Fact
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from datetime import datetime


pytestmark = pytest.mark.django_db


def issue(names: list[str]) -> list[Certificate]:
    cast = issued_plan(names)
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
    return list(Certificate.objects.order_by("number"))


def said(row: Certificate) -> compact.Code:
    return compact.read(papers.code(row).partition("#")[2])


def verdict(row: Certificate, now: datetime = LATER) -> Verdict:
    digits = papers.code(row).partition("#")[2]
    return Verifier(trust.current(now), now).read_code(digits).verdict


@pytest.mark.rule("R-112")
def test_a_code_says_who_holds_what_under_the_organisations_signature() -> None:
    first, second = issue(["沈予安", "阿依古丽·买买提"])

    code = said(second)

    assert papers.code(second).startswith(f"http://testserver/v/{second.token}#")
    assert (code.statement.holder, code.statement.number) == ("阿依古丽·买买提", second.number)
    assert (code.statement.certificate, code.statement.module) == ("演示软件测试", "")
    assert code.statement.issued_at == LATER.replace(microsecond=0)
    assert [said(row).statement.entry for row in (first, second)] == [0, 1]
    assert code.head is None
    assert verdict(second) is Verdict.STATUS_UNKNOWN


@pytest.mark.rule("R-112")
def test_published_lists_settle_its_status_and_an_enquiry_shows() -> None:
    cast = issued_plan(["沈予安"])
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
    row = Certificate.objects.get()
    status.publish(now=LATER)
    assert verdict(row) is Verdict.VALID

    status.suspend(row.number, "有人举报", actor=cast.issuer, now=moment(1))
    status.publish(now=moment(1))
    assert verdict(row, moment(1)) is Verdict.SUSPENDED


def test_the_code_carries_the_first_checkpoint_over_it_and_never_another() -> None:
    row = issue(["沈予安"])[0]
    log.publish(now=LATER)
    first = papers.code(row)
    log.append([log.commitment("certificate.status", b"later")], now=moment(1))
    log.publish(now=moment(1))

    head = said(row).head
    assert head is not None
    assert head.size == 2  # the certificate, and what it rests on
    assert papers.code(row) == first


def test_what_is_drawn_is_what_was_said() -> None:
    row = issue(["阿卜杜热西提·阿卜杜外力"])[0]
    assert reading.scanned(drawn.qr(papers.code(row))) == papers.code(row)


def test_a_certificate_from_before_has_the_bare_address_until_the_clock_signs_it() -> None:
    rows = issue(["沈予安", "许文澜"])
    before = [row.code for row in rows]
    Certificate.objects.update(code="")
    assert papers.code(Certificate.objects.all()[0]).endswith(f"/v/{rows[0].token}#")

    assert codes.sign_waiting(now=moment(1), at_once=1) == 1
    assert codes.sign_waiting(now=moment(1)) == 1
    assert codes.sign_waiting(now=moment(1)) == 0

    after = list(Certificate.objects.order_by("number").values_list("code", flat=True))
    assert after == before
    facts = Fact.objects.filter(verb="credentials.codes.signed")
    assert [fact.data for fact in facts] == [{"count": 1}, {"count": 1}]
