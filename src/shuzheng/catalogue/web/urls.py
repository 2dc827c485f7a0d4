"""The addresses of the catalogue. Credentials point at `standards` and `levels` for ever."""

from __future__ import annotations

from django.urls import path

from shuzheng.catalogue.web import describing, detailing, importing, public

app_name = "catalogue"
urlpatterns = [
    path("catalogue", public.index, name="index"),
    path("catalogue/majors", public.majors, name="majors"),
    path("catalogue/import", importing.importing, name="import"),
    path("catalogue/<str:code>", public.kind, name="kind"),
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
