"""What is told to institutions, organisations, alliances and the province's own officers."""

from __future__ import annotations

from typing import Final

from shuzheng.kernel.wording import N_
from shuzheng.reminders.rules.telling import (
    DEPARTMENT,
    HANDLERS,
    INSTITUTION,
    LEAD,
    OFFICE,
    STAFF,
    Place,
    Topic,
    those,
    told,
)

FILING: Final = (
    *told(
        Topic.FILING,
        those("pilots.filing", "institution", INSTITUTION, Place("pilots:filing")),
        {
            "pilots.filing.filed": N_("Your filing is on file"),
            "pilots.filing.returned": N_("Your filing was returned for completion"),
            "pilots.filing.amendment_noted": N_("The new version of your filing is in force"),
            "pilots.filing.suspended": N_("Your filing was suspended"),
            "pilots.filing.resumed": N_("The suspension of your filing was lifted"),
        },
    ),
    *told(
        Topic.FILING,
        those("pilots.problem", "institution", INSTITUTION, Place("pilots:problem")),
        {
            "pilots.problem.taken_up": N_("A problem that you reported was taken up"),
            "pilots.problem.settled": N_("A problem that you reported was settled"),
        },
    ),
    *told(
        Topic.FILING,
        those("pilots.case", "institution", INSTITUTION, Place("pilots:case")),
        {
            "pilots.case.decided": N_("The office checked your case"),
            "pilots.case.reported": N_("Your case was reported to the ministry"),
            "pilots.case.answered": N_("The ministry answered your case"),
            "pilots.case.closed": N_("Your case was closed"),
        },
    ),
    *told(
        Topic.FILING,
        those("pilots.filing", "office", OFFICE, Place("pilots:filing")),
        {"pilots.filing.submitted": N_("An institution submitted its filing")},
    ),
)

REPORTS: Final = (
    *told(
        Topic.REPORT,
        those("pilots.report", "institution", INSTITUTION, Place("pilots:report")),
        {
            "pilots.reports.reminded": N_("A bi-weekly report is due soon"),
            "pilots.report.returned": N_("Your bi-weekly report was returned as incomplete"),
            "pilots.reports.excused": N_("A missed bi-weekly report was excused"),
            "pilots.suggestion.answered": N_("The office answered your policy suggestion"),
        },
    ),
    *told(
        Topic.REPORT,
        those("pilots.report", "missing", INSTITUTION, Place("pilots:report")),
        {"pilots.reports.closed": N_("A bi-weekly report was not filed in time and is missed")},
    ),
    *told(
        Topic.REPORT,
        those("pilots.tracking", "institution", INSTITUTION, Place("pilots:tracking")),
        {"pilots.tracking.reminded": N_("The tracking of a certificate is due soon")},
    ),
)

DECISIONS: Final = (
    *told(
        Topic.DECISION,
        those("standing.notice", "institution", INSTITUTION, Place("standing:notice")),
        {
            "standing.notice.proposed": N_("A public notice on your institution was proposed"),
            "standing.notice.effort_proposed": N_(
                "A public notice on effort or progress of your institution was proposed"
            ),
            "standing.notice.issued": N_("A public notice on your institution was issued"),
            "standing.notice.dropped": N_("The proposed public notice was dropped"),
            "standing.notice.revoked": N_("The public notice on your institution was taken back"),
            "standing.notice.followed": N_("Further reports were missed after the public notice"),
            "standing.notice.loss_proposed": N_("The loss of your eligibility was proposed"),
            "standing.notice.loss_dropped": N_("The loss of your eligibility is not pursued"),
            "standing.notice.eligibility_taken": N_("Your eligibility was taken"),
            "standing.notice.upheld": N_("The loss of your eligibility was upheld"),
            "standing.notice.overturned": N_("The loss of your eligibility was overturned"),
        },
    ),
    *told(
        Topic.DECISION,
        those("standing.restriction", "party", (*INSTITUTION, *STAFF), Place("standing:decision")),
        {
            "standing.restriction.imposed": N_("A restriction was imposed on your organisation"),
            "standing.restriction.lifted": N_("A restriction on your organisation was lifted"),
        },
    ),
    *told(
        Topic.DECISION,
        those("standing.restriction", "person"),
        {
            "standing.restriction.imposed": N_("A restriction was imposed on you"),
            "standing.restriction.lifted": N_("A restriction on you was lifted"),
        },
    ),
    *told(
        Topic.DECISION,
        those("standing.measure", "party", (*INSTITUTION, *STAFF), Place("standing:measure")),
        {
            "standing.measure.taken": N_("The office called a meeting or took another measure"),
            "standing.measure.returned": N_("The office asks for more follow-up on a measure"),
            "standing.measure.closed": N_("A measure of the office was closed"),
        },
    ),
    *told(
        Topic.DECISION,
        those("standing.notice", "office", OFFICE, Place("standing:notice")),
        {"standing.notice.corrected": N_("An institution handed in its plan of correction")},
    ),
    *told(
        Topic.DECISION,
        those("standing.notice", "department", DEPARTMENT, Place("standing:notice")),
        {
            "standing.notice.loss_heard": N_("A proposed loss of eligibility was heard"),
            "standing.notice.appealed": N_("An institution appealed against loss of eligibility"),
        },
    ),
)

INSPECTIONS: Final = (
    *told(
        Topic.INSPECTION,
        those("quality.inspection", "party", (*INSTITUTION, *STAFF), Place("quality:inspection")),
        {
            "quality.inspection.reported": N_("The report of an inspection was handed in"),
            "quality.inspection.published": N_("The outcome of an inspection was published"),
            "quality.inspection.closed": N_("An inspection was closed"),
        },
    ),
    *told(
        Topic.INSPECTION,
        those(
            "quality.finding",
            "party told at once",
            (*INSTITUTION, *STAFF),
            Place("quality:finding"),
        ),
        {"quality.finding.recorded": N_("A finding was raised")},
    ),
    *told(
        Topic.INSPECTION,
        those("quality.finding", "party", (*INSTITUTION, *STAFF), Place("quality:finding")),
        {
            "quality.finding.withdrawn": N_("A finding was withdrawn"),
            "quality.finding.upheld": N_("A finding was upheld"),
            "quality.finding.expired": N_("The rectification of a finding is overdue"),
            "quality.finding.sent_back": N_("The re-check found a finding not put right"),
            "quality.finding.rechecked": N_("A finding passed the re-check"),
            "quality.finding.escalated": N_("An overdue finding was escalated"),
            "quality.finding.closed": N_("A finding was closed"),
        },
    ),
    *told(
        Topic.INSPECTION,
        those("quality.veto", "party", (*INSTITUTION, *STAFF), Place("quality:veto")),
        {
            "quality.veto.proposed": N_("A veto was proposed"),
            "quality.veto.dismissed": N_("A proposed veto was dismissed"),
            "quality.veto.decided": N_("A veto was decided"),
            "quality.veto.enforced": N_("A veto is in force"),
            "quality.veto.lifted": N_("A veto was lifted"),
            "quality.veto.overturned": N_("A veto was overturned"),
        },
    ),
    *told(
        Topic.INSPECTION,
        those("quality.finding", "office", OFFICE, Place("quality:finding")),
        {
            "quality.finding.contested": N_("A party contested a finding"),
            "quality.finding.submitted": N_("A party handed in a rectification"),
        },
    ),
)

COMPLAINTS: Final = (
    *told(
        Topic.COMPLAINT,
        those("complaints.complaint", "officer", (), Place("complaints:case", seen_by=HANDLERS)),
        {
            "complaints.complaint.triaged": N_("A case was assigned to you"),
            "complaints.complaint.transferred": N_("A case was handed to your unit"),
            "complaints.complaint.reassigned": N_("A case was given to you"),
            "complaints.complaint.added_to": N_("Something was added to a case of yours"),
            "complaints.complaint.rated": N_("The answer to a case of yours was rated"),
            "complaints.complaint.reviewed": N_("The answer to a case of yours was reviewed"),
        },
    ),
    *told(
        Topic.COMPLAINT,
        those(
            "complaints.concerned",
            "officer",
            (),
            Place("complaints:index", by_key=False, seen_by=HANDLERS),
        ),
        {"complaints.party.stated": N_("A party gave its account in a case of yours")},
    ),
    *told(
        Topic.COMPLAINT,
        those(
            "complaints.complaint",
            "who is asked",
            (*INSTITUTION, *STAFF),
            Place("complaints:asked", by_key=False),
        ),
        {"complaints.party.asked": N_("Your account of a matter is asked for")},
    ),
)

ALLIANCES: Final = (
    *told(
        Topic.ALLIANCE,
        those("pilots.alliance", "lead", (*LEAD, *INSTITUTION), Place("alliances:alliance")),
        {
            "pilots.alliance.formed": N_("Your institution leads an alliance"),
            "pilots.alliance.dissolved": N_("An alliance that you led was dissolved"),
        },
    ),
    *told(
        Topic.ALLIANCE,
        those("pilots.alliance", "acting lead", (*LEAD, *INSTITUTION), Place("alliances:alliance")),
        {"pilots.alliance.named": N_("Your institution was named acting lead of an alliance")},
    ),
    *told(
        Topic.ALLIANCE,
        those("alliances.summary", "author", (*LEAD, *INSTITUTION), Place("alliances:summary")),
        {"alliances.summary.answered": N_("The office answered your alliance’s summary")},
    ),
    *(
        telling
        for whom in ("lead", "acting lead")
        for telling in told(
            Topic.ALLIANCE,
            those("alliances.summary", whom, LEAD, Place("alliances:summary")),
            {"alliances.summaries.reminded": N_("The alliance’s summary is due soon")},
        )
    ),
    *told(
        Topic.ALLIANCE,
        those("alliances.minutes", "present", INSTITUTION, Place("alliances:minutes")),
        {"alliances.minutes.kept": N_("Minutes of a meeting that you attended are kept")},
    ),
    *(
        telling
        for whom in ("lead", "acting lead")
        for telling in told(
            Topic.ALLIANCE,
            those("pilots.activityreport", whom, LEAD, Place("pilots:activity")),
            {"pilots.activity.asked": N_("An activity report waits for the alliance’s signature")},
        )
    ),
    *told(
        Topic.ALLIANCE,
        those("pilots.activityreport", "organisation", STAFF, Place("pilots:activity")),
        {
            "pilots.activity.signed": N_("Your activity report was signed"),
            "pilots.activity.noted": N_("Your activity report was noted"),
            "pilots.activity.objected": N_("The office objected to your activity report"),
        },
    ),
    *told(
        Topic.ALLIANCE,
        those("pilots.activityreport", "office", OFFICE, Place("pilots:activity")),
        {"pilots.activity.submitted": N_("An organisation submitted an activity report")},
    ),
)
