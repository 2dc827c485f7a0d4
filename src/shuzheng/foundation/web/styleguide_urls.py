"""The address of the styleguide."""

from __future__ import annotations

from django.urls import path

from shuzheng.foundation.web import styleguide

urlpatterns = [path("styleguide", styleguide.styleguide, name="styleguide")]
