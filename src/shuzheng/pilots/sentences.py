"""What pilots records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import concerns, facts
from shuzheng.identity.queries import feed
from shuzheng.pilots.rules import filing, reporting

facts.declare("pilots.round.opened", _("opened the filing round of {year}"), data=("year",))
facts.declare("pilots.filing.begun", _("began the filing of {year}"), data=("year",))
facts.declare("pilots.filing.drafted", _("saved version {version}"), data=("version",))
facts.declare("pilots.filing.submitted", _("submitted the filing {number}"), data=("number",))
facts.declare(
    "pilots.filing.returned",
    _("returned the filing: {ground}"),
    data=("ground", "place"),
)
feed.spell(
    "pilots.filing.returned",
    "ground",
    {str(ground): word for ground, word in filing.GROUND_LABELS.items()},
)
facts.declare("pilots.filing.filed", _("recorded {number} as filed"), data=("number", "how"))
facts.declare("pilots.filing.amended", _("submitted version {version}"), data=("version",))
facts.declare(
    "pilots.filing.amendment_noted", _("put version {version} into force"), data=("version", "how")
)
facts.declare("pilots.filing.suspended", _("suspended the filing: {reason}"), data=("reason",))
facts.declare("pilots.filing.resumed", _("lifted the suspension: {reason}"), data=("reason",))
facts.declare("pilots.filing.ended", _("ended the filing: {reason}"), data=("reason",))
facts.declare(
    "pilots.group.named", _("named {count} members of the leading group"), data=("count",)
)
facts.declare(
    "pilots.unit.named", _("named the unit in charge of the pilot: {name}"), data=("name",)
)
facts.declare("pilots.liaison.named", _("named a liaison"))
facts.declare("pilots.duty.split", _("wrote down the duties for a certificate"))
facts.declare(
    "pilots.party.recorded",
    _("recorded how the Party organisation led the pilot on {day}"),
    data=("day",),
)
facts.declare("pilots.risk.noted", _("noted a risk"))
facts.declare("pilots.risk.moved", _("took a risk along"))
facts.declare(
    "pilots.contact.named",
    _("named the department in charge in the city: {department}"),
    data=("department",),
)
facts.declare(
    "pilots.organs.exported", _("took a list of {count} institutions away"), data=("count",)
)
facts.declare("pilots.problem.reported", _("reported a problem"), confidential=True)
facts.declare("pilots.problem.taken_up", _("took the problem up, due on {due}"), data=("due",))
facts.declare("pilots.problem.settled", _("settled the problem"))
facts.declare("pilots.case.opened", _("opened a case"), confidential=True)
facts.declare("pilots.case.decided", _("checked the case"), data=("verified",))
facts.declare(
    "pilots.case.reported", _("reported the case to the ministry on {day}"), data=("day",)
)
facts.declare("pilots.case.answered", _("recorded the ministry's answer of {day}"), data=("day",))
facts.declare("pilots.case.closed", _("closed the case"))
facts.declare(
    "pilots.tracking.opened",
    _("asked to track {asked} certificates in use"),
    data=("asked", "lapsed"),
)
facts.declare(
    "pilots.tracking.reminded",
    _("reminded of the tracking due on {due}: {count} certificates"),
    data=("due", "count"),
)
facts.declare("pilots.tracking.recorded", _("recorded the tracking"), data=("late",))
facts.declare("pilots.entry.proposed", _("proposed to take up the certificate"))
facts.declare(
    "pilots.entry.reviewed",
    _("recorded the entry review: {score} points"),
    data=("score", "passed"),
)
facts.declare("pilots.entry.activated", _("put the certificate into use"))
facts.declare("pilots.entry.left", _("began to leave the certificate: {reason}"), data=("reason",))
facts.declare("pilots.alliance.named", _("named an acting lead of the alliance"))
facts.declare("pilots.alliance.formed", _("recorded the alliance and its lead"))
facts.declare("pilots.alliance.dissolved", _("dissolved the alliance"))
facts.declare(
    "pilots.activity.drafted", _("drafted the activity report {number}"), data=("number",)
)
facts.declare(
    "pilots.activity.revised", _("changed the activity report {number}"), data=("number",)
)
facts.declare("pilots.activity.signed", _("signed the activity report"), data=("as_party",))
facts.declare("pilots.activity.asked", _("asked the alliance to sign"))
facts.declare(
    "pilots.activity.submitted",
    _("submitted the activity report {number}"),
    data=("number", "signature"),
)
facts.declare(
    "pilots.activity.noted", _("noted the activity report {number}"), data=("number", "how")
)
facts.declare(
    "pilots.activity.objected", _("objected to the activity report: {reason}"), data=("reason",)
)
facts.declare("pilots.activity.held", _("recorded the event as held"))
facts.declare("pilots.activity.summed_up", _("summed up the event"))
facts.declare("pilots.activity.cancelled", _("cancelled the event: {reason}"), data=("reason",))
facts.declare("pilots.reports.opened", _("asked for the reports due on {due}"), data=("due",))
facts.declare(
    "pilots.reports.closed",
    _("counted the reports missed on {due}: {missed}"),
    data=("due", "missed"),
)
facts.declare(
    "pilots.reports.reminded",
    _("reminded of the reports due on {due}: {count}"),
    data=("due", "count"),
)
facts.declare(
    "pilots.reports.prefilled",
    _("filled in the figures of reports: {count}"),
    data=("count",),
)
facts.declare("pilots.reports.exported", _("exported {count} reports"), data=("count",))
facts.declare("pilots.reports.excused", _("excused missed reports: {count}"), data=("count",))
facts.declare(
    "pilots.reports.rested",
    _("declared a break in reports from {since} to {until}"),
    data=("since", "until"),
)
facts.declare("pilots.report.drafted", _("began the report due on {due}"), data=("due",))
facts.declare("pilots.report.filed", _("filed the report due on {due}"), data=("due", "late"))
facts.declare("pilots.report.accepted", _("accepted the report"), data=("how",))
facts.declare(
    "pilots.report.taken_up", _("took a part of the report up for the portal"), data=("part",)
)
facts.declare("pilots.report.returned", _("returned the report as incomplete"))
facts.declare(
    "pilots.report.entered", _("recorded the entry on the national platform"), data=("on",)
)
facts.declare("pilots.suggestion.answered", _("answered the suggestion"), data=("answer",))
facts.declare(
    "pilots.outside.recorded",
    _("recorded something held outside the pilot, persons: {persons}"),
    data=("kind", "persons"),
)
facts.declare("pilots.outside.withdrawn", _("withdrew the outside record"))
facts.declare("pilots.filings.exported", _("exported {count} filings"), data=("count",))

concerns.declare("pilots.filing", "institution", "institution")
concerns.declare("pilots.problem", "institution", "institution")
concerns.declare("pilots.case", "institution", "institution")
concerns.declare("pilots.tracking", "institution", "entry__institution")
concerns.declare("pilots.report", "institution", "institution")
concerns.declare("pilots.report", "missing", "institution", state=reporting.State.MISSED)
concerns.declare("pilots.activityreport", "organisation", "organisation")
concerns.declare("pilots.activityreport", "lead", "certificate_type__alliance__lead")
concerns.declare("pilots.activityreport", "acting lead", "certificate_type__alliance__acting_lead")
concerns.declare("pilots.alliance", "lead", "lead")
concerns.declare("pilots.alliance", "acting lead", "acting_lead")
