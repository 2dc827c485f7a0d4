"""JSON read strictly and written canonically.

Authority: RFC 8259, RFC 7493 (I-JSON) and RFC 8785 (JCS). What a newcomer gets wrong: Python's own
reader takes the last of two equal keys, `NaN`, `1e999` and half surrogate pairs. Each of them would
let one text mean two things, and a signature over one of those meanings prove the other.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, NoReturn

import rfc8785

from shuzheng.kernel import canonical as canonical_json
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

Object = dict[str, Any]

LIMIT = 1 << 20
DEEPEST = 32
SAFE = canonical_json.SAFE
SHOWN = 40

_HOLDING = frozenset({dict, list})
_ESCAPE = "\\u"
_ESCAPED_HALF = re.compile(r"\\u[dD][89A-Fa-f]")
"""How half a character gets into a text that was UTF-8, which has none."""


class Plain(dict[str, Any]):
    """An object as `read` returns it where all names in it are ASCII and no number has a fraction.

    A quick writer then gives its canonical text, and nobody has to go through it to know that.
    Nothing may be put into it.
    """


class NotReadable(Refusal):
    """A text is not JSON that has exactly one meaning."""

    code = "json"
    template = "This is not a readable JSON file."


class TooLarge(NotReadable):
    """More bytes than such a file has."""

    code = "json-too-large"
    status = 413
    template = "The file has {size} bytes; at most {limit} are read."


class NotText(NotReadable):
    """Not UTF-8, or half a character."""

    code = "json-not-text"
    template = "The file is not UTF-8 text (byte {place})."


class HalfCharacter(NotReadable):
    """An escaped half of a surrogate pair, which no text can hold."""

    code = "json-half-character"
    template = "A text in the file holds half a character."


class NotJson(NotReadable):
    """The grammar is broken."""

    code = "json-grammar"
    template = "The file is not JSON: line {line}, column {column}."


class RepeatedKey(NotReadable):
    """One object names a member twice, so readers may disagree on what it says."""

    code = "json-repeated-key"
    template = "The member “{key}” stands twice in the same object."


class NumberOutOfRange(NotReadable):
    """Not a number that every reader reads alike."""

    code = "json-number"
    template = "The number {number} cannot be read in the same way everywhere."


class TooDeep(NotReadable):
    """Nested beyond anything that such a file needs."""

    code = "json-too-deep"
    template = "The file is nested more than {deepest} deep."


class NotAnObject(NotReadable):
    """A list, a text or a number stands where an object should."""

    code = "json-not-an-object"
    template = "The file holds no JSON object."


def read(data: bytes, *, limit: int = LIMIT) -> Object:
    """Return the object that `data` holds; refuse what could be read in two ways.

    `limit` is in bytes. Refuses repeated keys, numbers outside the safe range, half characters,
    more than 32 levels, and anything but an object.
    """
    if len(data) > limit:
        raise TooLarge(size=len(data), limit=limit)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotText(place=error.start) from None
    reading = _Reading()
    try:
        value = json.loads(
            text,
            object_pairs_hook=reading.members,
            parse_constant=_no_constant,
            parse_float=reading.fraction,
            parse_int=_safe,
        )
    except json.JSONDecodeError as error:
        raise NotJson(line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise TooDeep(deepest=DEEPEST) from None
    if not isinstance(value, dict):
        raise NotAnObject
    _require_shallow(value)
    if _ESCAPE in text and _ESCAPED_HALF.search(text):
        _require_whole(value)
    return Plain(value) if reading.plain else value


def without(document: Mapping[str, Any], member: str) -> Object:
    """Return `document` without one of its members; what is left of a plain one is plain."""
    left = Plain(document) if type(document) is Plain else dict(document)
    left.pop(member, None)
    return left


def canonical(value: Any) -> bytes:  # noqa: ANN401 - JSON is anything
    """Return `value` in the JSON Canonicalization Scheme; refuse what it cannot express."""
    try:
        return canonical_json.plain(value) if type(value) is Plain else canonical_json.dumps(value)
    except (canonical_json.HalfCharacter, UnicodeEncodeError):
        raise HalfCharacter from None
    except rfc8785.CanonicalizationError as error:
        raise NumberOutOfRange(number=str(error)[:SHOWN]) from None


class _Reading:
    """Notes, while a text is read, whether what it holds is plain."""

    def __init__(self) -> None:
        self.plain = True

    def members(self, pairs: list[tuple[str, Any]]) -> Object:
        found = dict(pairs)
        if len(found) != len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    raise RepeatedKey(key=_shown(key))
                seen.add(key)
        self.plain = self.plain and "".join(found).isascii()
        return found

    def fraction(self, text: str) -> float:
        self.plain = False
        return _finite(text)


def _no_constant(name: str) -> NoReturn:
    raise NumberOutOfRange(number=name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise NumberOutOfRange(number=text[:SHOWN])
    return number


def _safe(text: str) -> int:
    # The length first: Python refuses to read very long integers at all.
    if len(text) > len("-9007199254740991") or abs(int(text)) > SAFE:
        raise NumberOutOfRange(number=text[:SHOWN])
    return int(text)


def _require_shallow(root: Mapping[str, Any]) -> None:
    row: list[Any] = [root]
    for _ in range(DEEPEST):
        row = [
            value
            for item in row
            for value in (item.values() if type(item) is dict else item)
            if type(value) in _HOLDING
        ]
        if not row:
            return
    raise TooDeep(deepest=DEEPEST)


def _require_whole(root: Mapping[str, Any]) -> None:
    row: list[Any] = [root]
    while row:
        keys = (key for item in row if isinstance(item, dict) for key in item)
        try:
            "".join([*keys, *(item for item in row if isinstance(item, str))]).encode("utf-8")
        except UnicodeEncodeError:
            raise HalfCharacter from None
        row = canonical_json.inside(row)


def _shown(key: str) -> str:
    """Return a key fit for a message: short, and whole characters only."""
    return key[:SHOWN].encode("utf-8", "replace").decode("utf-8")
