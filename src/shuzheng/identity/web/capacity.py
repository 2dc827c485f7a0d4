"""Give every request its actor: the capacity its user chose, or the public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import SimpleLazyObject

from shuzheng.foundation import clock
from shuzheng.identity.queries import capacities
from shuzheng.kernel import periods
from shuzheng.kernel.actor import PUBLIC, Actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

SESSION_KEY = "capacity"


class CapacityMiddleware:
    """Sets `request.actor`, `request.capacities`, `request.capacity` and `request.now`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the capacities lazily: a public page that asks nobody costs no query."""
        request.now = clock.now()
        request.capacities = SimpleLazyObject(lambda: _capacities(request))
        request.capacity = SimpleLazyObject(lambda: _chosen(request))
        request.actor = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)


def _capacities(request: HttpRequest) -> tuple[capacities.Capacity, ...]:
    if not request.user.is_authenticated:
        return ()
    return capacities.of(request.user, periods.day(request.now))


def _chosen(request: HttpRequest) -> capacities.Capacity | None:
    held = request.capacities
    chosen = request.session.get(SESSION_KEY)
    return next((c for c in held if c.id == chosen), held[0] if held else None)


def _actor(request: HttpRequest) -> Actor:
    chosen = _chosen(request)
    return chosen.actor if chosen else PUBLIC
