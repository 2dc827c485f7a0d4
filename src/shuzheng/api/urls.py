"""The addresses of the open interface, and a problem document for every other one under them."""

from __future__ import annotations

from django.urls import URLPattern, include, path
from django.views.decorators.csrf import csrf_exempt

from shuzheng.api import description, problems
from shuzheng.api.v1 import api

FOUND, _APP, _NAMESPACE = api.urls


def _speaking(pattern: URLPattern) -> URLPattern:
    pattern.callback = problems.speaking(pattern.callback)
    return pattern


VERSION_1 = [_speaking(one) for one in FOUND if isinstance(one, URLPattern)]

app_name = "api"
urlpatterns = [
    path("api/v1/docs", description.docs, name="docs"),
    path("api/v1/", include(VERSION_1)),
    path("api/", csrf_exempt(problems.nowhere)),
    path("api/<path:rest>", csrf_exempt(problems.nowhere)),
]
