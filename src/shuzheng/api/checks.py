"""Checks of one or many certificates by an enterprise's programs, with a token.

Rule: R-112. What is answered, and how much may be asked, is the same as for a workbook.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.security import HttpBearer

from shuzheng.api import shapes
from shuzheng.api.shapes import Problem
from shuzheng.credentials.queries.many import Pair
from shuzheng.foundation import rulebooks
from shuzheng.foundation.web import limiter
from shuzheng.foundation.web.request import Request
from shuzheng.kernel import periods
from shuzheng.kernel.wording import N_
from shuzheng.reliance.queries.answers import Said
from shuzheng.reliance.rules import tokens as rules
from shuzheng.reliance.rules.checking import Channel
from shuzheng.reliance.services import checking, tokens


class Token(HttpBearer):
    """The token of an enterprise; without one the answer is a problem document like any other."""

    openapi_name = "enterpriseToken"

    def __call__(self, request: HttpRequest) -> Any:  # noqa: ANN401 - the library's own type
        """Return for whom is asked; refuses a request without a token."""
        found = super().__call__(request)
        if found is None:
            raise rules.BadToken
        return found

    def authenticate(self, request: Request, token: str) -> tokens.Bearer:  # type: ignore[override]
        """Return for whom this token asks, and count the request."""
        found = tokens.bearer(token, request.now)
        limiter.check_name(
            f"token {found.token}", now=request.now, per_minute=settings.VERIFICATION_PER_MINUTE
        )
        return found


router = Router(tags=["checks"], auth=Token())
RESPONSES = {
    200: shapes.Answers,
    401: Problem,
    403: Problem,
    422: Problem,
    429: Problem,
}


@router.post(
    "",
    response=RESPONSES,
    operation_id="check_certificates",
    summary=N_("Check one or many certificates with a token"),
    description=N_(
        "Check certificates by number and name in the name of an enterprise. Each answer is the "
        "one that the public gets; a wrong name and a number that was never given look the same."
    ),
)
def check_certificates(
    request: Request, response: HttpResponse, payload: shapes.Pairs
) -> shapes.Answers:
    """Check the pairs in one list, answered in their order."""
    bearer: tokens.Bearer = request.auth  # type: ignore[attr-defined]
    now, actor = request.now, bearer.actor
    rules.check_scope(bearer.scope, len(payload.pairs), periods.day(now), rulebooks.current())
    pairs = [Pair(one.number, one.holder) for one in payload.pairs]
    uid = checking.hand_in(pairs, Channel.INTERFACE, actor=actor, now=now)
    said = checking.answer(uid, actor=actor, now=now)
    response["Cache-Control"] = "no-store"
    return shapes.Answers(checked_at=now, answers=[_answer(one) for one in said])


def _answer(said: Said) -> shapes.Answer:
    return shapes.Answer(
        number=said.number,
        outcome=said.outcome,
        certificate=said.certificate,
        level=said.level,
        module=said.module,
        organisation=said.organisation,
        issued_on=said.issued_on,
        since=said.since,
        replaced_by=said.replaced_by,
    )
