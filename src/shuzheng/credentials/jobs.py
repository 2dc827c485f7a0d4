"""Issuing in the background, and keeping status lists fresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.credentials.services import issuing, status
from shuzheng.foundation import jobs
from shuzheng.kernel.wording import N_
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.foundation.jobs import Handle


@jobs.job("credentials.certificates.issue", title=_("Issuing certificates"))
def issue(handle: Handle, plan_id: int) -> dict[str, int | str]:
    """Issue what a plan has; stopped and run again, it goes on with the rest."""

    def progress(done: int, total: int) -> None:
        handle.check()
        handle.progress(done, total)

    count = issuing.issue_all(plan_id, actor=handle.actor, clock=handle.now, progress=progress)
    status.publish(now=handle.now())
    log.publish(now=handle.now())
    return {
        "issued": count,
        "message": N_("{issued} certificates issued."),
        "url": reverse("credentials:register"),
    }


@jobs.job("credentials.status.publish", title=_("Publishing the status of certificates"))
def publish(handle: Handle) -> dict[str, int]:
    """Sign the status lists that changed, at once."""
    lists = status.publish(now=handle.now())
    log.publish(now=handle.now())
    return {"lists": lists}


@jobs.every(
    "credentials.status.round", minutes=10, title=_("Publishing the status of certificates")
)
def publish_round(handle: Handle, on: date) -> dict[str, int]:
    """Sign the status lists that changed or are about to run out."""
    del on
    return {"lists": status.publish(now=handle.now())}
