"""What an absolute URL looks like, where a document names one.

Authority: RFC 3986, section 4.3, read widely: a scheme, a colon, and characters that an address may
hold, those of other scripts among them. Whether anything answers there is not asked.
"""

from __future__ import annotations

import re
from typing import TypeGuard

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def is_absolute(value: object) -> TypeGuard[str]:
    """Return whether `value` is a text that is one absolute URL."""
    return isinstance(value, str) and _ABSOLUTE.fullmatch(value) is not None
