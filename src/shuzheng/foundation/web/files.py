"""Give out stored files: always as an attachment, never shown inside our pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from shuzheng.foundation import files

if TYPE_CHECKING:
    from uuid import UUID

    from shuzheng.foundation.web.request import Request


@require_safe
@login_required
def download(request: Request, uid: UUID) -> HttpResponse:
    """Answer with the file `uid`, to be saved."""
    return attached(files.open_file(uid, request.actor))


def attached(opened: files.Opened) -> HttpResponse:
    """Return an opened file as an attachment that no cache keeps."""
    disposition = content_disposition_header(as_attachment=True, filename=opened.name)
    return HttpResponse(
        opened.body,
        content_type=opened.media_type,
        headers={
            "Content-Disposition": str(disposition),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
