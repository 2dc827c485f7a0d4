"""Give out stored files: always as an attachment, never shown inside our pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_safe

from shuzheng.foundation import files
from shuzheng.foundation.web import leaving

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request


@require_safe
@login_required
def download(request: Request, uid: UUID) -> HttpResponse:
    """Answer with the file `uid`, to be saved."""
    return attached(files.open_file(uid, request.actor))


def attached(opened: files.Opened) -> HttpResponse:
    """Return an opened file as an attachment that no cache keeps."""
    return leaving.file(opened.name, opened.body, opened.media_type)
