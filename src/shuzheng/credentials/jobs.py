"""Issuing in the background, and keeping status lists fresh."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.credentials.access import Permission
from shuzheng.credentials.rules.status import LABELS, Verb
from shuzheng.credentials.services import codes, issuing, many_changes, status
from shuzheng.foundation import jobs
from shuzheng.foundation.sheets import imports
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Term
from shuzheng.kernel.wording import N_
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from shuzheng.foundation.jobs import Handle
    from shuzheng.foundation.sheets.rows import Row


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


def _change(rows: Iterator[list[Row]], occasion: imports.Occasion) -> Mapping[str, Any]:
    done = many_changes.apply(rows, occasion)
    jobs.enqueue("credentials.status.publish", actor=occasion.actor, now=occasion.now)
    return done


def _changed(result: Mapping[str, Any]) -> Sequence[Term]:
    return [Term(_(LABELS[verb]), formats.number(result[verb])) for verb in Verb if verb in result]


CHANGES = imports.register(
    imports.Import(
        "credentials.changes",
        title=_("Change many certificates"),
        permission=Permission.CERTIFICATE_SUSPEND,
        purpose=many_changes.purpose,
        check=many_changes.check,
        apply=_change,
        note=_("Verification follows within a minute; holders read the reason on their own page."),
        rule="R-109",
        outcome=_changed,
    )
)


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


@jobs.hourly("credentials.codes.round", title=_("Signing the codes of earlier certificates"))
def sign_codes(handle: Handle, on: date) -> dict[str, int]:
    """Sign the codes of certificates from before there were codes, until none is left."""
    del on
    signed = 0
    while count := codes.sign_waiting(now=handle.now()):
        handle.check()
        signed += count
    return {"signed": signed}
