"""The addresses of inspections."""

from __future__ import annotations

from django.urls import path

from shuzheng.quality.web import (
    campaigns,
    carrying_out,
    drawing,
    findings,
    inspections,
    on_site,
    public,
    vetoes,
)

app_name = "quality"
CAMPAIGN = "quality/campaigns/<int:campaign>"
INSPECTION = "quality/inspections/<int:inspection>"
FINDING = "quality/findings/<int:finding>"
urlpatterns = [
    path("quality/campaigns", campaigns.index, name="campaigns"),
    path("quality/campaigns/new", campaigns.plan, name="campaign-new"),
    path(CAMPAIGN, campaigns.show, name="campaign"),
    path(f"{CAMPAIGN}/cancel", campaigns.cancel, name="campaign-cancel"),
    path(f"{CAMPAIGN}/draw", drawing.begin, name="campaign-draw"),
    path(f"{CAMPAIGN}/witness", drawing.witness, name="campaign-witness"),
    path(f"{CAMPAIGN}/reveal", drawing.reveal, name="campaign-reveal"),
    path(f"{CAMPAIGN}/alone", drawing.alone, name="campaign-alone"),
    path("quality/inspections", inspections.index, name="inspections"),
    path("quality/ties", inspections.ties, name="ties"),
    path("quality/inspections/on-site.js", on_site.worker, name="on-site-worker"),
    path(INSPECTION, inspections.show, name="inspection"),
    path(f"{INSPECTION}/arrive", inspections.arrive, name="inspection-arrive"),
    path(f"{INSPECTION}/call-off", inspections.call_off, name="inspection-call-off"),
    path(f"{INSPECTION}/form", carrying_out.answer, name="inspection-form"),
    path(f"{INSPECTION}/findings/new", carrying_out.record, name="finding-new"),
    path(f"{INSPECTION}/report", carrying_out.report, name="inspection-report"),
    path(f"{INSPECTION}/confirm", carrying_out.confirm, name="inspection-confirm"),
    path(f"{INSPECTION}/publish", carrying_out.publish, name="inspection-publish"),
    path(f"{INSPECTION}/close", carrying_out.close, name="inspection-close"),
    path("quality/findings", findings.index, name="findings"),
    path(FINDING, findings.show, name="finding"),
    path(f"{FINDING}/begin", findings.begin, name="finding-begin"),
    path(f"{FINDING}/close", findings.close, name="finding-close"),
    *(
        path(f"{FINDING}/{step}", findings.view(step), name=f"finding-{step}")
        for step in findings.STEPS
    ),
    path(f"{FINDING}/veto", vetoes.propose, name="finding-veto"),
    path("quality/vetoes", vetoes.index, name="vetoes"),
    path("quality/vetoes/<int:veto>", vetoes.show, name="veto"),
    *(
        path(f"quality/vetoes/<int:veto>/{step}", vetoes.view(step), name=f"veto-{step}")
        for step in vetoes.STEPS
    ),
    path("inspections", public.index, name="public"),
    path("inspections/<uuid:uid>", public.show, name="public-campaign"),
    path("inspections/<uuid:uid>/draw.json", public.document, name="public-document"),
]
