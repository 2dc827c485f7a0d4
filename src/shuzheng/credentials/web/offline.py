"""How a certificate is checked without us: the steps, the ten checks, what the answers mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from shuzheng.credentials.core.verifying import Step
from shuzheng.credentials.core.verifying.report import CLAUSES, STEP_NAMES
from shuzheng.credentials.queries import trust
from shuzheng.credentials.web import words
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Term

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("name", pgettext_lazy("verification", "Check"), lead=True),
    listing.Column("proves", gettext_lazy("What it proves"), wide=True),
    listing.Column("clause", gettext_lazy("Specification"), wide=True),
)
PROVES = {
    Step.FILE: gettext_lazy("The file is whole and holds a credential."),
    Step.SHAPE: gettext_lazy("It has every part that a certificate of this programme has."),
    Step.NUMBER: gettext_lazy("The number was not mistyped, and names this certificate and level."),
    Step.ISSUER: gettext_lazy("It names an organisation that the trust file believes."),
    Step.KEY: gettext_lazy("The key was that organisation's on the day of signing."),
    Step.SIGNATURE: gettext_lazy("Nothing was changed since the organisation signed it."),
    Step.LOG: gettext_lazy("It stands in the public evidence log, so it was not made later."),
    Step.REVOCATION: gettext_lazy("No status list revokes it."),
    Step.SUSPENSION: gettext_lazy("The newest status list does not put it under enquiry."),
    Step.DATES: gettext_lazy("Its term has begun and is not over."),
}
EXITS = (
    ("0", gettext_lazy("Genuine and in force")),
    ("1", gettext_lazy("Altered, revoked, out of its term, or not proved genuine")),
    ("2", gettext_lazy("The command, the trust file or a status list could not be used")),
    ("3", gettext_lazy("Signature good, status not known")),
    ("4", gettext_lazy("Under enquiry")),
    ("5", gettext_lazy("Not a certificate that can be checked")),
)


@require_safe
def offline(request: Request) -> HttpResponse:
    """Explain the offline check and hand out what it needs."""
    stands = trust.standing()
    newest = words.full_instant(stands.newest_at) if stands.newest_at else ""
    context = {
        "columns": COLUMNS,
        "checks": [
            {
                "number": step.number,
                "name": _(STEP_NAMES[step]),
                "proves": PROVES[step],
                "clause": CLAUSES[step],
            }
            for step in Step
        ],
        "exits": [{"code": code, "text": text} for code, text in EXITS],
        "trust": [
            Term(_("Evaluation organisations"), formats.number(stands.issuers)),
            Term(_("Status lists"), formats.number(stands.lists)),
            Term(_("Newest list"), newest),
            Term(_("Evidence log"), stands.log, code=True),
        ],
    }
    return render(request, "credentials/verify/offline.html", context)
