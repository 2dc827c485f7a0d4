"""What somebody can begin from the desk: an address and the permission it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.access.permissions import Permission as Assessment
from shuzheng.fees.access import Permission as Fees
from shuzheng.foundation.ui import navigation
from shuzheng.foundation.ui.parts import Door
from shuzheng.identity.access import Permission as Identity
from shuzheng.pilots.access import Permission as Pilots
from shuzheng.reliance.access import Permission as Reliance
from shuzheng.workforce.access import Permission as Workforce

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Start:
    """Something to begin."""

    label: StrOrPromise
    icon: str
    url_name: str
    permission: str


STARTS: Final = (
    Start(_("Open a filing round"), "flag", "pilots:round-new", Pilots.ROUND_OPEN),
    Start(_("Work on the filing"), "folder", "pilots:filings", Pilots.FILING_WRITE),
    Start(_("Take up a certificate"), "award", "pilots:entry-new", Pilots.ENTRY_REVIEW),
    Start(_("Report an event"), "clipboard", "pilots:activity-new", Pilots.ACTIVITY_REPORT),
    Start(_("Plan an assessment"), "calendar", "assessment:plan-new", Assessment.PLAN_WRITE),
    Start(_("Register a site"), "pin", "assessment:site-new", Assessment.SITE_REGISTER),
    Start(_("Grant a qualification"), "cap", "workforce:grant", Workforce.QUALIFICATION_GRANT),
    Start(_("Draft a fee agreement"), "coins", "fees:agreement-new", Fees.AGREEMENT_DRAFT),
    Start(
        _("Check a list of certificates"), "upload", "reliance:pairs-import", Reliance.CHECK_MAKE
    ),
    Start(_("Import students"), "upload", "identity:classes", Identity.PERSON_REGISTER),
    Start(_("Print activation codes"), "print", "identity:classes", Identity.CODE_ISSUE),
    Start(
        _("Register a party"), "building", "identity:party-register", Identity.ORGANISATION_REGISTER
    ),
)
MOST: Final = 6


def starts(actor: Actor) -> list[Door]:
    """Return what the actor may begin, as far as there are pages for it; one line an address."""
    found: dict[str, Door] = {}
    for start in STARTS:
        url = navigation.url_of(start.url_name)
        if url and actor.may(start.permission) and url not in found:
            found[url] = Door(start.label, url, start.icon)
    return list(found.values())[:MOST]
