"""Work of the gazette that the calendar asks for. It may run again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import jobs
from shuzheng.gazette.services import publicity

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.foundation.jobs import Handle


@jobs.daily("gazette.publicity.end", at="00:12", title=_("Publicity: periods that are over"))
def periods_end(handle: Handle, on: date) -> dict[str, int]:
    """End the periods whose last day is over and whose objections are all answered."""
    del on
    return {"ended": publicity.end_due(now=handle.now())}
