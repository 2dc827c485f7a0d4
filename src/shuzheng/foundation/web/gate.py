"""Who gets as far as a page: anybody, or only who has signed in.

The gate asks for a sign-in and a capacity, nothing more: what may be seen and done behind it is
decided by access functions, in one place per room.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBase

from shuzheng.kernel.actor import PUBLIC
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.foundation.web.request import Request

    View = Callable[..., HttpResponseBase]


class NoCapacity(Refusal):
    """The account is in nobody's service any more."""

    code = "no-capacity"
    status = 403
    template = "Your account holds no role at present. Ask whoever invited you."


def signed_in(view: View) -> View:
    """Let a view answer only who has signed in and acts in some capacity."""

    @wraps(view)
    def gated(request: Request, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.actor != PUBLIC:
            return view(request, *args, **kwargs)
        if request.user.is_authenticated:
            raise NoCapacity
        if request.htmx:
            return HttpResponse(status=401, headers={"HX-Refresh": "true"})
        return redirect_to_login(request.get_full_path())

    return gated
