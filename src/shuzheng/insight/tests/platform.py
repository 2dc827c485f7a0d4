"""Rows of other rooms, for the tests of doors, which may not touch tables themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from axes.models import AccessAttempt

from shuzheng.catalogue.models import Major, StandardVersion, TargetMajor
from shuzheng.credentials.models import Certificate
from shuzheng.foundation.models import Fact, Job, ScheduleMark
from shuzheng.identity.models import Activation
from shuzheng.insight.tests.cast import NOW

if TYPE_CHECKING:
    from shuzheng.foundation.models import Job as JobRow
    from shuzheng.insight.tests.cast import Province


def fact(verb: str) -> Fact:
    """Return the only fact of a verb."""
    return Fact.objects.get(verb=verb)


def job(name: str) -> JobRow:
    """Return the only job of a name."""
    return Job.objects.get(name=name)


def failed(row: JobRow, code: str) -> None:
    """Let a job have failed just now, as the newest period of a schedule."""
    Job.objects.filter(pk=row.pk).update(state="failed", ended_at=NOW, error_code=code)
    ScheduleMark.objects.create(
        name="insight.cut.nightly", period="2026-06-01", due_at=NOW, marked_at=NOW, job=row
    )


def activated(made: Province, device: str, count: int) -> None:
    """Let so many accounts have been activated on one device."""
    for n in range(count):
        Activation.objects.create(
            person_id=made.person(f"新{n}"),
            method="code",
            at=NOW,
            device_index=device.ljust(64, "0"),
        )


def locked(username: str, failures: int) -> int:
    """Return the id of a row of failed sign-ins, five minutes old."""
    row = AccessAttempt.objects.create(
        username=username,
        ip_address="192.0.2.7",
        user_agent="",
        failures_since_start=failures,
        http_accept="",
        path_info="/accounts/login/",
        get_data="",
        post_data="",
    )
    AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=NOW - timedelta(minutes=5))
    return int(row.pk)


def locked_names() -> list[str]:
    """Return the sign-in names with failures, in their order."""
    return list(AccessAttempt.objects.order_by("username").values_list("username", flat=True))


def catalogue(made: Province) -> None:
    """Give the first certificate a standard and a major, and the catalogue that major."""
    StandardVersion.objects.create(certificate_type=made.x, version="2.0", state="published")
    TargetMajor.objects.create(
        certificate_type=made.x, major_code="510203", major_name="软件技术", major_level="higher"
    )
    Major.objects.create(
        code="510203",
        name="软件技术",
        level="higher",
        category_code="51",
        category_name="电子与信息",
        class_code="5102",
        class_name="计算机类",
    )


def paper() -> tuple[str, str, str]:
    """Return number, token and holder of the only certificate."""
    row = Certificate.objects.get()
    return row.number, row.token, row.holder
