"""Verification by anybody: by the code on the paper, or by number and name.

A name is personal, so a pair comes in the body and never in an address. A wrong pair looks like an
absent certificate (R-112).
"""

import re

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from shuzheng.api import limits, shapes
from shuzheng.api.shapes import Problem
from shuzheng.credentials.core.verifying import Verdict
from shuzheng.credentials.core.verifying.report import STEP_NAMES, Check
from shuzheng.credentials.queries import verification
from shuzheng.credentials.queries.verification import Finding, PublicCertificate
from shuzheng.foundation.web.request import Request
from shuzheng.kernel.wording import N_

router = Router(tags=["verification"])
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
RESPONSES = {200: shapes.Verification, 404: Problem, 422: Problem, 429: Problem}


@router.get(
    "/{token}",
    response=RESPONSES,
    operation_id="verify_by_code",
    summary=N_("Verify by the code on the paper"),
    description=N_("Verify the certificate whose QR code leads to `/v/{token}`."),
)
def by_code(
    request: Request,
    response: HttpResponse,
    token: shapes.Token,
) -> shapes.Verification:
    """Verify the certificate whose QR code leads to `/v/{token}`."""
    limits.verification(request)
    response["Cache-Control"] = "no-store"
    if not TOKEN.fullmatch(token):
        raise verification.UnknownCode
    return _verification(verification.by_token(token, request.now))


@router.post(
    "",
    response=RESPONSES,
    operation_id="verify_by_number",
    summary=N_("Verify by number and name"),
    description=N_("Verify the certificate with this number, if this is its holder's name."),
)
def by_number(
    request: Request, response: HttpResponse, payload: shapes.Pair
) -> shapes.Verification:
    """Verify the certificate with this number, if this is its holder's name."""
    limits.verification(request)
    response["Cache-Control"] = "no-store"
    return _verification(verification.by_number(payload.number, payload.holder, request.now))


def _verification(found: Finding) -> shapes.Verification:
    report = found.report
    headline, params = report.headline_of(found.verdict)
    return shapes.Verification(
        verdict=found.verdict,
        headline=_(headline).format(**params),
        checked_at=report.checked_at,
        status_known_at=report.status_known_at,
        checks=[_check(one) for one in report.checks],
        certificate=_certificate(found, found.certificate) if found.certificate else None,
    )


def _certificate(found: Finding, registered: PublicCertificate) -> shapes.Certificate:
    """Return a certificate with the state of today: the register keeps no term, that is signed."""
    said = found.report.certificate
    until = said.valid_until if said else None
    over_since = until if found.verdict is Verdict.EXPIRED else None
    return shapes.Certificate(
        number=registered.number,
        holder=registered.holder,
        certificate=registered.certificate,
        certificate_code=registered.certificate_code,
        level=registered.level,
        module=registered.module,
        organisation=registered.organisation,
        issued_on=registered.issued_on,
        state=Verdict.EXPIRED if over_since else registered.state,
        state_since=over_since or registered.state_since,
        valid_until=until,
        is_demonstration=registered.is_demonstration,
    )


def _check(check: Check) -> shapes.Check:
    return shapes.Check(
        number=check.number,
        step=str(check.step),
        outcome=check.outcome,
        sentence=f"{_(STEP_NAMES[check.step])}: {_(check.template).format(**check.params)}",
        specification=check.clause,
    )
