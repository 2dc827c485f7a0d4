"""Addresses of pilots."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.foundation.sheets import web as sheets
from shuzheng.pilots import jobs
from shuzheng.pilots.web import (
    activities,
    activity_acts,
    alliances,
    editor,
    entries,
    filing,
    filing_acts,
    filings,
    report,
    report_acts,
    report_editor,
    report_office,
    reports,
    rounds,
)

app_name = "pilots"

urlpatterns = [
    path("pilots/rounds/", rounds.index, name="rounds"),
    path("pilots/rounds/new/", rounds.announce, name="round-new"),
    path("pilots/filings/", filings.index, name="filings"),
    path("pilots/filings/file/", filings.put_on_file, name="filings-file"),
    path("pilots/filings/begin/", filing_acts.begin, name="filing-begin"),
    path("pilots/filings/<int:pk>/", filing.show, name="filing"),
    path("pilots/filings/<int:pk>/edit/", editor.edit, name="filing-edit"),
    path("pilots/filings/<int:pk>/items/", include(sheets.paths(jobs.ITEMS))),
    path("pilots/filings/<int:pk>/submit/", filing_acts.submit, name="filing-submit"),
    path("pilots/filings/<int:pk>/file/", filing_acts.put_on_file, name="filing-file"),
    path("pilots/filings/<int:pk>/return/", filing_acts.send_back, name="filing-return"),
    path("pilots/filings/<int:pk>/suspend/", filing_acts.suspend, name="filing-suspend"),
    path("pilots/filings/<int:pk>/resume/", filing_acts.resume, name="filing-resume"),
    path("pilots/filings/<int:pk>/end/", filing_acts.end, name="filing-end"),
    path("pilots/entries/", entries.index, name="entries"),
    path("pilots/entries/new/", entries.propose, name="entry-new"),
    path("pilots/entries/<int:pk>/", entries.show, name="entry"),
    path("pilots/entries/<int:pk>/review/", entries.review, name="entry-review"),
    path("pilots/entries/<int:pk>/exit/", entries.leave, name="entry-exit"),
    path("pilots/activities/", activities.index, name="activities"),
    path("pilots/activities/new/", activity_acts.draft, name="activity-new"),
    path("pilots/activities/<int:pk>/", activities.show, name="activity"),
    path("pilots/activities/<int:pk>/edit/", activity_acts.revise, name="activity-edit"),
    path("pilots/activities/<int:pk>/sign/", activity_acts.sign, name="activity-sign"),
    path("pilots/activities/<int:pk>/ask/", activity_acts.ask, name="activity-ask"),
    path("pilots/activities/<int:pk>/submit/", activity_acts.submit, name="activity-submit"),
    path("pilots/activities/<int:pk>/note/", activity_acts.note, name="activity-note"),
    path("pilots/activities/<int:pk>/object/", activity_acts.object_to, name="activity-object"),
    path("pilots/activities/<int:pk>/cancel/", activity_acts.cancel, name="activity-cancel"),
    path("pilots/activities/<int:pk>/hold/", activity_acts.hold, name="activity-hold"),
    path("pilots/activities/<int:pk>/summary/", activity_acts.sum_up, name="activity-sum-up"),
    path("pilots/alliances/", alliances.index, name="alliances"),
    path("pilots/alliances/acting/", alliances.name_acting_lead, name="alliance-acting"),
    path("pilots/alliances/<int:pk>/lead/", alliances.form_alliance, name="alliance-form"),
    path("pilots/reports/", reports.index, name="reports"),
    path("pilots/reports/excuse/", reports.excuse, name="reports-excuse"),
    path("pilots/reports/breaks/", report_office.breaks, name="report-breaks"),
    path("pilots/reports/breaks/new/", report_office.declare, name="report-break-new"),
    path("pilots/reports/<int:pk>/", report.show, name="report"),
    path("pilots/reports/<int:pk>/edit/", report_editor.edit, name="report-edit"),
    path("pilots/reports/<int:pk>/save/", report_editor.save, name="report-save"),
    path("pilots/reports/<int:pk>/entry/", report_acts.enter, name="report-entry"),
    path("pilots/reports/<int:pk>/accept/", report_acts.accept, name="report-accept"),
    path("pilots/reports/<int:pk>/return/", report_acts.send_back, name="report-return"),
    path("pilots/reports/<int:pk>/excuse/", report_acts.excuse, name="report-excuse"),
    path("pilots/suggestions/", report_office.suggestions, name="suggestions"),
    path("pilots/suggestions/<int:pk>/answer/", report_office.answer, name="suggestion-answer"),
]
