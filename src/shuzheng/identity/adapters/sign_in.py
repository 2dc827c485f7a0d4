"""Where identity meets allauth and axes: nobody signs up, and who guesses is locked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter

from shuzheng.foundation.web import limiter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes public sign-up: accounts are made by activation codes only.

    Whom its limits count is decided in one place, which knows the proxy.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody may sign up without a code."""
        del request
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return who asks, as every other limit sees it."""
        return limiter.visitor_of(request)


def name_of(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """Return the sign-in name that failures count against; its letters' case makes no other one."""
    given = credentials.get("username", "") if credentials else request.POST.get("login", "")
    return given.strip().lower()
