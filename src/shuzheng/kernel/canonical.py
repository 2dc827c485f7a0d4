"""JSON in its canonical form (RFC 8785), the one text of a value that hashes and signatures cover.

Names in ASCII and numbers without fractions are the rule here, and a quick writer gives the same
text for those; everything else is the reference implementation's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import rfc8785

if TYPE_CHECKING:
    from collections.abc import Iterable

SAFE = 2**53 - 1
"""The largest whole number that every reader of JSON reads alike (RFC 7493)."""

_KINDS = frozenset({dict, list, str, int, bool, type(None)})
_HOLDING = frozenset({dict, list})


class HalfCharacter(ValueError):  # noqa: N818 - named for what it is
    """A text holds half of a surrogate pair, which no UTF-8 can carry."""


def dumps(value: Any) -> bytes:  # noqa: ANN401 - JSON is anything
    """Return `value` in the JSON Canonicalization Scheme.

    Raises ValueError: HalfCharacter, UnicodeEncodeError for one in a name beyond ASCII, and
    `rfc8785.CanonicalizationError` for what the scheme cannot express.
    """
    return plain(value) if is_plain(value) else bytes(rfc8785.dumps(value))


def plain(value: Any) -> bytes:  # noqa: ANN401 - JSON is anything
    """Return the same for a value that `is_plain`, of which the caller knows that it is."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise HalfCharacter(str(error)) from None


def is_plain(root: object) -> bool:
    """Return whether `root` has only ASCII keys, safe whole numbers, texts, lists and objects."""
    row: list[Any] = [root]
    while row:
        kinds = set(map(type, row))
        if not kinds <= _KINDS:
            return False
        if int in kinds and any(type(item) is int and abs(item) > SAFE for item in row):
            return False
        if not "".join([key for item in row if type(item) is dict for key in item]).isascii():
            return False
        row = inside(row)
    return True


def inside(row: Iterable[Any]) -> list[Any]:
    """Return what lies directly in the lists and objects among `row`."""
    held = [item for item in row if type(item) in _HOLDING]
    return [value for item in held for value in (item.values() if type(item) is dict else item)]
