"""Give every request its actor: the capacity its user chose, or the public.

What somebody signed in is shown stays in no browser's store: on a shared computer the next person
must not find it there. An answer that says itself how long it may be kept is left to its view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject

from shuzheng.foundation import clock
from shuzheng.identity.queries import capacities, persons
from shuzheng.kernel import periods
from shuzheng.kernel.actor import PUBLIC, Actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from shuzheng.foundation.web.request import Request

SESSION_KEY = "capacity"


class CapacityMiddleware:
    """Sets `request.actor`, `request.capacities`, `request.capacity` and `request.now`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        """Attach the capacities lazily: a public page that asks nobody costs no query."""
        request = cast("Request", plain)
        request.now = clock.now()
        held = SimpleLazyObject(lambda: _capacities(request))
        request.capacities = cast("tuple[capacities.Capacity, ...]", held)
        request.capacity = cast("capacities.Capacity", SimpleLazyObject(lambda: _chosen(request)))
        request.actor = cast("Actor", SimpleLazyObject(lambda: _actor(request)))
        request.actor_label = cast("str", SimpleLazyObject(lambda: _label(request)))
        answer = self.get_response(request)
        if not answer.has_header("Cache-Control") and _has_session(request):
            add_never_cache_headers(answer)
        return answer


def _has_session(request: Request) -> bool:
    """Return whether somebody has signed in; without its cookie nobody asks for a session."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _capacities(request: Request) -> tuple[capacities.Capacity, ...]:
    if not request.user.is_authenticated:
        return ()
    return capacities.of(request.user, periods.day(request.now))


def _chosen(request: Request) -> capacities.Capacity | None:
    held = cast("tuple[capacities.Capacity, ...]", request.capacities)
    chosen = request.session.get(SESSION_KEY)
    return next((c for c in held if c.id == chosen), held[0] if held else None)


def _actor(request: Request) -> Actor:
    chosen = _chosen(request)
    return chosen.actor if chosen else PUBLIC


def _label(request: Request) -> str:
    if not request.user.is_authenticated:
        return ""
    person = persons.brief([request.user.person_id])
    return person[request.user.person_id].name
