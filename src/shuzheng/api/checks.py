"""Checks of one or many certificates by an enterprise's programs, with a token.

Rule: R-112. What is answered, and how much may be asked, is the same as for a workbook.
"""

from django.http import HttpResponse
from ninja import Router

from shuzheng.api import shapes, tokens
from shuzheng.api.shapes import Problem
from shuzheng.credentials.queries.many import Pair
from shuzheng.foundation import rulebooks
from shuzheng.foundation.web.request import Request
from shuzheng.kernel import periods
from shuzheng.kernel.wording import N_
from shuzheng.reliance.queries.answers import Said
from shuzheng.reliance.rules import tokens as rules
from shuzheng.reliance.rules.checking import Channel
from shuzheng.reliance.services import checking

router = Router(tags=["checks"], auth=tokens.Token())
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
    bearer = tokens.bearer(request)
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
