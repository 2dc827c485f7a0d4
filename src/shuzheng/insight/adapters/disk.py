"""The disk that the data lies on."""

from __future__ import annotations

import shutil

from django.conf import settings


def free() -> int:
    """Return how many bytes are free where the data lies."""
    return shutil.disk_usage(settings.DATA_DIR).free
