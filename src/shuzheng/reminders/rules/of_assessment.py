"""What is told about sites, sessions, results, certificates and fees; to candidates themselves too.

Of fees only agreements are told: who pays nothing, and why, is nobody's to read in a mail.
"""

from __future__ import annotations

from typing import Final

from shuzheng.kernel.wording import N_
from shuzheng.reminders.rules.telling import (
    INSTITUTION,
    LEAD,
    LEARNERS,
    SITE,
    STAFF,
    Place,
    Topic,
    those,
    told,
)

REGISTRATIONS: Final = Place("assessment:my-registrations", by_key=False, seen_by=LEARNERS)
TICKETS: Final = Place("assessment:my-tickets", by_key=False, seen_by=LEARNERS)
OWN_RESULTS: Final = Place("assessment:my-results", by_key=False, seen_by=LEARNERS)
OWN_CERTIFICATES: Final = Place("credentials:mine", by_key=False, seen_by=LEARNERS)

SITES: Final = (
    *told(
        Topic.SITE,
        those(
            "assessment.siteapproval",
            "institution",
            (*INSTITUTION, *SITE),
            Place("assessment:site-approval"),
        ),
        {
            "assessment.site.opined": N_("The alliance gave its opinion on your site"),
            "assessment.site.reviewed": N_("The review of your site began"),
            "assessment.site.approved": N_("Your site was approved"),
            "assessment.site.refused": N_("Your site was refused"),
            "assessment.site.recorded": N_("Your site is active"),
            "assessment.site.restricted": N_("Your site was restricted"),
            "assessment.site.suspended": N_("Your site was suspended"),
            "assessment.site.reinstated": N_("Your site was reinstated"),
            "assessment.site.closed": N_("Your site was closed"),
        },
    ),
    *told(
        Topic.SITE,
        those("assessment.siteapproval", "organisation", STAFF, Place("assessment:site-approval")),
        {
            "assessment.site.applied": N_("An institution applied for a site"),
            "assessment.site.recorded": N_("A site for your certificate is active"),
        },
    ),
    *(
        telling
        for whom in ("lead", "acting lead")
        for telling in told(
            Topic.SITE,
            those("assessment.siteapproval", whom, LEAD, Place("assessment:site-approval")),
            {"assessment.site.applied": N_("An application for a site waits for your opinion")},
        )
    ),
)

_MOVED: Final = {
    "assessment.plan.postponed": N_("A session was postponed"),
    "assessment.plan.rescheduled": N_("A session has a new date"),
    "assessment.plan.cancelled": N_("A session was cancelled"),
}

SESSIONS: Final = (
    *told(
        Topic.SESSION,
        those("assessment.plan", "institution", INSTITUTION, Place("assessment:plan")),
        {"assessment.plan.opened": N_("Registration for a session is open"), **_MOVED},
    ),
    *told(Topic.SESSION, those("assessment.plan", "site", SITE, Place("assessment:plan")), _MOVED),
    *told(
        Topic.SESSION,
        those("assessment.plan", "candidate", (), REGISTRATIONS),
        {
            "assessment.plan.postponed": N_("Your session was postponed"),
            "assessment.plan.rescheduled": N_("Your session has a new date"),
        },
    ),
    *told(
        Topic.SESSION,
        those("assessment.registration", "candidate", (), REGISTRATIONS),
        {
            "assessment.plan.cancelled": N_("Your session was cancelled"),
            "assessment.registrations.drafted": N_("A registration waits for your confirmation"),
            "assessment.registrations.found_ineligible": N_("Your registration was not accepted"),
            "assessment.registration.deferred": N_("Your sitting was deferred"),
            "assessment.registration.deferral_refused": N_("Your sitting was not deferred"),
        },
    ),
    *told(
        Topic.SESSION,
        those("assessment.registration", "guardian", (), REGISTRATIONS),
        {"assessment.registrations.drafted": N_("A registration waits for your consent")},
    ),
    *told(
        Topic.SESSION,
        those("assessment.registration", "candidate", (), TICKETS),
        {"assessment.seating.locked": N_("Your admission ticket was issued")},
    ),
)

RESULTS: Final = (
    *told(
        Topic.RESULT,
        those("assessment.registration", "candidate", (), OWN_RESULTS),
        {
            "assessment.results.published": N_("Your result was published"),
            "assessment.result.released": N_("Your result was published after a delay"),
            "assessment.review.accepted": N_("Your request for a review was accepted"),
            "assessment.review.refused": N_("Your request for a review was refused"),
            "assessment.review.rechecked": N_("Your paper was rechecked"),
            "assessment.review.decided": N_("The office decided on your review"),
            "assessment.misconduct.decided": N_("A case about your sitting was decided"),
            "assessment.appeal.decided": N_("Your appeal was decided"),
        },
    ),
    *told(
        Topic.RESULT,
        those(
            "assessment.registration",
            "organisation",
            STAFF,
            Place("assessment:reviews", by_key=False),
        ),
        {"assessment.review.asked": N_("A candidate asked for a review")},
    ),
)

CERTIFICATES: Final = (
    *told(
        Topic.CERTIFICATE,
        those("credentials.certificate", "holder", (), OWN_CERTIFICATES),
        {
            "credentials.certificates.issued": N_("A certificate was issued to you"),
            "credentials.certificate.suspended": N_("Your certificate is under enquiry"),
            "credentials.certificate.cleared": N_("The enquiry about your certificate ended"),
            "credentials.certificate.revoked": N_("Your certificate was revoked"),
            "credentials.certificate.replaced": N_("Your certificate was replaced"),
            "credentials.certificate.reissued": N_("Your certificate’s paper was issued again"),
        },
    ),
    *told(
        Topic.CERTIFICATE,
        those(
            "credentials.certificate",
            "institution",
            INSTITUTION,
            Place("credentials:register", by_key=False),
        ),
        {
            "credentials.certificate.suspended": N_("A student’s certificate is under enquiry"),
            "credentials.certificate.cleared": N_("The enquiry about a certificate ended"),
            "credentials.certificate.revoked": N_("A student’s certificate was revoked"),
            "credentials.certificate.replaced": N_("A student’s certificate was replaced"),
        },
    ),
)

_AGREED: Final = {
    "fees.agreement.offered": N_("A price was offered for a fee agreement"),
    "fees.agreement.signed": N_("A fee agreement was signed"),
    "fees.agreement.returned": N_("A fee agreement was returned"),
    "fees.agreement.in_force": N_("A fee agreement is in force"),
    "fees.agreement.terminated": N_("A fee agreement was terminated"),
    "fees.agreement.expired": N_("A fee agreement expired"),
}

FEES: Final = (
    *told(
        Topic.FEE,
        those("fees.feeagreement", "organisation", STAFF, Place("fees:agreement")),
        _AGREED,
    ),
    *told(Topic.FEE, those("fees.feeagreement", "lead", LEAD, Place("fees:agreement")), _AGREED),
)
