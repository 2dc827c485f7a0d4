"""The kinds of values that the data model knows: addresses, types, instants, texts with a language.

Authority: W3C Verifiable Credentials Data Model 2.0, sections 4.4 "Identifiers", 4.5 "Types", 4.6
"Names and Descriptions", 4.9 "Validity Period", 11.1 "Language and Base Direction"; XML Schema 1.1
part 2, `dateTimeStamp`. Every refusal names the member in which the fault is.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import addresses
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.jsontext import Object

_TERM = re.compile(r"[^\s:@][^\s:]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_STAMP = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)T(?P<time>\d\d:\d\d:\d\d)(?P<fraction>\.\d+)?"
    r"(?P<offset>Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)",
    re.ASCII,
)
_MIDNIGHT = "24:00:00"
_DIRECTIONS = ("ltr", "rtl")


class NonConforming(Refusal):
    """A document is not as the data model has it; `member` says where."""

    code = "vcdm"
    template = "“{member}” is not as the data model of credentials has it."


class Missing(NonConforming):
    """A member that the data model requires is not there."""

    code = "vcdm-missing"
    template = "“{member}” is missing."


class NotAnAddress(NonConforming):
    """Something else than one URL."""

    code = "vcdm-url"
    template = "“{member}” is not a single URL."


class NotTyped(NonConforming):
    """A type is missing, or no list of terms and URLs."""

    code = "vcdm-type"
    template = "“{member}” is no type, or lacks the one that is required."


class NotAStamp(NonConforming):
    """Something else than a date and time with an offset."""

    code = "vcdm-instant"
    template = "“{member}” is not a date and time with an offset."


class NotAText(NonConforming):
    """Neither a text nor a text with its language and direction."""

    code = "vcdm-text"
    template = "“{member}” is neither text nor text with a language."


def address(value: object, member: str) -> str:
    """Return `value` if it is one absolute URL."""
    if not addresses.is_absolute(value):
        raise NotAnAddress(member=member)
    return value


def require_id(node: Mapping[str, Any], member: str) -> None:
    """Refuse a node whose `id`, where it has one, is not a single URL."""
    if "id" in node:
        address(node["id"], f"{member}.id" if member else "id")


def types(node: Mapping[str, Any], member: str, *, needed: str = "") -> tuple[str, ...]:
    """Return the types of a node: terms and absolute URLs, `needed` among them."""
    place = f"{member}.type" if member else "type"
    if "type" not in node:
        raise Missing(member=place)
    value = node["type"]
    listed = value if isinstance(value, list) else [value]
    if not listed or not all(
        isinstance(item, str) and (_TERM.fullmatch(item) or addresses.is_absolute(item))
        for item in listed
    ):
        raise NotTyped(member=place)
    if needed and needed not in listed:
        raise NotTyped(member=place)
    return tuple(listed)


def nodes(holder: Mapping[str, Any], member: str) -> list[Object]:
    """Return the one or more objects under `member`, which may be absent; refuse other values."""
    if member not in holder:
        return []
    value = holder[member]
    listed = value if isinstance(value, list) else [value]
    if not listed or not all(isinstance(item, dict) for item in listed):
        raise NonConforming(member=member)
    return listed


def instant(value: object, member: str) -> datetime:
    """Return the instant (aware) that a `dateTimeStamp` writes, to the microsecond."""
    form = _STAMP.fullmatch(value) if isinstance(value, str) else None
    if form is None:
        raise NotAStamp(member=member)
    ends = form["time"] == _MIDNIGHT and not (form["fraction"] or "").strip(".0")
    time = "00:00:00" if ends else form["time"]
    try:
        found = datetime.fromisoformat(
            f"{form['day']}T{time}{(form['fraction'] or '')[:7]}{form['offset']}"
        )
        return found + timedelta(days=1) if ends else found
    except (ValueError, OverflowError):
        raise NotAStamp(member=member) from None


def require_text(holder: Mapping[str, Any], member: str, where: str = "") -> None:
    """Refuse a name or description that is neither text nor texts with their language."""
    if member not in holder:
        return
    place = f"{where}.{member}" if where else member
    value = holder[member]
    if isinstance(value, str):
        return
    listed = value if isinstance(value, list) else [value]
    if not listed or not all(_is_text(item) for item in listed):
        raise NotAText(member=place)


def _is_text(value: object) -> bool:
    """Return whether `value` is a language value object: text, and how it is to be read."""
    if not isinstance(value, dict) or not isinstance(value.get("@value"), str):
        return False
    if set(value) - {"@value", "@language", "@direction"}:
        return False
    language = value.get("@language", "und")
    return (
        isinstance(language, str)
        and _LANGUAGE.fullmatch(language) is not None
        and value.get("@direction", "ltr") in _DIRECTIONS
    )
