"""Two acts on the same certificates at one moment: both are done, or one is refused in words."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.models import F

from shuzheng.credentials.models import Certificate, NumberSeries, Revocation
from shuzheng.credentials.rules.status import Ground, Mend
from shuzheng.credentials.services import issuing, mending, status
from shuzheng.credentials.tests.cast import LATER, Cast, issued_plan
from shuzheng.credentials.tests.test_mending import OFFICE, SCAN
from shuzheng.foundation import facts, files
from shuzheng.foundation.tests.together import together

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ["沈予安", "许文澜", "阿依古丽·买买提", "王小明", "李若楠", "程立群"]

pytestmark = pytest.mark.usefixtures("several_at_once")


@pytest.fixture
def cast(several_at_once: None) -> Cast:  # noqa: ARG001 - it needs the database
    return issued_plan(NAMES)


def issue(cast: Cast, at_once: int = 2_000) -> issuing.Issued:
    return issuing.issue(cast.plan, actor=cast.issuer, now=LATER, at_once=at_once)


def test_two_batches_of_a_plan_issue_each_certificate_once(cast: Cast) -> None:
    said = together(lambda: issue(cast), lambda: issue(cast))

    assert said == [None, None]
    assert sorted(Certificate.objects.values_list("holder", flat=True)) == sorted(NAMES)
    assert NumberSeries.objects.get().last == 6


def test_issuing_and_replacing_wait_for_each_other_in_one_order(cast: Cast) -> None:
    issue(cast, at_once=3)
    numbers = list(Certificate.objects.values_list("number", flat=True))
    file = SimpleUploadedFile("户口簿.pdf", SCAN, "application/pdf")
    proof = files.store(file, actor=cast.issuer, now=LATER, kinds=("pdf",), sealed=True).pk

    def replace(number: str) -> None:
        mending.replace(
            number, Mend.PRINTING_ERROR, "套打偏移", proof, actor=cast.issuer, now=LATER
        )

    said = together(lambda: issue(cast), *(lambda n=number: replace(n) for number in numbers))

    assert said == [None, None, None, None]
    assert Certificate.objects.count() == NumberSeries.objects.get().last == 9


def test_revocations_together_and_an_enquiry_wait_in_one_order(cast: Cast) -> None:
    issue(cast)
    numbers = list(Certificate.objects.order_by("pk").values_list("number", flat=True))
    proposals = [
        status.propose_revocation(
            number, Ground.ISSUING_ERROR, "误发", LATER.date(), actor=cast.issuer, now=LATER
        )
        for number in numbers[:3]
    ]

    said = together(
        lambda: status.confirm_revocations(proposals, actor=OFFICE, now=LATER),
        *(
            lambda n=number: status.suspend(n, "举报", actor=cast.issuer, now=LATER)
            for number in numbers[3:]
        ),
    )

    assert said == [None, None, None, None]
    states = Certificate.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["revoked"] * 3 + ["suspended"] * 3


def propose(number: str, cast: Cast) -> int:
    return status.propose_revocation(
        number, Ground.ISSUING_ERROR, "误发", LATER.date(), actor=cast.issuer, now=LATER
    )


def waits() -> bool:
    """Return whether some act waits for the lock of the fact chain."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone() is not None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("name", ["suspend", "clear", "reissue", "propose", "confirm", "drop"])
def test_an_act_that_waits_for_the_chain_holds_no_row(cast: Cast, name: str) -> None:
    issue(cast)
    one, two = Certificate.objects.order_by("pk")[:2]
    proposal = propose(two.number, cast)
    if name == "clear":
        status.suspend(one.number, "举报", actor=cast.issuer, now=LATER)
    acts: dict[str, Callable[[], object]] = {
        "suspend": lambda: status.suspend(one.number, "举报", actor=cast.issuer, now=LATER),
        "clear": lambda: status.clear(one.number, actor=cast.issuer, now=LATER),
        "reissue": lambda: mending.reissue(one.number, "遗失", actor=cast.issuer, now=LATER),
        "propose": lambda: propose(one.number, cast),
        "confirm": lambda: status.confirm_revocation(proposal, actor=OFFICE, now=LATER),
        "drop": lambda: status.drop_revocation(proposal, actor=OFFICE, now=LATER),
    }
    said: list[object] = []
    thread = Thread(target=lambda: said.extend(together(acts[name])))
    with transaction.atomic():
        facts.lock_chain()
        thread.start()
        while not waits():
            pass
        # Whoever holds the chain goes on to these rows; a deadlock would end one of the two.
        Certificate.objects.filter(pk__in=[one.pk, two.pk]).update(state_since=F("state_since"))
        Revocation.objects.filter(pk=proposal).update(proposed_at=F("proposed_at"))
    thread.join()

    assert said == [None]
