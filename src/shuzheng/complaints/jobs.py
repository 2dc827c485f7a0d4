"""Work of complaints that the clock asks for. It may run again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shuzheng.complaints.services import handling
from shuzheng.foundation import jobs

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.foundation.jobs import Handle


@jobs.daily("complaints.silence", at="00:25", title=_("Complaints: answers without a reply"))
def silence(handle: Handle, on: date) -> dict[str, int]:
    """Conclude what was answered and not spoken to in time."""
    del on
    return {"closed": handling.close_silent(now=handle.now())}
