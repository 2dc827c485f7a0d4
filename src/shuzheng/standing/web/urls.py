"""The addresses of standing."""

from __future__ import annotations

from django.urls import path

from shuzheng.standing.web import restrictions

app_name = "standing"
urlpatterns = [
    path("standing", restrictions.index, name="index"),
    path("standing/impose", restrictions.impose, name="impose"),
    path("standing/of/<int:party>", restrictions.of, name="of"),
    path("standing/<int:restriction>/lift", restrictions.lift, name="lift"),
]
