"""The evidence file of a certificate for programs of those who may take it out, with a token.

Rules: R-110, R-115. It is the act of the page and of the command: the same reach, the same reason,
the same fact. The number comes in the body, because an address is kept in too many places.
"""

from typing import Any

from django.http import HttpResponse
from ninja import Router

from shuzheng.api import shapes, tokens
from shuzheng.api.shapes import Problem
from shuzheng.credentials.services import evidence_files
from shuzheng.foundation.web import leaving
from shuzheng.foundation.web.request import Request
from shuzheng.kernel.wording import N_
from shuzheng.reliance.rules import tokens as rules
from shuzheng.reliance.rules.tokens import Scope

ZIP = "application/zip"
PACKED: dict[str, Any] = {
    "responses": {
        200: {
            "description": "OK",
            "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}

REFUSED = dict.fromkeys((401, 403, 404, 409, 422, 429, 503), Problem)

router = Router(tags=["evidence"], auth=tokens.Token())


@router.post(
    "",
    response=REFUSED,
    operation_id="take_evidence_file",
    openapi_extra=PACKED,
    summary=N_("Take out the evidence file of a certificate with a token"),
    description=N_(
        "Return the whole history of one certificate with what proves it, as a file that "
        "`shuzheng verify` checks. It takes a token for evidence files and a reason, which is kept "
        "with who took the file out, as on the page."
    ),
)
def take_evidence_file(request: Request, payload: shapes.EvidenceWish) -> HttpResponse:
    """Hand the evidence file out; leaves a record."""
    bearer = tokens.bearer(request)
    rules.require(bearer.scope, (Scope.EVIDENCE,))
    made = evidence_files.export(
        payload.number, payload.reason, actor=bearer.actor, now=request.now
    )
    return leaving.file(made.name, made.body, ZIP)
