"""Checking without us: the page that reads a paper's code, and how files are checked by command.

Visited once, the page works without a network (`kept_files`): its scripts judge by the trust file
that they keep. Without scripts it says what to do instead.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from csp.constants import WASM_UNSAFE_EVAL
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from shuzheng.credentials.core.statusmessage import ANCHOR, Message
from shuzheng.credentials.core.verifying import Step
from shuzheng.credentials.core.verifying.report import CLAUSES, STEP_NAMES
from shuzheng.credentials.web import bare, offline_words
from shuzheng.foundation.ui import listing

if TYPE_CHECKING:
    from shuzheng.foundation.web.request import Request

FEW_MINUTES = "public, max-age=300"
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
    Step.SM2: gettext_lazy(
        "Only where it carries a second proof: the organisation signed it by SM2 as well."
    ),
}
EXITS = (
    ("0", gettext_lazy("Genuine and in force")),
    ("1", gettext_lazy("Altered, revoked, out of its term, or not proved genuine")),
    ("2", gettext_lazy("The command, the trust file or a status list could not be used")),
    ("3", gettext_lazy("Signature good, status not known")),
    ("4", gettext_lazy("Under enquiry")),
    ("5", gettext_lazy("Not a certificate that can be checked")),
)
MESSAGE_COLUMNS = (
    listing.Column("value", gettext_lazy("Value in the list"), lead=True),
    listing.Column("word", gettext_lazy("Word in the list")),
    listing.Column("meaning", gettext_lazy("What it means"), wide=True),
)
MEANINGS = {
    Message.NOTHING_FURTHER: gettext_lazy(
        "Nothing is said beside the lists of revocations and enquiries."
    ),
    Message.REPLACED: gettext_lazy(
        "A corrected certificate with another number took its place; the result stands."
    ),
    Message.FRAUD_OR_MISCONDUCT: gettext_lazy(
        "Revoked after a hearing, for fraud or misconduct; the result earns no other certificate."
    ),
    Message.ISSUED_IN_ERROR: gettext_lazy(
        "Revoked after a hearing, because it was issued in error; the result may earn another one."
    ),
}


@csp_update({"script-src": [WASM_UNSAFE_EVAL]})  # type: ignore[arg-type]  # our own request
@require_safe
def offline(request: Request) -> HttpResponse:
    """Show the page; its decoder is WebAssembly, which no other page may run."""
    answer = HttpResponse(draw(bare.language(request)), headers={"Cache-Control": FEW_MINUTES})
    patch_vary_headers(answer, ("Accept-Language", "Cookie"))
    return answer


@lru_cache(maxsize=len(settings.LANGUAGES))
def draw(language: str) -> str:
    """Return the page, which is the same for everybody and holds nothing of a day."""
    with translation.override(language):
        context = {
            "shell": bare.shell(reverse("credentials:offline")),
            "language": language,
            "words": offline_words.spoken(),
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
            "messages_id": ANCHOR,
            "message_columns": MESSAGE_COLUMNS,
            "messages": [
                {"value": f"{one.value_in_list:#x}", "word": one.value, "meaning": MEANINGS[one]}
                for one in Message
            ],
            "exits": [{"code": code, "text": text} for code, text in EXITS],
        }
        return render_to_string("credentials/verify/offline.html", context)
