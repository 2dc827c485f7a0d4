"""The page that explains the log and shows its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import listing
from shuzheng.transparency.queries import heads, witnesses

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 10
COLUMNS = (
    listing.Column("size", _("Entries"), lead=True),
    listing.Column("added", _("Added"), numeric=True, short=_("Added")),
    listing.Column("at", _("Signed at"), short=_("Signed at")),
    listing.Column("root", _("Root hash"), wide=True),
)

WITNESS_COLUMNS = (
    listing.Column("witness", _("Witness"), lead=True),
    listing.Column("newest", _("Newest checkpoint"), short=_("Newest checkpoint")),
    listing.Column("seen", _("Last cosigned"), short=_("Last cosigned")),
    listing.Column("refused", _("Last refusal"), short=_("Last refusal"), wide=True),
)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what the log is, its newest checkpoint, its key and recent checkpoints."""
    recent = heads.recent(SHOWN)
    context = {
        "head": recent[0] if recent else None,
        "recent": recent,
        "columns": COLUMNS,
        "witnesses": witnesses.overview(recent[0] if recent else None),
        "witness_columns": WITNESS_COLUMNS,
        "waiting": heads.waiting(),
        "proof_example": f"{settings.PUBLIC_URL}{reverse('transparency:log')}/proof/0",
        "key": str(heads.verifier_key(recent[0])) if recent else "",
    }
    return render(request, "transparency/log.html", context)
