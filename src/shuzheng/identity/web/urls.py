"""The addresses of accounts, parties and people."""

from __future__ import annotations

from django.urls import path

from shuzheng.identity.web import accounts

app_name = "identity"
urlpatterns = [
    path("activate", accounts.activate, name="activate"),
    path("account", accounts.overview, name="account"),
    path("account/capacity", accounts.capacity, name="capacity"),
]
