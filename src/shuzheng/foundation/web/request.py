"""The request as our views see it: with its actor, its capacities and its instant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.http import HttpRequest

if TYPE_CHECKING:
    from datetime import datetime

    from django_htmx.middleware import HtmxDetails

    from shuzheng.kernel.actor import Actor


class Capacity(Protocol):
    """What the shell shows of a capacity."""

    @property
    def id(self) -> int:
        """The membership's id."""

    @property
    def role(self) -> str:
        """The role's code."""

    @property
    def role_label(self) -> str:
        """The role's marked English word."""

    @property
    def organisation(self) -> str:
        """The organisation's name, or ""."""


class Request(HttpRequest):
    """A request after the capacity middleware. Annotate views with it."""

    actor: Actor
    now: datetime
    capacity: Capacity | None
    capacities: tuple[Capacity, ...]
    actor_label: str
    htmx: HtmxDetails
