"""The way to a page of the register, above its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import navigation
from shuzheng.foundation.ui.parts import Crumb

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def trail(*steps: tuple[StrOrPromise, str]) -> list[Crumb]:
    """Return the way to a page: the desk, the register, then (label, address) of each step."""
    return [
        Crumb(_("Desk"), navigation.url_of("desk:home")),
        Crumb(_("Certificates"), navigation.url_of("credentials:register") if steps else ""),
        *(Crumb(words, url) for words, url in steps),
    ]
