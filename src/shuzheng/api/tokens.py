"""For whom a program asks: the token of a party, sent as a bearer token.

Rules: R-110, R-112. A token acts as whoever made it; what it is for, the operation asks.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from shuzheng.foundation.web import limiter
from shuzheng.foundation.web.request import Request
from shuzheng.reliance.rules import tokens as rules
from shuzheng.reliance.services import tokens
from shuzheng.reliance.services.tokens import Bearer


class Token(HttpBearer):
    """The token of a party; without one the answer is a problem document like any other."""

    openapi_name = "token"

    def __call__(self, request: HttpRequest) -> Any:  # noqa: ANN401 - the library's own type
        """Return for whom is asked; refuses a request without a token."""
        found = super().__call__(request)
        if found is None:
            raise rules.BadToken
        return found

    def authenticate(self, request: Request, token: str) -> Bearer:  # type: ignore[override]
        """Return for whom this token asks, and count the request."""
        found = tokens.bearer(token, request.now)
        limiter.check_name(
            f"token {found.token}", now=request.now, per_minute=settings.VERIFICATION_PER_MINUTE
        )
        return found


def bearer(request: Request) -> Bearer:
    """Return for whom a request asks whose token was taken."""
    found: Bearer = request.auth  # type: ignore[attr-defined]
    return found
