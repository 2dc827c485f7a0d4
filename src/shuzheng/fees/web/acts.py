"""What may be done with an agreement now: from its life cycle, with the reason where barred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.fees.access import Permission
from shuzheng.fees.queries import agreement_pages
from shuzheng.fees.rules.agreement import AGREEMENT, State, Verb
from shuzheng.foundation.ui.parts import Act
from shuzheng.foundation.web import refusals
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.fees.queries.agreement_pages import AgreementPage
    from shuzheng.kernel.actor import Actor


def of(page: AgreementPage, actor: Actor, now: datetime) -> list[Act]:
    """Return the acts of a page, the one that moves things on first."""
    return [
        *_lead(page, actor),
        *_party(page, actor, now),
        *_member(page, actor),
        *_office(page, actor),
    ]


def _lead(page: AgreementPage, actor: Actor) -> Iterator[Act]:
    """Yield what the alliance's lead does: draft, appraisal, filing."""
    if not actor.may(Permission.AGREEMENT_DRAFT) or page.lead_id != actor.organisation_id:
        return
    if AGREEMENT.allows(page.state, Verb.APPRAISE):
        yield Act(_("Send to the experts"), _url("send", page), "users", "primary", post=True)
        yield Act(_("Change the draft"), _url("edit", page), "edit")
    if AGREEMENT.allows(page.state, Verb.NEGOTIATE):
        yield Act(_("Record the appraisal"), _url("appraise", page), "clipboard", "primary")
    if AGREEMENT.allows(page.state, Verb.FILE):
        refusal = page.check.refusal
        yield Act(
            _("File with the office"),
            _url("file", page),
            "folder",
            "primary",
            barred=refusals.sentence(refusal) if refusal else "",
            rule="R-122" if refusal else "",
        )


def _party(page: AgreementPage, actor: Actor, now: datetime) -> Iterator[Act]:
    """Yield what both parties do during the talks."""
    parties = {
        page.lead_id: page.lead_signed_on,
        page.organisation_id: page.organisation_signed_on,
    }
    if not actor.may(Permission.AGREEMENT_SIGN) or actor.organisation_id not in parties:
        return
    if not AGREEMENT.allows(page.state, Verb.AGREE):
        return
    if parties[actor.organisation_id]:
        yield Act(
            _("Sign the agreement"),
            "",
            "sign",
            "primary",
            barred=_("You have signed; the other party has not yet."),
        )
    else:
        yield Act(_("Sign the agreement"), _url("sign", page), "sign", "primary", dialog=True)
    yield Act(_("Put another fee on the table"), _url("offer", page), "coins")
    if AGREEMENT.allows(page.state, Verb.MEDIATE) and page.talks_until:
        early = periods.day(now) <= page.talks_until
        yield Act(
            _("Ask the office to mediate"),
            _url("mediate", page),
            "chat",
            post=True,
            barred=gettext("The parties negotiate by themselves until {until}.").format(
                until=page.talks_until
            )
            if early
            else "",
            rule="R-121" if early else "",
        )


def _member(page: AgreementPage, actor: Actor) -> Iterator[Act]:
    """Yield what an institution that uses the certificate may say."""
    spoken = page.state in {State.AGREED, State.FILED, State.IN_FORCE}
    if spoken and agreement_pages.may_join(page, actor):
        yield Act(_("Join or dissent"), _url("stance", page), "chat", dialog=True)


def _office(page: AgreementPage, actor: Actor) -> Iterator[Act]:
    """Yield what the coordination office does."""
    if not actor.may(Permission.AGREEMENT_DECIDE):
        return
    if AGREEMENT.allows(page.state, Verb.BRING_INTO_FORCE):
        yield Act(
            _("Bring into force"),
            _url("force", page),
            "check",
            "primary",
            post=True,
            note=gettext("It comes into force by itself on {since}.").format(since=page.since),
        )
    if AGREEMENT.allows(page.state, Verb.RETURN):
        yield Act(_("Return to negotiation"), _url("return", page), "undo", dialog=True)
    if AGREEMENT.allows(page.state, Verb.TERMINATE):
        yield Act(_("Terminate the agreement"), _url("end", page), "ban", "danger", dialog=True)


def _url(act: str, page: AgreementPage) -> str:
    return reverse(f"fees:agreement-{act}", args=[page.id])
