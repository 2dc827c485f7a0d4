"""A page that explains the open interface, drawn from its own description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shuzheng.api import shapes
from shuzheng.api.v1 import api

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked."""

    id: str
    method: str
    path: str
    summary: str
    text: str
    parameters: Sequence[tuple[str, str, bool]]
    statuses: Sequence[str]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show what can be asked, and how refusals look."""
    schema = api.get_openapi_schema()
    operations = [
        _operation(path, method, said)
        for path, methods in schema["paths"].items()
        for method, said in methods.items()
    ]
    context = {
        "operations": operations,
        "base": f"{settings.PUBLIC_URL}/api/v1",
        "schema_url": reverse("api:openapi-json"),
    }
    return render(request, "api/docs.html", context)


def _operation(path: str, method: str, said: dict[str, Any]) -> Operation:
    parameters = [
        (one["name"], one["in"], bool(one.get("required"))) for one in said.get("parameters", [])
    ]
    parameters += [(name, "body", True) for name in _asked(said)]
    if "security" in said:
        parameters.insert(0, ("Authorization: Bearer", "header", True))
    return Operation(
        id=said["operationId"],
        method=method.upper(),
        path=path,
        summary=_(said["summary"]),
        text=_(said["description"]),
        parameters=parameters,
        statuses=sorted(str(status) for status in said["responses"]),
    )


def _asked(said: dict[str, Any]) -> list[str]:
    """Return the names that the body of a request holds, in their order."""
    body = said.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
    shape = getattr(shapes, name, None)
    return list(shape.model_fields) if shape else []
