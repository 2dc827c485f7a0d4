"""The web application, for granian or any other WSGI server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from shuzheng.config.collecting import collect_little

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuzheng.config.settings")

application = get_wsgi_application()

get_resolver().url_patterns  # noqa: B018 - loads every page
collect_little()
