"""What assessment records, as sentences: sites, plans and registrations; then seats to results."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.rules.registration import OPEN
from shuzheng.foundation import concerns, facts

# --- Sites ------------------------------------------------------------------------------------

facts.declare("assessment.site.registered", _("registered the site {code}"), data=("code",))
facts.declare("assessment.site.corrected", _("corrected the site's name or address"))
facts.declare(
    "assessment.room.furnished",
    _("set up the room {name} with {seats} seats"),
    data=("name", "seats"),
)
facts.declare(
    "assessment.room.checked",
    _("checked the room {name}: {failing} items wanting"),
    data=("name", "failing"),
)
facts.declare("assessment.site.applied", _("applied for the site"))
facts.declare("assessment.site.opined", _("gave the alliance's opinion"), data=("how",))
facts.declare("assessment.site.reviewed", _("began the review of the site"))
facts.declare("assessment.site.approved", _("approved the site until {until}"), data=("until",))
facts.declare("assessment.site.refused", _("refused the site: {reason}"), data=("reason",))
facts.declare("assessment.site.recorded", _("recorded the site as active"), data=("how",))
facts.declare("assessment.site.rechecked", _("recorded the yearly re-check of the site"))
facts.declare("assessment.site.restricted", _("restricted the site: {reason}"), data=("reason",))
facts.declare("assessment.site.suspended", _("suspended the site: {reason}"), data=("reason",))
facts.declare("assessment.site.reinstated", _("reinstated the site: {reason}"), data=("reason",))
facts.declare("assessment.site.closed", _("closed the site: {reason}"), data=("reason",))
facts.declare(
    "assessment.centre.designated",
    _("designated the site a provincial assessment centre by {number}"),
    data=("number",),
)
facts.declare(
    "assessment.centre.withdrawn", _("withdrew the designation as a provincial assessment centre")
)

facts.declare(
    "assessment.costsheet.kept",
    _("kept the cost sheet of the session {plan} at the site {site}"),
    data=("plan", "site", "total_fen"),
)
facts.declare(
    "assessment.costsheet.corrected",
    _("corrected the cost sheet of the session {plan} at the site {site}"),
    data=("plan", "site", "total_fen"),
)

# --- Plans ------------------------------------------------------------------------------------

facts.declare("assessment.plan.drafted", _("drafted the plan {number}"), data=("number",))
facts.declare("assessment.plan.revised", _("changed the plan"))
facts.declare("assessment.plan.submitted", _("submitted the plan"))
facts.declare(
    "assessment.plan.reported", _("attached the activity report {report}"), data=("report",)
)
facts.declare(
    "assessment.plan.opened", _("opened registration: {held} conditions hold"), data=("held",)
)
facts.declare("assessment.plan.closed", _("closed registration"), data=("how",))
facts.declare(
    "assessment.plan.postponed", _("postponed the assessment: {reason}"), data=("reason",)
)
facts.declare("assessment.plan.rescheduled", _("set the new date {first_on}"), data=("first_on",))
facts.declare(
    "assessment.plan.cancelled", _("cancelled the assessment: {reason}"), data=("reason",)
)
facts.declare("assessment.assessor.appointed", _("appointed assessors"))
facts.declare("assessment.assessor.released", _("released an assessor"))
facts.declare("assessment.plan.certified", _("issued the certificates of the plan"))

# --- Registrations ----------------------------------------------------------------------------

facts.declare(
    "assessment.registrations.drafted", _("registered {count} candidates"), data=("count", "known")
)
facts.declare("assessment.registration.entered", _("registered by themselves"))
facts.declare(
    "assessment.registration.confirmed", _("confirmed the registration"), data=("method",)
)
facts.declare("assessment.registration.declined", _("declined the registration"), data=("method",))
facts.declare("assessment.registration.consented", _("consented as the guardian"), data=("method",))
facts.declare(
    "assessment.registrations.found_eligible",
    _("found {count} candidates eligible; their fees are to be paid"),
    data=("count",),
)
facts.declare(
    "assessment.registrations.found_ineligible",
    _("found {count} candidates not eligible"),
    data=("count",),
)
facts.declare(
    "assessment.registrations.accepted",
    _("found {count} candidates eligible, settled their fees and accepted them"),
    data=("count",),
)
facts.declare("assessment.registration.corrected", _("corrected the registration"))
facts.declare("assessment.registration.withdrawn", _("withdrew the registration"))
facts.declare(
    "assessment.registrations.withdrawn",
    _("withdrew {count} registrations that were not confirmed"),
    data=("count",),
)
facts.declare("assessment.registration.deferral_asked", _("asked for the sitting to be deferred"))
facts.declare(
    "assessment.registration.deferral_refused",
    _("did not defer the sitting: {reason}"),
    data=("reason",),
)
facts.declare(
    "assessment.registration.deferred", _("deferred the sitting: {reason}"), data=("reason",)
)
facts.declare("assessment.registration.refunded", _("refunded the fee"))
facts.declare(
    "assessment.registrations.reported",
    _("handed {count} registrations over to the national platform"),
    data=("count",),
)

# --- Seats, tickets, sittings, marks, results, reviews -----------------------------------------

facts.declare(
    "assessment.seating.planned",
    _("drew the seats of {candidates} candidates: {conflicts} pairs of classmates are neighbours"),
    data=("candidates", "conflicts", "seed", "inputs"),
)
facts.declare(
    "assessment.seating.planned_alone",
    _(
        "drew the seats of {candidates} candidates without a witness:"
        " {conflicts} pairs of classmates are neighbours"
    ),
    data=("candidates", "conflicts", "seed", "inputs"),
)
facts.declare("assessment.draw.opened", _("opened the draw of the seats"), data=("draw",))
facts.declare(
    "assessment.draw.witnessed",
    _("took part in the draw of the seats of {candidates} candidates as its witness"),
    data=("draw", "candidates"),
)
facts.declare(
    "assessment.draw.revealed", _("showed the secret for the draw of the seats"), data=("draw",)
)
facts.declare(
    "assessment.draw.voided", _("declared the draw of the seats void: {why}"), data=("draw", "why")
)
facts.declare(
    "assessment.seating.locked",
    _("locked the seats and issued {tickets} tickets"),
    data=("tickets",),
)
facts.declare("assessment.seating.relocked", _("locked the changed seats again"))
facts.declare(
    "assessment.seating.changed",
    _("moved a candidate from {before} to {after}"),
    data=("before", "after"),
)
facts.declare(
    "assessment.tickets.printed", _("printed {count} {what}"), data=("count", "what", "scope")
)
facts.declare(
    "assessment.ticket.reissued", _("issued copy {copy} of the ticket"), data=("copy", "reason")
)
facts.declare(
    "assessment.packages.sealed",
    _("sealed {count} packages of papers for the sitting “{part}”"),
    data=("count", "part", "site"),
)
facts.declare("assessment.package.moved", _("{what}: package {seal}"), data=("seal", "what"))
facts.declare(
    "assessment.plan.started",
    _("started the assessment of {candidates} candidates"),
    data=("candidates",),
)
facts.declare(
    "assessment.sittings.recorded", _("{what}: {count} candidates"), data=("count", "what")
)
facts.declare("assessment.sitting.recorded", _("recorded: {what}"), data=("what", "reason"))
facts.declare("assessment.incident.reported", _("filed an incident form: {kind}"), data=("kind",))
facts.declare(
    "assessment.misconduct.decided",
    _("decided the misconduct case: {decision}"),
    data=("decision",),
)
facts.declare(
    "assessment.plan.scoring_begun",
    _("ended the sittings; {sheets} marking sheets were made"),
    data=("sheets",),
)
facts.declare(
    "assessment.marks.entered",
    _("gave {count} marks; {gaps} need a third person"),
    data=("count", "gaps"),
    personal=("marks",),
)
facts.declare(
    "assessment.marks.taken_from_machine",
    _("took {count} machine marks of “{component}”"),
    data=("count", "component"),
    personal=("marks",),
)
facts.declare("assessment.mark.adjudicated", _("adjudicated a mark"), personal=("marks",))
facts.declare("assessment.marks.locked", _("locked {count} marks"), data=("count",))
facts.declare(
    "assessment.results.computed",
    _("computed {count} results, {passed} passed"),
    data=("count", "passed"),
    personal=("scores",),
)
facts.declare(
    "assessment.results.confirmed",
    _("confirmed {count} results: {finding}"),
    data=("count", "finding"),
)
facts.declare(
    "assessment.results.published", _("published {count} results"), data=("count", "late")
)
facts.declare(
    "assessment.result.released",
    _("published a result that had been held back"),
    personal=("score", "outcome"),
)
facts.declare(
    "assessment.results.reported",
    _("handed {count} results over to the national platform"),
    data=("count",),
)
facts.declare("assessment.review.asked", _("asked for the score to be reviewed"))
facts.declare("assessment.review.accepted", _("accepted the request for a review"))
facts.declare(
    "assessment.review.refused", _("refused the request for a review: {reason}"), data=("reason",)
)
facts.declare(
    "assessment.review.rechecked",
    _("rechecked the paper: {finding}"),
    data=("finding",),
    personal=("before", "after", "marks"),
)
facts.declare("assessment.review.escalated", _("took the review to the office"))
facts.declare(
    "assessment.review.decided",
    _("decided on the procedure of the review: {decision}"),
    data=("decision",),
)
facts.declare("assessment.review.closed", _("closed the review"), data=("how",))
facts.declare("assessment.appeal.lodged", _("appealed against the finding of misconduct"))
facts.declare("assessment.appeal.heard", _("heard the appeal"))
facts.declare("assessment.appeal.decided", _("decided the appeal: {decision}"), data=("decision",))

# --- Whom it concerns -------------------------------------------------------------------------

concerns.declare("assessment.siteapproval", "institution", "site__institution")
concerns.declare("assessment.siteapproval", "organisation", "certificate_type__organisation")
concerns.declare("assessment.siteapproval", "lead", "certificate_type__alliance__lead")
concerns.declare(
    "assessment.siteapproval", "acting lead", "certificate_type__alliance__acting_lead"
)
concerns.declare("assessment.plan", "institution", "institutions")
concerns.declare("assessment.plan", "site", "rooms__room__site__institution")
concerns.declare(
    "assessment.plan", "candidate", "registrations__person", registrations__state__in=sorted(OPEN)
)
concerns.declare("assessment.registration", "candidate", "person")
concerns.declare(
    "assessment.registration",
    "guardian",
    "person__guardianships__guardian",
    needs_guardian=True,
    person__guardianships__until=None,
)
concerns.declare("assessment.registration", "organisation", "plan__organisation")
