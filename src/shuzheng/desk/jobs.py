"""Check the chain of facts in the background: every link is computed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.desk.access import Permission
from shuzheng.foundation import facts, jobs
from shuzheng.kernel.wording import N_
from shuzheng.transparency.queries import checking

if TYPE_CHECKING:
    from shuzheng.foundation.jobs import Handle

CHECK = "desk.chain.check"
SHOWN = 20


@jobs.job(CHECK, title=_("Checking the record of acts"), permission=Permission.CHAIN_CHECK)
def check(handle: Handle) -> dict[str, object]:
    """Compute the chain again and hold it against its anchors; reads only, so it may run again."""
    handle.check()
    length, _head = facts.head()
    faults = facts.check_chain() + checking.check_anchors()
    return {
        "message": N_("{facts} records were checked; {faults} faults were found."),
        "facts": length,
        "faults": len(faults),
        "first": faults[:SHOWN],
        "url": reverse("desk:facts"),
    }
