"""What the clock forgets about sign-ins, and what it leaves."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session

from shuzheng.foundation import jobs, rulebooks
from shuzheng.foundation.models import Job

NIGHT = datetime(2026, 11, 21, 3, 50, tzinfo=ZoneInfo("Asia/Shanghai"))

pytestmark = pytest.mark.django_db


def test_sessions_that_ran_out_are_removed_at_night_and_the_others_stay() -> None:
    for key, minutes in (("old", -1), ("open", 1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=NIGHT + timedelta(minutes=minutes)
        )
    for name, days in (("long-ago", 184), ("lately", 182)):
        at = NIGHT - timedelta(days=days)
        AccessLog.objects.create(username=name)
        AccessLog.objects.filter(username=name).update(attempt_time=at)
        AccessAttempt.objects.create(username=name, failures_since_start=1)
        AccessAttempt.objects.filter(username=name).update(attempt_time=at)

    jobs.tick(NIGHT, rulebooks.calendar())
    jobs.run_waiting(NIGHT)

    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert list(AccessLog.objects.values_list("username", flat=True)) == ["lately"]
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["lately"]
    job = Job.objects.get(name="identity.sessions.tidy")
    assert job.result == {"sessions": 1, "sign_ins": 1, "failures": 1}
