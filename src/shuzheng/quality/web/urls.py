"""The addresses of inspections."""

from __future__ import annotations

from django.urls import path

from shuzheng.quality.web import campaigns, drawing, inspections, public

app_name = "quality"
CAMPAIGN = "quality/campaigns/<int:campaign>"
INSPECTION = "quality/inspections/<int:inspection>"
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
    path(INSPECTION, inspections.show, name="inspection"),
    path(f"{INSPECTION}/arrive", inspections.arrive, name="inspection-arrive"),
    path(f"{INSPECTION}/call-off", inspections.call_off, name="inspection-call-off"),
    path("inspections", public.index, name="public"),
    path("inspections/<uuid:uid>", public.show, name="public-campaign"),
    path("inspections/<uuid:uid>/draw.json", public.document, name="public-document"),
]
