"""Ask provincial, office, issuing and administrative roles for a second factor.

Outside the demonstration (setting REQUIRE_SECOND_FACTOR) a person with such a role gets no further
than the page that sets one up. Authority: GB/T 22239-2019, level 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse

from shuzheng.identity.rules.kinds import SECOND_FACTOR_ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

OPEN_PATHS = ("/accounts/", "/static/", "/i18n/")


class SecondFactorMiddleware:
    """Sends who needs a second factor and has none to the page that sets one up."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Let the request pass, or ask for the second factor first."""
        if settings.REQUIRE_SECOND_FACTOR and self._lacks(request):
            return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    def _lacks(self, request: Request) -> bool:
        if request.path.startswith(OPEN_PATHS) or not request.user.is_authenticated:
            return False
        needs = any(one.role in SECOND_FACTOR_ROLES for one in request.capacities)
        return needs and not is_mfa_enabled(request.user)
