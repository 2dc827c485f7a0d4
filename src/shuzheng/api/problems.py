"""Every answer that is no success is a problem document (RFC 9457) with one of our codes."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja.errors import ValidationError

from shuzheng.foundation.web import limiter, refusals
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

JSON = "application/problem+json"
MOST_ERRORS = 20
UNKNOWN_CALLER = 401


class InvalidRequest(Refusal):
    """A parameter or the body is not what the interface takes."""

    code = "invalid-request"
    template = "The request is not as the interface describes it; see the errors."


class NoSuchAddress(Refusal):
    """The interface has no such address."""

    code = "no-such-address"
    status = 404
    template = "The interface has nothing at this address."


class MethodNotAllowed(Refusal):
    """The interface only reads, and checks a certificate by POST."""

    code = "method-not-allowed"
    status = 405
    template = "This address does not take {method}."


def of_refusal(request: HttpRequest, raised: Refusal | type[Refusal]) -> HttpResponse:
    """Answer a refusal; whoever asks too often is told when to come again."""
    del request
    refusal = raised if isinstance(raised, Refusal) else raised()
    answer = refusals.problem(refusal)
    if isinstance(refusal, limiter.TooMany):
        answer["Retry-After"] = str(refusal.params["seconds"])
    if refusal.status == UNKNOWN_CALLER:
        answer["WWW-Authenticate"] = "Bearer"
    answer["Cache-Control"] = "no-store"
    return answer


def of_validation(
    request: HttpRequest, error: ValidationError | type[ValidationError]
) -> HttpResponse:
    """Answer what does not validate, naming each place."""
    del request
    found = error.errors if isinstance(error, ValidationError) else []
    return _invalid(
        {"place": _place(one["loc"]), "message": str(one["msg"]), "kind": str(one["type"])}
        for one in found[:MOST_ERRORS]
    )


def of_syntax(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Answer a body that is no JSON, or no text at all."""
    del request, error
    message = _("The body is not JSON in UTF-8.")
    return _invalid([{"place": "body", "message": message, "kind": "json_invalid"}])


def _invalid(errors: Iterable[dict[str, str]]) -> HttpResponse:
    refusal = InvalidRequest()
    body = {
        "type": f"urn:shuzheng:refusal:{refusal.code}",
        "title": refusals.sentence(refusal),
        "status": refusal.status,
        "code": refusal.code,
        "errors": list(errors),
    }
    return JsonResponse(body, status=refusal.status, content_type=JSON)


def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an address that the interface does not have."""
    del rest
    return of_refusal(request, NoSuchAddress())


def speaking(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view of the interface answer a wrong method with a problem document too."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - a view's own arguments
        answer = view(request, *args, **kwargs)
        if answer.status_code != MethodNotAllowed.status:
            return answer
        allowed = answer.headers.get("Allow", "")
        problem = of_refusal(request, MethodNotAllowed(method=request.method))
        problem["Allow"] = allowed
        return problem

    return answered


def _place(loc: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in loc if part != "payload")
