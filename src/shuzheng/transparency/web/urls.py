"""The addresses of the log: its page, its checkpoint, its tiles, its proofs."""

from __future__ import annotations

from django.urls import path

from shuzheng.transparency.web import overview, served

app_name = "transparency"
urlpatterns = [
    path("log", overview.overview, name="log"),
    path("log/checkpoint", served.checkpoint, name="checkpoint"),
    path("log/proof/<int:index>", served.proof, name="proof"),
    path("log/<path:place>", served.tile, name="tile"),
]
