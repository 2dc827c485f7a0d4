"""Print the description of the open interface.

    shuzheng manage openapi > docs/openapi.json

A change of it is a change of a promise: review it as one.
"""

from __future__ import annotations

import json

from django.core.management.base import BaseCommand

from shuzheng.api.v1 import api


class Command(BaseCommand):
    """Prints OpenAPI."""

    help = "print the OpenAPI description of the open interface"

    def handle(self, **options: object) -> None:
        """Print it, indented, in a stable order."""
        del options
        schema = json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False, default=str)
        self.stdout.write(schema)
