"""The addresses of the figures."""

from __future__ import annotations

from django.urls import path

from shuzheng.insight.web import coverage, definitions, departments, effort, figures, openly, rows

app_name = "insight"
urlpatterns = [
    path("figures", figures.own, name="figures"),
    path("figures/definitions", definitions.definitions, name="definitions"),
    path("figures/coverage", coverage.coverage, name="coverage"),
    path("figures/departments", departments.index, name="departments"),
    path("figures/departments/<int:department>", departments.show, name="department"),
    path("figures/effort", effort.index, name="effort"),
    path("figures/effort/<int:institution>", effort.propose, name="effort-propose"),
    path("figures/cut", figures.take_cut, name="cut"),
    path("figures/province", figures.scope, {"kind": "province"}, name="province"),
    path("figures/province/rows", rows.rows, {"kind": "province"}, name="province-rows"),
    path("figures/<str:kind>/<str:code>", figures.scope, name="scope"),
    path("figures/<str:kind>/<str:code>/rows", rows.rows, name="rows"),
    path("open-figures", openly.figures, name="open"),
]
