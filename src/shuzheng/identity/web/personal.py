"""Pages that show people: only for who has signed in, and never kept by a browser or a proxy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.cache import never_cache

from shuzheng.foundation.web import gate

if TYPE_CHECKING:
    from shuzheng.foundation.web.gate import View


def page(view: View) -> View:
    """Let a view answer who has signed in, with `Cache-Control: no-store`."""
    return never_cache(gate.signed_in(view))
