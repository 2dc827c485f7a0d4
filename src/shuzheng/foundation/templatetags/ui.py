"""Every tag and filter of the look, as one library that settings make a builtin."""

from __future__ import annotations

from django.template import Library

from shuzheng.foundation.ui.components import blocks, inline, lists, tables, values

register = Library()
for part in (inline, blocks, lists, tables, values):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
