"""The addresses of alliances."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.alliances import jobs
from shuzheng.alliances.web import (
    alliances,
    contacts,
    joint,
    layouts,
    leading,
    meetings,
    siting,
    summaries,
)
from shuzheng.foundation.sheets import web as sheets

app_name = "alliances"
ALLIANCE = "alliances/<int:alliance>"
LAYOUT = f"{ALLIANCE}/layout/<int:year>"
SUMMARY = "alliances/summaries/<int:summary>"
urlpatterns = [
    path("alliances", alliances.index, name="alliances"),
    path("alliances/new", leading.begin, name="alliance-new"),
    path(ALLIANCE, alliances.show, name="alliance"),
    path(f"{ALLIANCE}/name", leading.name, name="alliance-name"),
    path(f"{ALLIANCE}/lead", leading.form, name="alliance-form"),
    path(f"{ALLIANCE}/dissolve", leading.dissolve, name="alliance-dissolve"),
    path("alliances/summaries", summaries.index, name="summaries"),
    path(SUMMARY, summaries.show, name="summary"),
    path(f"{SUMMARY}/submit", summaries.submit, name="summary-submit"),
    path(f"{SUMMARY}/answer", summaries.answer, name="summary-answer"),
    path(f"{SUMMARY}/print", summaries.paper, name="summary-print"),
    path("alliances/layout", layouts.index, name="coverage"),
    path("alliances/siting", siting.index, name="siting"),
    path("alliances/siting/propose", siting.propose, name="siting-propose"),
    path("alliances/siting/<int:proposal>", siting.show, name="siting-earlier"),
    path("alliances/siting/<int:proposal>/inputs", siting.inputs, name="siting-inputs"),
    path(LAYOUT, layouts.show, name="layout"),
    path(f"{LAYOUT}/edit", layouts.edit, name="layout-edit"),
    path(f"{LAYOUT}/import/", include(sheets.paths(jobs.LAYOUT))),
    path(f"{ALLIANCE}/minutes/new", meetings.write, name="minutes-new"),
    path("alliances/minutes/<int:minutes>", meetings.show, name="minutes"),
    path("alliances/joint", joint.index, name="joint"),
    path("alliances/joint/new", joint.new, name="joint-new"),
    path("alliances/joint/<int:body>/change", joint.change, name="joint-change"),
    path("alliances/contacts", contacts.index, name="contacts"),
    path("alliances/contacts/name", contacts.name, name="contact-name"),
    path("alliances/contacts/<int:organisation>", contacts.show, name="contact"),
    path("alliances/contacts/<int:organisation>/log", contacts.log, name="contact-log"),
]
