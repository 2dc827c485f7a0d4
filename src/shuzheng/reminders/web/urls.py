"""The addresses of reminders."""

from __future__ import annotations

from django.urls import path

from shuzheng.reminders.web import reminders, wishes

app_name = "reminders"
urlpatterns = [
    path("reminders", reminders.index, name="index"),
    path("reminders/read", reminders.read_all, name="read-all"),
    path("reminders/<int:reminder>/read", reminders.read, name="read"),
    path("reminders/wishes", wishes.choose, name="wishes"),
]
