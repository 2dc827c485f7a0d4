"""Take out the evidence file of a certificate: staff say why, the holder presses a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.services import evidence_files
from shuzheng.credentials.web import trails
from shuzheng.credentials.web.forms import PurposeForm
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

ZIP = "application/zip"


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_file(request: Request, number: str) -> HttpResponse:
    """Ask staff why, the holder nothing; then hand the file out. Leaves a record."""
    row = access.issued_by(number, request.actor, Permission.CERTIFICATE_EVIDENCE)

    def act(data: dict[str, Any]) -> HttpResponse:
        reason = data.get("reason", "")
        made = evidence_files.export(number, reason, actor=request.actor, now=request.now)
        return leaving.file(made.name, made.body, ZIP)

    if request.actor.reach is Reach.SELF:
        return act({}) if request.method == "POST" else redirect("credentials:mine-one", number)
    page = trails.page_of(row.number, _("Evidence file")) | {"holder": row.holder}
    form = PurposeForm(acting.posted(request))
    return acting.form(request, "credentials/desk/evidence_file.html", page, form, act)
