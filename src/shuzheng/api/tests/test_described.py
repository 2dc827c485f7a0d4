"""The interface does what its description says, whatever is sent."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from shuzheng.insight.services import cutting
from shuzheng.insight.tests.cast import CLOCK, INTERMEDIATE, NOW, province

EXAMPLES = 8
FEES = {"fee", "fees", "owed", "paid", "ground", "exempt", "hardship", "settled", "claim"}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
if TYPE_CHECKING:
    from collections.abc import Iterator

DESCRIPTION = Path(__file__).parents[4] / "docs" / "openapi.json"
POSITIVE, NEGATIVE = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
CASES = [
    (path, method, mode)
    for path, operations in json.loads(DESCRIPTION.read_text(encoding="utf-8"))["paths"].items()
    for method, said in operations.items()
    for mode in (POSITIVE, NEGATIVE)
    # what takes nothing cannot be asked wrongly
    if mode is POSITIVE or said.get("parameters") or "requestBody" in said
]


@pytest.mark.rule("R-128")
def test_no_answer_has_a_place_for_fees_or_hardship() -> None:
    schemas = json.loads(DESCRIPTION.read_text())["components"]["schemas"]

    names = {name for one in schemas.values() for name in one.get("properties", {})}

    assert names & FEES == set()
    assert len(names) > 50


@pytest.fixture
def described(db: None, settings: Any) -> Iterator[Any]:  # noqa: ANN401, ARG001 - the library's own types
    """Yield the description, served in this process, over a small province with figures."""
    settings.LOOPBACK_PER_MINUTE = 1_000_000
    made = province()
    march = made.plan(made.x, INTERMEDIATE, date(2026, 3, 1), "certified")
    for n in range(7):
        made.register(march, made.student(f"考生{n}", made.a), made.a, sat="submitted", passed=True)
    cutting.take(actor=CLOCK, now=NOW)
    for signal in (request_started, request_finished):
        # As Django's own test client does: the test's transaction must outlive each request.
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("path", "method", "mode"), CASES)
def test_it_answers_as_described(
    described: Any,  # noqa: ANN401
    path: str,
    method: str,
    mode: GenerationMode,
) -> None:
    strategy = described[path][method.upper()].as_strategy(generation_mode=mode)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def answers(case: Case[Any]) -> None:
        case.call_and_validate(checks=CHECKS)

    answers()
