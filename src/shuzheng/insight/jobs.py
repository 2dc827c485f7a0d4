"""The nightly cut, the one asked for, and the figures of bi-weekly reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import jobs
from shuzheng.insight.access import Permission
from shuzheng.insight.services import cutting, report_figures

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.foundation.jobs import Handle


@jobs.job("insight.cut.take", title=_("Taking a data cut"), permission=Permission.CUT_TAKE)
def take(handle: Handle) -> dict[str, str]:
    """Take a cut now; run again it takes a newer one, which does no harm."""
    cutting.take(actor=handle.actor, now=handle.now())
    return {"url": reverse("insight:figures")}


@jobs.daily("insight.cut.nightly", at="00:30", title=_("Taking a data cut"))
def take_nightly(handle: Handle, on: date) -> None:
    """Take the cut of the night."""
    del on
    cutting.take(actor=handle.actor, now=handle.now())


@jobs.daily("insight.reports.figures", at="00:45", title=_("Figures for bi-weekly reports"))
def report_figures_nightly(handle: Handle, on: date) -> dict[str, int]:
    """Fill in what the platform counted in the days of the reports that are not filed yet."""
    del on
    return {"filled": report_figures.hand_down(actor=handle.actor, now=handle.now())}
