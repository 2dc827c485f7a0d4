"""Addresses of assessment: sites, plans, registrations; then seats, sittings, marks, results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from shuzheng.assessment import jobs
from shuzheng.assessment.rules.custody import Verb
from shuzheng.assessment.web import (
    centres,
    classes,
    costs,
    custody,
    drawing,
    incidents,
    marking,
    mine,
    own,
    plan_acts,
    plan_drafts,
    plans,
    registration_acts,
    registrations,
    results,
    reviews,
    seating,
    site_acts,
    site_premises,
    sites,
    sittings,
)
from shuzheng.foundation.sheets import web as sheets

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

app_name = "assessment"

SITES = [
    path("", sites.index, name="sites"),
    path("centres/", centres.index, name="centres"),
    path("centres/<int:pk>/withdraw/", centres.withdraw, name="centre-withdraw"),
    path("<int:pk>/designate/", centres.designate, name="site-designate"),
    path("new/", site_premises.register, name="site-new"),
    path("<int:pk>/", sites.show, name="site"),
    path("<int:pk>/edit/", site_premises.correct, name="site-edit"),
    path("<int:pk>/rooms/new/", site_premises.add_room, name="room-new"),
    path("<int:pk>/apply/", site_acts.apply, name="site-apply"),
    path("rooms/<int:pk>/seats/", site_premises.mark_seats, name="room-seats"),
    path("rooms/<int:pk>/check/", site_premises.check_room, name="room-check"),
    path("applications/<int:pk>/", sites.approval, name="site-approval"),
    path("applications/<int:pk>/opinion/", site_acts.opine, name="site-opinion"),
    path("applications/<int:pk>/review/", site_acts.begin_review, name="site-review"),
    path("applications/<int:pk>/approve/", site_acts.approve, name="site-approve"),
    path("applications/<int:pk>/refuse/", site_acts.refuse, name="site-refuse"),
    path("applications/<int:pk>/record/", site_acts.record, name="site-record"),
    path("applications/<int:pk>/recheck/", site_acts.recheck, name="site-recheck"),
    path("applications/<int:pk>/restrict/", site_acts.restrict, name="site-restrict"),
    path("applications/<int:pk>/suspend/", site_acts.suspend, name="site-suspend"),
    path("applications/<int:pk>/reinstate/", site_acts.reinstate, name="site-reinstate"),
    path("applications/<int:pk>/close/", site_acts.close, name="site-close"),
]

PLANS: list[URLPattern | URLResolver] = [
    path("", plans.index, name="plans"),
    path("new/", plan_drafts.draft, name="plan-new"),
    path("<int:pk>/", plans.show, name="plan"),
    path("<int:pk>/edit/", plan_drafts.revise, name="plan-edit"),
    path("<int:pk>/submit/", plan_acts.submit, name="plan-submit"),
    path("<int:pk>/report/", plan_acts.report, name="plan-report"),
    path("<int:pk>/open/", plan_acts.open_registration, name="plan-open"),
    path("<int:pk>/close/", plan_acts.close_registration, name="plan-close"),
    path("<int:pk>/postpone/", plan_acts.postpone, name="plan-postpone"),
    path("<int:pk>/reschedule/", plan_acts.reschedule, name="plan-reschedule"),
    path("<int:pk>/cancel/", plan_acts.cancel, name="plan-cancel"),
    path("<int:pk>/record/", plans.record, name="plan-record"),
    path("<int:pk>/assessors/", plans.assessors, name="plan-assessors"),
    path("<int:pk>/assessors/new/", plan_acts.appoint, name="plan-appoint"),
    path(
        "<int:pk>/assessors/<int:person>/release/",
        plan_acts.release,
        name="plan-assessor-release",
    ),
    path("<int:pk>/registrations/", registrations.index, name="registrations"),
    path(
        "<int:pk>/registrations/unconfirmed.xlsx",
        registrations.unconfirmed,
        name="registrations-unconfirmed",
    ),
    path(
        "<int:pk>/registrations/withdraw/",
        registration_acts.withdraw_unconfirmed,
        name="registrations-withdraw",
    ),
    path(
        "<int:pk>/registrations/national/",
        registrations.hand_over,
        name="registrations-national",
    ),
    path("<int:plan>/roster/", include(sheets.paths(jobs.ROSTER))),
]

REGISTRATIONS = [
    path("<int:pk>/", registrations.show, name="registration"),
    path("<int:pk>/correct/", registration_acts.correct, name="registration-correct"),
    path("<int:pk>/withdraw/", registration_acts.withdraw, name="registration-withdraw"),
    path("<int:pk>/defer/", registration_acts.defer, name="registration-defer"),
    path(
        "<int:pk>/refuse-deferral/",
        registration_acts.refuse_deferral,
        name="registration-refuse-deferral",
    ),
]

MINE = [
    path("", mine.index, name="my-registrations"),
    path("find/", mine.find, name="find"),
    path("find/<int:pk>/", mine.enter, name="enter"),
    path("wards/", mine.wards, name="wards"),
    path("<int:pk>/", mine.show, name="my-registration"),
    path("<int:pk>/confirm/", mine.confirm, name="my-confirm"),
    path("<int:pk>/decline/", mine.decline, name="my-decline"),
    path("<int:pk>/consent/", mine.consent, name="my-consent"),
    path("<int:pk>/withdraw/", mine.withdraw, name="my-withdraw"),
    path("<int:pk>/deferral/", mine.ask_deferral, name="my-deferral"),
    path("<int:pk>/seat/", mine.seat, name="my-seat"),
]

SIDES: list[URLPattern | URLResolver] = [
    path("<int:pk>/seats/", seating.index, name="seating"),
    path("<int:pk>/seats/draw/", drawing.begin, name="seating-draw"),
    path("<int:pk>/seats/witness/", drawing.witness, name="seating-witness"),
    path("<int:pk>/seats/secret/", drawing.reveal, name="seating-reveal"),
    path("<int:pk>/seats/alone/", drawing.alone, name="seating-alone"),
    path("<int:pk>/seats/draw.json", drawing.document, name="seating-document"),
    path("<int:pk>/seats/lock/", seating.lock, name="seating-lock"),
    path("<int:pk>/seats/prove/", seating.prove, name="seating-prove"),
    path("<int:pk>/papers/<slug:kind>/", seating.printed, name="papers"),
    path("<int:pk>/custody/", custody.index, name="custody"),
    path("<int:pk>/custody/new/", custody.pack, name="custody-pack"),
    path("<int:pk>/costs/", costs.show, name="costs"),
    path("<int:pk>/costs/<int:site>/", costs.enter, name="cost-sheet"),
    path("<int:pk>/day/", sittings.day, name="day"),
    path("<int:pk>/day/start/", sittings.start, name="day-start"),
    path("<int:pk>/day/end/", sittings.end, name="day-end"),
    path("<int:pk>/incidents/", incidents.incidents, name="incidents"),
    path("<int:pk>/marking/", marking.grid, name="marking"),
    path("<int:plan>/marking/workbook/", include(sheets.paths(jobs.MARKS))),
    path("<int:pk>/marks/", marking.marks, name="marks"),
    path("<int:pk>/marks/lock/", marking.lock, name="marks-lock"),
    path("<int:pk>/results/", results.index, name="results"),
    path("<int:pk>/results/compute/", results.compute, name="results-compute"),
    path("<int:pk>/results/confirm/", results.confirm, name="results-confirm"),
    path("<int:pk>/results/publish/", results.publish, name="results-publish"),
    path("<int:pk>/results/national/", results.national, name="results-national"),
]

CONDUCT: list[URLPattern | URLResolver] = [
    path("candidates/<int:pk>/seat/", seating.change, name="seat-change"),
    path("candidates/<int:pk>/ticket/", seating.reissue, name="ticket-reissue"),
    path("sessions/<int:pk>/record/", sittings.record, name="record"),
    path("packages/<int:pk>/", custody.show, name="package"),
    path("sittings/<int:pk>/", sittings.entry, name="sitting"),
    path("sittings/<int:pk>/ill/", sittings.ill, name="sitting-ill"),
    path("sittings/<int:pk>/correct/", sittings.correct, name="sitting-correct"),
    path("sittings/<int:pk>/incident/", incidents.incident, name="sitting-incident"),
    path("incidents/<int:pk>/", incidents.decide, name="incident"),
    path("door/<slug:number>", sittings.door, name="door"),
    path("marking/", marking.index, name="marking-plans"),
    path("marking/<int:pk>/adjudicate/", marking.adjudicate, name="adjudicate"),
    path("parts/<int:pk>/machine/", marking.machine, name="machine"),
    path("parts/<int:component>/machine/workbook/", include(sheets.paths(jobs.MACHINE_MARKS))),
    path("results/<int:pk>/release/", results.release, name="result-release"),
    path("reviews/", reviews.index, name="reviews"),
    path("reviews/<int:pk>/", reviews.show, name="review"),
    path("reviews/<int:pk>/accept/", reviews.accept, name="review-accept"),
    path("reviews/<int:pk>/refuse/", reviews.refuse, name="review-refuse"),
    path("reviews/<int:pk>/recheck/", reviews.recheck, name="review-recheck"),
    path("reviews/<int:pk>/decide/", reviews.decide, name="review-decide"),
    path("appeals/<int:pk>/", reviews.appeal, name="appeal"),
    path("appeals/<int:pk>/hear/", reviews.hear, name="appeal-hear"),
    path("appeals/<int:pk>/decide/", reviews.settle, name="appeal-decide"),
]

PACKAGES = [
    path(f"<int:pk>/{verb.value}/", custody.move, {"verb": verb}, name=f"package-{verb.value}")
    for verb in Verb
]

OWN = [
    path("tickets/", own.my_tickets, name="my-tickets"),
    path("tickets/<uuid:uid>/", own.ticket, name="my-ticket"),
    path("tickets/<uuid:uid>/paper/", own.ticket_pdf, name="my-ticket-pdf"),
    path("results/", own.my_results, name="my-results"),
    path("results/<uuid:uid>/", own.result, name="my-result"),
    path("results/<uuid:uid>/review/", own.ask_review, name="my-review"),
    path("results/<uuid:uid>/review/<int:pk>/office/", own.escalate, name="my-review-escalate"),
    path("results/<uuid:uid>/review/<int:pk>/close/", own.close, name="my-review-close"),
    path("results/<uuid:uid>/appeal/<int:pk>/", own.appeal, name="my-appeal"),
]

urlpatterns = [
    path("assessment/sites/", include(SITES)),
    path("assessment/plans/", include(PLANS)),
    path("assessment/registrations/", include(REGISTRATIONS)),
    path("assessment/costs/", costs.index, name="cost-sheets"),
    path("assessment/classes/", classes.index, name="classes"),
    path("assessment/classes/<int:pk>/", classes.show, name="class"),
    path("assessment/mine/", include(OWN)),
    path("assessment/mine/", include(MINE)),
    path("assessment/plans/", include(SIDES)),
    path("assessment/packages/", include(PACKAGES)),
    path("assessment/", include(CONDUCT)),
]
