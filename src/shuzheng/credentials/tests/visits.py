"""Certificates that were issued, published and logged, for the tests of pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from shuzheng.assessment.models import Plan
from shuzheng.credentials.models import Certificate
from shuzheng.credentials.rules.status import Ground
from shuzheng.credentials.services import issuing, status
from shuzheng.credentials.tests.cast import LATER, issued_plan
from shuzheng.foundation import clock
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from shuzheng.credentials.tests.cast import Cast

NAMES = ["沈予安", "许文澜", "阿依古丽·买买提", "韩启明"]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@dataclass
class Register:
    """Issued certificates with the parties around them."""

    cast: Cast
    office: int
    rows: list[Certificate]

    def of(self, name: str) -> Certificate:
        """Return somebody's certificate, as it stands now."""
        return Certificate.objects.get(holder=name)

    def suspend(self, name: str) -> None:
        """Put somebody's certificate under enquiry."""
        status.suspend(self.of(name).number, "有人举报", actor=self.cast.issuer, now=LATER)

    def propose(self, name: str) -> int:
        """Propose to revoke somebody's certificate."""
        return status.propose_revocation(
            self.of(name).number,
            Ground.MISCONDUCT,
            "替考，经调查核实",
            LATER.date(),
            actor=self.cast.issuer,
            now=LATER,
        )

    def revoke(self, name: str) -> None:
        """Revoke somebody's certificate."""
        office = actor(Role.OFFICE_OFFICER, self.office, person_id=999_999)
        status.confirm_revocation(self.propose(name), actor=office, now=LATER)


def publish(monkeypatch: pytest.MonkeyPatch | None = None) -> None:
    """Sign the status lists and the log as they stand; a second time, the clock goes on a bit."""
    at = LATER
    if monkeypatch is not None:
        at = clock.now() + timedelta(minutes=1)
        monkeypatch.setattr(clock, "now", lambda: at)
    status.publish(now=at)
    log.publish(now=at)


def register(
    monkeypatch: pytest.MonkeyPatch, *, failed: int = 0, more: Sequence[str] = ()
) -> Register:
    """Return four certificates (and `more`), published and logged, on their day."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    cast = issued_plan([*NAMES, *more, *["李思齐"][:failed]], failed=failed)
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
    publish()
    office = organisation("O1", OrganisationKind.COORDINATION_OFFICE, name="省试点办")
    return Register(cast, office, list(Certificate.objects.order_by("number")))


def open_registration() -> None:
    """Let the plan take registrations for three more days."""
    Plan.objects.update(
        state="open",
        registration_opens_at=LATER - timedelta(days=1),
        registration_closes_at=LATER + timedelta(days=3),
    )


def body(answer: Answer) -> str:
    """Return a page without what differs from visitor to visitor."""
    return TOKEN.sub("", answer.content.decode())
