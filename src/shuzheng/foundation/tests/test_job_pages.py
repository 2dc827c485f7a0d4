"""The page of a job and the download of a file, by whoever may see them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import include, path, resolve, reverse
from django.utils import translation

from shuzheng.foundation import files, jobs
from shuzheng.foundation.jobs import actors, leases
from shuzheng.foundation.jobs.tests import work
from shuzheng.foundation.jobs.tests.work import STRANGER, XU
from shuzheng.foundation.models import Job
from shuzheng.kernel.actor import PUBLIC, Actor

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]
urlpatterns = [
    path("", include("shuzheng.foundation.web.jobs_urls")),
    path("", include("shuzheng.foundation.web.files_urls")),
    path("accounts/", include("allauth.account.urls")),
]

NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def cast_resolves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "_resolvers", [work.resolve])


def ask(
    url: str, actor: Actor = XU, *, method: str = "get", htmx: bool = False, language: str = "en"
) -> HttpResponse:
    """Call the view of `url` as the middleware would, for an actor of the cast."""
    request = getattr(RequestFactory(), method)(url)
    signed_in = SimpleNamespace(is_authenticated=True)
    request.user = signed_in if actor.user_id else AnonymousUser()
    request.actor, request.now, request.htmx = actor, NOW, htmx
    request.capacity, request.capacities = None, ()
    view, arguments, named = resolve(url)
    with translation.override(language):
        answer: HttpResponse = view(request, *arguments, **named)
    return answer


def page(job: Job, **how: object) -> str:
    answer = ask(reverse("jobs:job", args=[job.uid]), **how)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return answer.content.decode()


def enqueue(name: str, **arguments: object) -> Job:
    return jobs.enqueue(name, arguments, actor=XU, now=NOW)


def test_a_waiting_job_is_polled_and_can_be_cancelled() -> None:
    job = enqueue("foundation.test.count", rows=1)
    shown = page(job)
    assert "<h1>Counting</h1>" in shown
    assert "Waiting for its turn" in shown
    assert f'hx-get="/jobs/{job.uid}" hx-trigger="every 2s"' in shown
    assert f'action="/jobs/{job.uid}/cancel"' in shown
    answer = ask(f"/jobs/{job.uid}/cancel", method="post")
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{job.uid}")
    shown = page(job)
    assert "The work was cancelled." in shown
    assert "hx-trigger" not in shown
    assert f'action="/jobs/{job.uid}/retry"' in shown
    assert ask(f"/jobs/{job.uid}/retry", method="post").status_code == 302
    assert "Waiting for its turn" in page(job)


def test_a_running_job_shows_its_rows_its_bar_and_about_how_long_it_takes() -> None:
    job = enqueue("foundation.test.count", rows=1)
    leases.claim(job.uid, NOW)
    standing = {"done": 2480, "total": 4010, "note": "Rows checked"}
    Job.objects.filter(pk=job.pk).update(started_at=NOW - timedelta(seconds=30), **standing)
    shown = page(job)
    assert "2,480 / 4,010" in shown
    assert '<progress class="sz-progress" value="2480" max="4010"' in shown
    assert "About 20 seconds left. You can leave this page" in shown
    assert "Rows checked" in shown
    Job.objects.filter(pk=job.pk).update(done=100)
    assert "About 20 minutes left." in page(job)


def test_the_polled_part_is_the_part_alone() -> None:
    job = enqueue("foundation.test.count", rows=1)
    shown = page(job, htmx=True)
    assert shown.startswith('<section class="sz-card" id="job-state"')
    assert "<h1>" not in shown


def test_a_finished_job_leads_to_its_result() -> None:
    job = enqueue("foundation.test.count", rows=3)
    jobs.run_waiting(NOW)
    shown = page(job)
    assert "Done." in shown
    assert "3 rows counted" in shown
    assert 'href="/assessment/rosters/5"' in shown
    assert "hx-trigger" not in shown


def test_a_refusal_is_told_in_its_own_words_with_its_rule() -> None:
    job = enqueue("foundation.test.refuse")
    jobs.run_waiting(NOW)
    shown = page(job)
    assert "The roster has 120000 rows; 100000 is the most." in shown
    assert "R-034" in shown
    assert "Try again" in shown


def test_a_defect_shows_a_code_and_a_later_attempt_its_time() -> None:
    job = enqueue("foundation.test.break", until=9)
    jobs.run_waiting(NOW)
    assert "The next one begins on" in page(job)
    assert "10:30" in page(job)
    for minutes in (1, 5):
        jobs.run_waiting(NOW + timedelta(minutes=minutes))
    code = Job.objects.get(pk=job.pk).error_code
    shown = page(job)
    assert f"quote {code} to the administrator" in shown
    assert "3 / 3" in shown
    assert "ZeroDivisionError" not in shown


def test_the_page_speaks_chinese() -> None:
    job = enqueue("foundation.test.count", rows=1)
    assert "等待执行" in page(job, language="zh-hans")


def test_a_stranger_does_not_learn_that_a_job_exists() -> None:
    job = enqueue("foundation.test.refuse")
    for url, method in (("", "get"), ("/cancel", "post"), ("/retry", "post")):
        with pytest.raises(jobs.NoSuchJob):
            ask(f"/jobs/{job.uid}{url}", STRANGER, method=method)


def test_whoever_has_not_signed_in_is_asked_to() -> None:
    job = enqueue("foundation.test.count", rows=1)
    for url in (f"/jobs/{job.uid}", f"/files/{job.uid}"):
        answer = ask(url, PUBLIC)
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_the_acts_take_posts_only_and_the_pages_only_look() -> None:
    job = enqueue("foundation.test.count", rows=1)
    assert ask(f"/jobs/{job.uid}/cancel").status_code == 405
    assert ask(f"/jobs/{job.uid}/retry").status_code == 405
    assert ask(f"/jobs/{job.uid}", method="post").status_code == 405
    assert ask(f"/files/{job.uid}", method="post").status_code == 405


def test_a_file_is_given_out_to_be_saved_and_never_shown() -> None:
    body = b"%PDF-1.7\n<script>alert(1)</script>\n%%EOF\n"
    kept = files.store(SimpleUploadedFile("合作 协议.pdf", body), actor=XU, now=NOW)
    answer = ask(reverse("files:download", args=[kept.uid]))
    assert answer.content == body
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E5%90%88%E4%BD%9C%20%E5%8D%8F%E8%AE%AE.pdf"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    with pytest.raises(files.NoSuchFile):
        ask(reverse("files:download", args=[kept.uid]), STRANGER)
