"""The addresses of organs and plan."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.foundation.sheets import web as sheets
from shuzheng.governance import jobs
from shuzheng.governance.rules.guidance import Verb as Step
from shuzheng.governance.rules.milestone import Verb
from shuzheng.governance.rules.pool import Verb as PoolVerb
from shuzheng.governance.web import (
    bodies,
    care,
    guidance,
    milestone_acts,
    milestones,
    panel_draws,
    panels,
    plan_acts,
    plans,
    pool,
    portal,
    public,
    public_panels,
)

app_name = "governance"
PLAN = "plans-of-the-year/<int:plan>"
MILESTONE = "milestones/<int:milestone>"
YEAR = "milestones/of/<int:year>"
GUIDANCE = "committee/guidance/<int:guidance>"
PANEL = "expert-pool/panels/<int:panel>"
CARE = "certificate-officers/<int:certificate>"


def _slug(verb: Verb | Step) -> str:
    return verb.value.replace("_", "-")


urlpatterns = [
    path("plans-of-the-year", plans.index, name="plans"),
    path("plans-of-the-year/new", plan_acts.new, name="plan-new"),
    path(PLAN, plans.show, name="plan"),
    path(f"{PLAN}/edit", plan_acts.edit, name="plan-edit"),
    path(f"{PLAN}/print", plans.paper, name="plan-print"),
    *(path(f"{PLAN}/{one}", plan_acts.step(one), name=f"plan-{one}") for one in plan_acts.STEPS),
    path(f"{PLAN}/lists/<str:kind>", plans.rows, name="plan-list"),
    path("milestones", milestones.index, name="milestones"),
    path(f"{YEAR}/new", milestone_acts.new, name="milestone-new"),
    path(f"{YEAR}/import/", include(sheets.paths(jobs.MILESTONES))),
    path(MILESTONE, milestones.show, name="milestone"),
    path(f"{MILESTONE}/edit", milestone_acts.edit, name="milestone-edit"),
    path(f"{MILESTONE}/postpone", milestone_acts.postpone, name="milestone-postpone"),
    *(
        path(f"{MILESTONE}/{_slug(one)}", milestone_acts.step(one), name=f"milestone-{_slug(one)}")
        for one in Verb
    ),
    path("programme-bodies", bodies.public, name="public-bodies"),
    path("bodies", bodies.show, {"body": "task_force"}, name="bodies"),
    path("bodies/<str:body>", bodies.show, name="body"),
    path("bodies/<str:body>/members/new", bodies.name, name="member-new"),
    path("bodies/<str:body>/members/import/", include(sheets.paths(jobs.MEMBERS))),
    path("bodies/<str:body>/meetings/new", bodies.record, name="meeting-new"),
    path("bodies/members/<int:member>/end", bodies.end, name="member-end"),
    path("bodies/meetings/<int:meeting>", bodies.meeting, name="meeting"),
    path("committee/guidance", guidance.index, name="guidance"),
    path("committee/guidance/new", guidance.file, name="guidance-new"),
    path(GUIDANCE, guidance.show, name="guidance-one"),
    *(
        path(f"{GUIDANCE}/{_slug(one)}", guidance.step(one), name=f"guidance-{_slug(one)}")
        for one in Step
    ),
    path("certificate-officers", care.index, name="care"),
    path("certificate-officers/import/", include(sheets.paths(jobs.CARE))),
    path(CARE, care.show, name="care-one"),
    path(f"{CARE}/assign", care.assign, name="care-assign"),
    path(f"{CARE}/review", care.review, name="care-review"),
    path("expert-pool", pool.index, name="experts"),
    path("expert-pool/new", pool.enter, name="expert-new"),
    path("expert-pool/import/", include(sheets.paths(jobs.EXPERTS))),
    path("expert-pool/panels", panels.index, name="panels"),
    path("expert-pool/panels/new", panels.plan, name="panel-new"),
    path(PANEL, panels.show, name="panel"),
    path(f"{PANEL}/cancel", panels.cancel, name="panel-cancel"),
    path(f"{PANEL}/finish", panels.finish, name="panel-finish"),
    path(f"{PANEL}/dissolve", panels.dissolve, name="panel-dissolve"),
    path(f"{PANEL}/draw", panel_draws.begin, name="panel-draw"),
    path(f"{PANEL}/witness", panel_draws.witness, name="panel-witness"),
    path(f"{PANEL}/reveal", panel_draws.reveal, name="panel-reveal"),
    path(f"{PANEL}/alone", panel_draws.alone, name="panel-alone"),
    path("expert-pool/panels/seats/<int:seat>/replace", panels.replace, name="seat-replace"),
    path("panels", public_panels.index, name="public-panels"),
    path("panels/<uuid:uid>", public_panels.show, name="public-panel"),
    path("panels/<uuid:uid>/draw.json", public_panels.document, name="public-panel-document"),
    path("expert-pool/<int:expert>", pool.show, name="expert"),
    path("expert-pool/<int:expert>/interests/new", pool.declare, name="expert-declare"),
    *(
        path(f"expert-pool/<int:expert>/{one.value}", pool.step(one), name=f"expert-{one.value}")
        for one in PoolVerb
    ),
    path("published-lists", portal.index, name="public-lists"),
    path("programme-plan", public.index, name="public"),
    path("programme-plan/<int:plan>", public.show, name="public-plan"),
    path("programme-plan/<int:plan>/<str:kind>", public.rows, name="public-list"),
]
