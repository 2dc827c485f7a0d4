"""The addresses of the catalogue. Credentials point at `standards` and `levels` for ever."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.catalogue import jobs
from shuzheng.catalogue.web import describing, detailing, fields, importing, public
from shuzheng.foundation.sheets import web as sheets

app_name = "catalogue"
urlpatterns = [
    path("catalogue", public.index, name="index"),
    path("catalogue/majors", public.majors, name="majors"),
    path("catalogue/import", importing.importing, name="import"),
    path("catalogue/fields", fields.index, name="fields"),
    path("catalogue/fields/new", fields.new, name="field-new"),
    path("catalogue/fields/import/", include(sheets.paths(jobs.FIELDS))),
    path("catalogue/fields/<int:pk>/close", fields.close, name="field-close"),
    path("catalogue/<str:code>", public.kind, name="kind"),
    path("catalogue/<str:code>/field", fields.put, name="kind-field"),
    path("catalogue/<str:code>/standards/<str:version>", public.standard, name="standard"),
    path(
        "catalogue/<str:code>/standards/<str:version>/detailing",
        detailing.publish,
        name="standard-detailing",
    ),
    path("catalogue/<str:code>/levels/<str:level>/<str:version>", public.level, name="level"),
    path(
        "catalogue/<str:code>/levels/<str:level>/<str:version>/parts",
        describing.describe,
        name="level-describe",
    ),
]
