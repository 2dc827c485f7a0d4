"""Addresses of stored files."""

from __future__ import annotations

from django.urls import path

from shuzheng.foundation.web import files

app_name = "files"

urlpatterns = [path("files/<uuid:uid>", files.download, name="download")]
