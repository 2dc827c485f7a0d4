"""Every sealed column of the platform comes under a new key when the key is rotated."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuzheng.foundation import sealing

pytestmark = pytest.mark.django_db


def sealed_columns() -> set[tuple[str, str]]:
    """Return (table, column) of every column that holds a sealed value."""
    named = {
        (model._meta.db_table, field.attname)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if field.name.endswith("_sealed")
    }
    return named | {("foundation_factpayload", "body")}


def test_no_sealed_column_is_forgotten_when_the_key_is_rotated() -> None:
    with CaptureQueriesContext(connection) as captured:
        for function in sealing.resealables().values():
            assert function(1) == 0
    asked = "\n".join(query["sql"].partition("WHERE")[2] for query in captured)

    forgotten = {
        (table, column)
        for table, column in sealed_columns()
        if f'"{table}"."{column}"' not in asked
    }

    assert forgotten == set()
