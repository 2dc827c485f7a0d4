"""The way to a page of the register, above its title; and what follows a change of status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import jobs
from shuzheng.foundation.ui import navigation
from shuzheng.foundation.ui.parts import Crumb

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request


def trail(*steps: tuple[StrOrPromise, str]) -> list[Crumb]:
    """Return the way to a page: the desk, the register, then (label, address) of each step."""
    return [
        Crumb(_("Desk"), navigation.url_of("desk:home")),
        Crumb(_("Certificates"), navigation.url_of("credentials:register") if steps else ""),
        *(Crumb(words, url) for words, url in steps),
    ]


def page_of(number: str, label: str) -> dict[str, Any]:
    """Return what a page that asks about one certificate needs: the way to it, and the way back."""
    url = reverse("credentials:certificate", args=[number])
    return {
        "crumbs": trail((number, url), (label, "")),
        "cancel_url": url,
        "number": number,
    }


def publish_soon(request: Request) -> None:
    """Have the status lists signed now rather than in the next round."""
    jobs.enqueue("credentials.status.publish", actor=request.actor, now=request.now)
