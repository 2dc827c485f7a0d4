"""Where identity meets allauth: nobody signs up, everybody activates or is invited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter

if TYPE_CHECKING:
    from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes public sign-up: accounts are made by activation codes only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody may sign up without a code."""
        del request
        return False
