"""The styleguide: every component once, with its error, empty and loading forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the components."""
    return render(request, "foundation/styleguide.html")
