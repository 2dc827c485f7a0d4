"""The log's own work: publish what waits, and anchor the facts each day.

A room that has appended and does not want to wait queues `transparency.log.publish`; the round is
the safety net, and with it recovery after a crash is nothing special.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import jobs
from shuzheng.transparency.services import log, witnesses

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.foundation.jobs import Handle


@jobs.job("transparency.log.publish", title=_("Publishing the evidence log"))
def publish(handle: Handle) -> dict[str, int]:
    """Publish whatever waits."""
    return _publish(handle)


@jobs.every("transparency.log.round", minutes=10, title=_("Publishing the evidence log"))
def publish_round(handle: Handle, on: date) -> dict[str, int]:
    """Publish whatever waits, in case nobody asked for it."""
    del on
    return _publish(handle)


@jobs.daily("transparency.facts.anchor", at="00:05", title=_("Anchoring the record of acts"))
def anchor(handle: Handle, on: date) -> dict[str, int]:
    """Log the head of the fact chain, and publish it."""
    del on
    log.anchor_facts(handle.now())
    return _publish(handle)


@jobs.job(log.ASK_WITNESSES, title=_("Asking the witnesses of the evidence log"))
def ask_witnesses(handle: Handle) -> dict[str, int]:
    """Have the newest checkpoint cosigned."""
    done = witnesses.collect(now=handle.now())
    return {"asked": done.asked, "cosigned": done.cosigned}


def _publish(handle: Handle) -> dict[str, int]:
    head = log.publish(now=handle.now())
    return {"entries": head.size if head else 0}
