"""What the shells need: where one may go, as whom, in which language.

Identity's middleware sets `request.actor`, `request.capacities`, `request.capacity`, and may set
`request.actor_label`, the person's name. Where it did not run, as in an early error page, the
visitor counts as the public.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language, gettext

from shuzheng.foundation import clock
from shuzheng.foundation.ui import navigation
from shuzheng.kernel.actor import PUBLIC, Actor

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise

LEARNER_ROLES = frozenset({"student", "social_learner", "guardian"})


@dataclass(frozen=True, slots=True)
class Capacity:
    """A capacity in words, and whether it is the chosen one."""

    id: int
    label: str
    current: bool


class Shell:
    """The frame around a page, worked out only as far as the page's shell asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def actor(self) -> Actor:
        """Who is acting."""
        actor = getattr(self.request, "actor", PUBLIC)
        return actor if isinstance(actor, Actor) else PUBLIC

    @cached_property
    def signed_in(self) -> bool:
        """Whether somebody has signed in."""
        return self.actor.user_id != 0

    @cached_property
    def template(self) -> str:
        """The shell for pages that everybody may meet, such as refusals: the visitor's own."""
        if getattr(self.request, "htmx", False):
            return "foundation/fragment.html"
        if not self.signed_in:
            return "foundation/public.html"
        if self.actor.role in LEARNER_ROLES:
            return "foundation/pocket.html"
        return "foundation/desk.html"

    @property
    def own_home(self) -> str:
        """The visitor's own first page."""
        if not self.signed_in:
            return self.urls["home"]
        return self.urls["pocket" if self.actor.role in LEARNER_ROLES else "desk"]

    @cached_property
    def sections(self) -> list[tuple[StrOrPromise, list[navigation.Place]]]:
        """The side bar."""
        return navigation.sections(self.actor, self.request.path) if self.signed_in else []

    @cached_property
    def bell(self) -> navigation.Place | None:
        """The bell, with how much is unread."""
        return navigation.bell(self.actor, self.request.path) if self.signed_in else None

    @cached_property
    def tabs(self) -> list[navigation.Place]:
        """The learner's tabs."""
        return navigation.tabs(self.request.path)

    @cached_property
    def further(self) -> list[navigation.Place]:
        """The links below every page of learners."""
        return navigation.further(self.request.path)

    @cached_property
    def links(self) -> list[navigation.Place]:
        """The public header."""
        return navigation.links(self.request.path)

    @cached_property
    def footer(self) -> list[tuple[StrOrPromise, list[navigation.Place]]]:
        """The public footer."""
        return navigation.footer()

    @cached_property
    def person(self) -> str:
        """The name to show for the actor: the person's, else the account's."""
        account = getattr(getattr(self.request, "user", None), "username", "")
        return str(getattr(self.request, "actor_label", "") or account)

    @cached_property
    def capacities(self) -> list[Capacity]:
        """Every capacity of the person."""
        chosen = getattr(getattr(self.request, "capacity", None), "id", 0)
        return [
            Capacity(
                one.id,
                f"{one.organisation} {gettext(one.role_label)}".strip(),
                current=one.id == chosen,
            )
            for one in getattr(self.request, "capacities", ())
        ]

    @cached_property
    def capacity(self) -> str:
        """The label of the chosen capacity."""
        return next((one.label for one in self.capacities if one.current), "")

    @property
    def demonstration(self) -> bool:
        """Whether parties, people and certificates here are invented."""
        return not settings.IS_PRODUCTION

    @property
    def path(self) -> str:
        """The address to come back to after a switch."""
        return self.request.get_full_path()

    @property
    def chinese(self) -> bool:
        """Whether the page is in Chinese."""
        return (get_language() or "").startswith("zh")

    @cached_property
    def urls(self) -> dict[str, str]:
        """The addresses that shells link to; "" where the room is not installed."""
        return {
            "home": navigation.url_of("portal:home") or "/",
            "desk": navigation.url_of("desk:home") or "/",
            "pocket": navigation.url_of("assessment:pocket", "desk:pocket") or "/",
            "sign_in": navigation.url_of("identity:sign-in", "account_login"),
            "sign_out": navigation.url_of("identity:sign-out", "account_logout"),
            "account": navigation.url_of("identity:account"),
            "capacity": navigation.url_of("identity:capacity"),
            "language": navigation.url_of("set_language"),
            "rulebook": navigation.url_of("rulebook:index"),
            "search": navigation.url_of("desk:search"),
        }


def shell(request: HttpRequest) -> dict[str, object]:
    """Give every template `shell`, and `now` as the door read it."""
    return {"shell": Shell(request), "now": getattr(request, "now", None) or clock.now()}
