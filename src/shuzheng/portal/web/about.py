"""What the platform says about itself: personal information, accessibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from shuzheng.foundation.sheets import uploads
from shuzheng.foundation.ui import listing
from shuzheng.identity.services import activation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

HOUR = 3600
KEPT = (
    listing.Column("what", _("What is kept"), lead=True),
    listing.Column("why", _("What for"), wide=True),
    listing.Column("seen", _("Who sees it"), wide=True),
    listing.Column("kept", _("How long"), wide=True),
)
FOR_EVER = pgettext_lazy("how long", "As long as the certificate can be verified")
KINDS = (
    (
        _("Name, kind and number of the identity document, sex, telephone"),
        _("To know one person as one, to print tickets, to hand results to the national platform"),
        _("Your institution and the organisation, masked; acts that need it whole are recorded"),
        FOR_EVER,
    ),
    (
        _("Date of birth"),
        _("To know who is under 18, so that a guardian is asked"),
        _("Nobody on a page; it is sealed and only compared"),
        FOR_EVER,
    ),
    (
        _("School, class, major, student number"),
        _("To register classes, to keep classmates apart when seats are drawn"),
        pgettext_lazy("privacy", "Your institution"),
        _("Permanently, as part of the record of the assessment"),
    ),
    (
        _("Registration, your answer and its time, a guardian's consent"),
        _("To prove that you agreed yourself"),
        _("Your institution, the organisation, yourself, your guardian"),
        _("Permanently, as part of the record of the assessment"),
    ),
    (
        _("Hardship status and what you were charged"),
        _("So that nobody pays who need not"),
        _("Only who grants it; lists never show who pays"),
        _("Permanently, as part of the record of the assessment"),
    ),
    (
        _("Marks, results, reviews"),
        _("To decide on the certificate and to answer a review"),
        _("Yourself, the organisation, your institution after publication; never the public"),
        _("Permanently, as part of the record of the assessment"),
    ),
    (
        _("The certificate"),
        _("So that anybody can verify what you show"),
        _("Whoever has number and name, code, or file; only what the public page shows"),
        FOR_EVER,
    ),
    (
        _("Sign-in name, password as a hash, failed sign-ins with the network address"),
        _("To let you in and keep others out"),
        _("The security administrator sees failures, nobody the password"),
        _("As long as the account exists"),
    ),
    (
        _("An objection to a publicity; name and contact of its author, if given"),
        _("To examine and to answer it"),
        _("Whoever answers it; who looks at name and contact, and why, is recorded"),
        _("Permanently, as part of the record of the publicity"),
    ),
    (
        _("What somebody did, when, in which role"),
        _("To show later who decided what"),
        _("Whoever may see the thing itself; the audit administrator"),
        _("Permanently; the record cannot be changed"),
    ),
)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept, what for, who sees it, how long, and what one may ask for."""
    context = {
        "columns": KEPT,
        "kinds": KINDS,
        "upload_days": uploads.KEPT.days,
        "code_days": activation.VALID_FOR.days,
        "session_hours": settings.SESSION_COOKIE_AGE // HOUR,
    }
    return render(request, "portal/privacy.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how far the platform can be used by everybody, and what is lacking."""
    return render(request, "portal/accessibility.html")
