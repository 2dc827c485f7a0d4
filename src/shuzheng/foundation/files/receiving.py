"""Receive uploads without keeping more of them than may be kept."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUpload(TemporaryFileUploadHandler):
    """Writes a file to disk only up to the limit; its size is still told as it was.

    So a file that is too large is refused by name and fills no disk.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a chunk that begins within the limit; drop what is beyond."""
        if start <= settings.UPLOAD_BYTES:
            super().receive_data_chunk(raw_data, start)
