"""Where PostgreSQL ends one of two acts that wait for each other, its author reads a sentence."""

from __future__ import annotations

import json

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from psycopg.errors import DeadlockDetected, QueryCanceled

from shuzheng.foundation import moves
from shuzheng.foundation.web.refusals import RefusalMiddleware


def failed(cause: Exception) -> OperationalError:
    """Return an error as Django raises it for one of the driver's."""
    error = OperationalError("said by the server")
    error.__cause__ = cause
    return error


def test_the_act_that_was_ended_is_refused_as_moved_meanwhile() -> None:
    assert isinstance(moves.lost_race(failed(DeadlockDetected())), moves.MovedMeanwhile)


@pytest.mark.parametrize(
    "error",
    [failed(QueryCanceled()), OperationalError("database is locked"), ValueError("a defect")],
)
def test_other_errors_stay_the_defects_they_are(error: Exception) -> None:
    request = RequestFactory().post("/api/v1/checks")

    assert moves.lost_race(error) is None
    assert RefusalMiddleware(lambda _: HttpResponse()).process_exception(request, error) is None


def test_a_program_is_told_to_look_again() -> None:
    request = RequestFactory().post("/api/v1/checks")

    answer = RefusalMiddleware(lambda _: HttpResponse()).process_exception(
        request, failed(DeadlockDetected())
    )

    assert answer is not None
    assert answer.status_code == 409
    assert json.loads(answer.content)["code"] == "moved-meanwhile"
