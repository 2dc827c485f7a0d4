"""The addresses of the annual review."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.adjustment.jobs import FIELDS, INPUTS
from shuzheng.adjustment.web import fit, public, reviews, stepping
from shuzheng.foundation.sheets import web

app_name = "adjustment"
REVIEW = "adjustment/<int:review>"
urlpatterns = [
    path("adjustment", reviews.index, name="reviews"),
    path("adjustment/open", reviews.begin, name="review-open"),
    path("adjustment/own", reviews.own, name="own"),
    path("adjustment/fit", fit.index, name="fit"),
    path(REVIEW, reviews.show, name="review"),
    path(f"{REVIEW}/ranking", reviews.ranking, name="ranking"),
    path(f"{REVIEW}/inputs/", include(web.paths(INPUTS))),
    path(f"{REVIEW}/fields/", include(web.paths(FIELDS))),
    path(f"{REVIEW}/certificates/<str:code>", reviews.certificate, name="certificate"),
    path(f"{REVIEW}/certificates/<str:code>/line", stepping.change, name="line"),
    path(f"{REVIEW}/additions/new", stepping.add, name="addition-new"),
    path(f"{REVIEW}/additions/<int:addition>/remove", stepping.remove, name="addition-remove"),
    *(
        path(f"{REVIEW}/{step}", stepping.view(step), name=f"review-{step}")
        for step in stepping.STEPS
    ),
    path("annual-reviews", public.index, name="public"),
    path("annual-reviews/<uuid:uid>", public.show, name="public-review"),
    path("annual-reviews/<uuid:uid>/review.json", public.document, name="public-document"),
]
