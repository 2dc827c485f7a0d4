"""The words of identity as its pages show them: kinds, roles, accounts, the way to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import navigation
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.identity.queries.pages.people import Account
from shuzheng.identity.rules import arrangements, kinds, leading, profile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django_stubs_ext import StrOrPromise

_KNOWN = {str(key): word for key, word in kinds.LABELS.items()}

ACCOUNTS = {
    Account.ACTIVE: Chip(Kind.OK, pgettext_lazy("account", "Can sign in")),
    Account.CODE: Chip(Kind.WAIT, pgettext_lazy("account", "Holds a code")),
    Account.NONE: Chip(Kind.OFF, pgettext_lazy("account", "No account yet")),
}

SEXES = {"1": _("Male"), "2": _("Female")}


def label(code: str) -> str:
    """Return the word of a kind of organisation, document or role, in the reader's language."""
    return gettext(_KNOWN[code]) if code in _KNOWN else code


def labels(codes: Iterable[str]) -> str:
    """Return the words of several, as a list in words."""
    return gettext(", ").join(label(code) for code in codes)


def class_kind(code: str) -> str:
    """Return for what a class was formed, in the reader's language; "" for an ordinary class."""
    return gettext(arrangements.LABELS[arrangements.ClassKind(code)]) if code else ""


def class_kinds(today: date) -> list[tuple[str, str]]:
    """Return the kinds of training arrangement of today with their words, for a form."""
    every = arrangements.in_use(today, rulebooks.current())
    return [(one.value, class_kind(one)) for one in every]


def field(code: str) -> str:
    """Return the word of an evaluation organisation's field, in the reader's language."""
    return gettext(profile.FIELDS[profile.Field(code)])


def lead_flag(code: str) -> str:
    """Return the word of a lead flag, in the reader's language."""
    return gettext(leading.LABELS[leading.LeadFlag(code)])


def lead_flags(codes: Iterable[str], today: date) -> list[Chip]:
    """Return the lead flags that count today as chips."""
    held = leading.counted(codes, today, rulebooks.current())
    return [Chip(Kind.RUN, lead_flag(one), "flag") for one in held]


def choices(codes: Iterable[str]) -> list[tuple[str, StrOrPromise]]:
    """Return codes with their words, for a form."""
    return [(str(code), _(_KNOWN[str(code)])) for code in codes]


def trail(*steps: tuple[StrOrPromise, str]) -> list[Crumb]:
    """Return the way to a page: the desk, then (label, address) of each step."""
    return [
        Crumb(_("Desk"), navigation.url_of("desk:home")),
        *(Crumb(words, url) for words, url in steps),
    ]
