"""The addresses of enquiries and complaints."""

from __future__ import annotations

from django.urls import path

from shuzheng.complaints.web import asked, desk, effects, mine, public, shielding, steps

app_name = "complaints"
CASE = "complaints/cases/<int:complaint>"
urlpatterns = [
    path("complaints/new", public.new, name="new"),
    path("complaints/case", public.lookup, name="lookup"),
    path("complaints/case/receipt", public.receipt, name="receipt"),
    path("complaints/changes", public.changes, name="changes"),
    path("my/complaints", mine.index, name="mine"),
    path("my/complaints/new", mine.new, name="mine-new"),
    path("my/complaints/<int:complaint>", mine.show, name="mine-case"),
    path("complaints/cases", desk.index, name="index"),
    path(CASE, desk.show, name="case"),
    path(f"{CASE}/answer.pdf", desk.paper, name="paper"),
    path(f"{CASE}/files/<int:attachment>", desk.evidence, name="evidence"),
    path(f"{CASE}/finding", effects.finding, name="finding"),
    path(f"{CASE}/institution-case", effects.case, name="institution-case"),
    path(f"{CASE}/point", effects.point, name="point"),
    path(f"{CASE}/complainant", shielding.reveal, name="reveal"),
    *(path(f"{CASE}/{name}", steps.view(name), name=name) for name in steps.STEPS),
    *(path(f"{CASE}/{name}", steps.press(name), name=name) for name in steps.PRESSED),
    path("complaints/asked", asked.index, name="asked"),
    path("complaints/asked/<int:concerned>", asked.account, name="account"),
]
