"""The addresses of standing."""

from __future__ import annotations

from django.urls import path

from shuzheng.standing.web import imposing, measures, notice_acts, notices, restrictions

app_name = "standing"
urlpatterns = [
    path("standing", restrictions.index, name="index"),
    path("standing/impose", imposing.choose, name="impose"),
    path("standing/impose/decision", imposing.impose, name="impose-decision"),
    path("standing/decisions/<int:restriction>", restrictions.decision, name="decision"),
    path("standing/of/<int:party>", restrictions.of, name="of"),
    path("standing/<int:restriction>/lift", restrictions.lift, name="lift"),
    path("standing/measures", measures.index, name="measures"),
    path("standing/measures/new", measures.new, name="measure-new"),
    path("standing/measures/<int:measure>", measures.show, name="measure"),
    *(
        path(f"standing/measures/<int:measure>/{step}", measures.view(step), name=f"measure-{step}")
        for step in measures.STEPS
    ),
    path("standing/notices", notices.index, name="notices"),
    path("standing/notices/<int:notice>", notices.show, name="notice"),
    *(
        path(f"standing/notices/<int:notice>/{step}", notice_acts.view(step), name=f"notice-{step}")
        for step in notice_acts.STEPS
    ),
]
