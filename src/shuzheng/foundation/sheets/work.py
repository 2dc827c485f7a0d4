"""The jobs behind an import: check a long file, take the chosen rows, destroy old files.

A room's `jobs` module imports this through `imports`, so that workers know them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import jobs
from shuzheng.foundation.sheets import choosing, receiving, taking, uploads
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import date


@jobs.job(uploads.CHECK_JOB, title=_("Checking a workbook"))
def check(handle: jobs.Handle, *, upload: str) -> dict[str, str]:
    """Check a whole file."""
    uid = UUID(upload)
    try:
        receiving.check(uid, actor=handle.actor, now=handle.now(), tell=handle.progress)
    except Refusal as refusal:
        uploads.fail(uid, refusal, now=handle.now())
        raise
    return {}


@jobs.job(uploads.TAKE_JOB, title=_("Importing a workbook"))
def take(handle: jobs.Handle, *, upload: str, address: str) -> dict[str, str]:
    """Take the chosen rows, all or none."""
    uid = UUID(upload)
    try:
        taking.take(uid, actor=handle.actor, now=handle.now(), tell=handle.progress)
    except jobs.Cancelled:
        uploads.stopped(uid, now=handle.now())
        raise
    except Refusal as refusal:
        uploads.fail(uid, refusal, now=handle.now())
        raise
    return {"url": address}


@jobs.daily("foundation.upload.expire", at="03:10", title=_("Deleting old uploaded files"))
def expire(handle: jobs.Handle, on: date) -> dict[str, int]:
    """Destroy the files whose time is over."""
    del on
    return {"files": choosing.expire(handle.now())}
