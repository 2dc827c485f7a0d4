"""What a victim does: the acts of issuing, of the later life of certificates, of the log.

Each returns what was done, as it is found again in the database and in the files for ever.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from bench.ours import setting
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q

from shuzheng.assessment.models import Plan
from shuzheng.credentials.models import Certificate, Revocation
from shuzheng.credentials.rules.status import Ground, Mend, State
from shuzheng.credentials.services import issuing, mending, status
from shuzheng.foundation import clock, files, grants, jobs
from shuzheng.foundation.jobs.lifecycle import OVER
from shuzheng.foundation.models import Job
from shuzheng.identity.rules.kinds import REACH, Role
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK, Actor
from shuzheng.transparency.core import anchors
from shuzheng.transparency.models import Entry
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from random import Random

    Done = dict[str, object]

MOST = 12
OFFICER = 999_999
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ROW = (
    "number",
    "uid",
    "log_index",
    "revocation_list_id",
    "revocation_index",
    "suspension_list_id",
    "suspension_index",
    "message_list_id",
    "message_index",
    "result_id",
)


class Doer:
    """An issuer of the organisation and an officer of the office, who act as chance has it."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.plan = Plan.objects.get().pk
        self.issuer = setting.again(Role.ORGANISATION_ISSUER)
        self.officer = Actor(
            user_id=OFFICER,
            person_id=OFFICER,
            organisation_id=0,
            role=Role.OFFICE_OFFICER,
            permissions=grants.of(Role.OFFICE_OFFICER),
            reach=REACH[Role.OFFICE_OFFICER],
        )

    def choose(self) -> tuple[str, Callable[[datetime], Done]]:
        """Return an act by chance, and its name."""
        names = list(WEIGHTS)
        [name] = self.chance.choices(names, [WEIGHTS[one] for one in names])
        act: Callable[[datetime], Done] = getattr(self, name)
        return name, act

    def issue(self, now: datetime) -> Done:
        """Issue some certificates."""
        issuing.issue(self.plan, actor=self.issuer, now=now, at_once=self.chance.randint(1, MOST))
        return {"certificates": certificates(issued_at=now)}

    def replace(self, now: datetime) -> Done:
        """Replace one by a corrected one."""
        number = self._one(State.ISSUED)
        scan = SimpleUploadedFile("scan.pdf", SCAN, "application/pdf")
        proof = files.store(scan, actor=self.issuer, now=now, kinds=("pdf",), sealed=True).pk
        made = mending.replace(
            number, Mend.PRINTING_ERROR, "misprinted", proof, actor=self.issuer, now=now
        )
        return {"number": number, "by": made, "certificates": certificates(number=made)}

    def reissue(self, now: datetime) -> Done:
        """Count another paper."""
        number = self._one(State.ISSUED)
        mending.reissue(number, "lost", actor=self.issuer, now=now)
        return {"number": number}

    def suspend(self, now: datetime) -> Done:
        """Put one under enquiry."""
        number = self._one(State.ISSUED)
        status.suspend(number, "enquiry", actor=self.issuer, now=now)
        return {"number": number}

    def clear(self, now: datetime) -> Done:
        """End an enquiry."""
        number = self._one(State.SUSPENDED)
        status.clear(number, actor=self.issuer, now=now)
        return {"number": number}

    def propose(self, now: datetime) -> Done:
        """Propose a revocation."""
        number = self._one(State.ISSUED, State.SUSPENDED)
        ground = self.chance.choice(list(Ground))
        heard = periods.day(now)
        made = status.propose_revocation(number, ground, "heard", heard, actor=self.issuer, now=now)
        return {"number": number, "proposal": made}

    def revoke(self, now: datetime) -> Done:
        """Confirm up to three proposals, all or none."""
        open_ones = Revocation.objects.filter(decided_at=None).order_by("pk")
        chosen = list(open_ones.values_list("pk", "certificate__number")[:3])
        if not chosen:
            return {}
        status.confirm_revocations([pk for pk, _ in chosen], actor=self.officer, now=now)
        return {"numbers": [number for _, number in chosen]}

    def publish_lists(self, now: datetime) -> Done:
        """Sign the status lists that are stale."""
        return {"lists": status.publish(now=now)}

    def publish_log(self, now: datetime) -> Done:
        """Sign what waits in the log, and write its files."""
        head = log.publish(now=now)
        return {"size": head.size, "root": head.root.hex()} if head else {}

    def publish_by_job(self, now: datetime) -> Done:
        """Have the job of the pages publish both."""
        job = jobs.enqueue("credentials.status.publish", actor=CLOCK, now=now)
        jobs.run_here(job, now)
        return {"job": str(job.uid)}

    def anchor(self, now: datetime) -> Done:
        """Log the head of the fact chain, a day later each time."""
        days = Entry.objects.filter(kind=anchors.KIND).count()
        places = log.anchor_facts(now + timedelta(days=days))
        return {"anchors": list(places)}

    def _one(self, *states: State) -> str:
        """Return the number of a certificate in one of these states; "" where there is none."""
        rows = Certificate.objects.filter(Q(state__in=states)).order_by("pk")
        numbers = list(rows.values_list("number", flat=True))
        return self.chance.choice(numbers) if numbers else ""


WEIGHTS = {
    "issue": 8,
    "replace": 3,
    "reissue": 1,
    "suspend": 3,
    "clear": 2,
    "propose": 3,
    "revoke": 3,
    "publish_lists": 2,
    "publish_log": 6,
    "publish_by_job": 2,
    "anchor": 1,
}


def unfinished() -> int:
    """Return how many jobs have not ended."""
    return Job.objects.exclude(state__in=OVER).count()


def certificates(**chosen: object) -> list[list[str]]:
    """Return what may never change of certificates: number, places, and a digest of the text."""
    rows = Certificate.objects.filter(**chosen).order_by("log_index")
    return [
        [*map(str, fixed), hashlib.sha256(text.encode()).hexdigest()]
        for *fixed, text in rows.values_list(*ROW, "credential")
    ]


def moment() -> datetime:
    """Return this instant, as a door does."""
    return clock.now()
