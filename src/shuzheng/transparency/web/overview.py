"""The page that explains the log and shows its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import listing
from shuzheng.transparency.queries import heads

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 10
COLUMNS = (
    listing.Column("size", _("Entries"), lead=True),
    listing.Column("added", _("Added"), numeric=True, short=_("Added")),
    listing.Column("at", _("Signed at"), short=_("Signed at")),
    listing.Column("root", _("Root hash"), wide=True),
)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what the log is, its newest checkpoint, its key and recent checkpoints."""
    recent = heads.recent(SHOWN)
    context = {
        "head": recent[0] if recent else None,
        "recent": recent,
        "columns": COLUMNS,
        "waiting": heads.waiting(),
        "proof_example": f"{settings.PUBLIC_URL}{reverse('transparency:log')}/proof/0",
        "key": str(heads.verifier_key(recent[0])) if recent else "",
    }
    return render(request, "transparency/log.html", context)
