"""Addresses of jobs."""

from __future__ import annotations

from django.urls import path

from shuzheng.foundation.web import jobs

app_name = "jobs"

urlpatterns = [
    path("jobs/<uuid:uid>", jobs.job, name="job"),
    path("jobs/<uuid:uid>/cancel", jobs.cancel, name="cancel"),
    path("jobs/<uuid:uid>/retry", jobs.retry, name="retry"),
]
