"""What a presentation says, in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shuzheng.credentials.web import words
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Term

if TYPE_CHECKING:
    from shuzheng.credentials.core.presentations import Presentation


def terms(shown: Presentation) -> list[Term]:
    """Return for whom it was made, what for, and until when."""
    return [
        Term(pgettext("share", "For whom"), shown.recipient),
        Term(_("What for"), shown.purpose),
        Term(_("Made on"), words.full_day(shown.made_at)),
        Term(_("To be relied on until"), words.full_instant(shown.until)),
        Term(_("Certificates in it"), formats.number(len(shown.shown))),
    ]
