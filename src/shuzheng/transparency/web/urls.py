"""The addresses of the log: its page, its checkpoint, its tiles, its proofs; and of draws."""

from __future__ import annotations

from django.urls import path

from shuzheng.transparency.web import draws, overview, served

app_name = "transparency"
urlpatterns = [
    path("draws", draws.index, name="draws"),
    path("draws/<uuid:uid>", draws.detail, name="draw"),
    path("draws/<uuid:uid>.json", draws.document, name="draw-document"),
    path("log", overview.overview, name="log"),
    path("log/checkpoint", served.checkpoint, name="checkpoint"),
    path("log/proof/<int:index>", served.proof, name="proof"),
    path("log/<path:place>", served.tile, name="tile"),
]
