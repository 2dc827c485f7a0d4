"""What assessment records, as sentences: sites, plans and registrations; then seats to results."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts

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
facts.declare("assessment.assessor.appointed", _("appointed an assessor"))
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
    _("found eligible; the fee is to be paid"),
)
facts.declare("assessment.registrations.found_ineligible", _("found not eligible"))
facts.declare(
    "assessment.registrations.accepted", _("found eligible, settled the fee and accepted")
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
