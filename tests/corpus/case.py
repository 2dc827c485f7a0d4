"""One altered file, and the tools to alter with."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import achievement, envelope, jsontext
from shuzheng.credentials.tests.core import cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shuzheng.credentials.core.jsontext import Object

Path = tuple[str | int, ...]

ALTERED, MALFORMED, UNTRUSTED = "altered", "malformed", "not_trusted"
REVOKED, SUSPENDED, EXPIRED = "revoked", "suspended", "expired"
UNKNOWN, EARLY = "status_unknown", "not_yet_valid"
UNUSABLE, REFUSED = "unusable", "refused"

UNSIGNED = achievement.credential(cast.AWARD, cast.MENG)
CREDENTIAL = cast.signed_bytes()
DOCUMENT = jsontext.read(CREDENTIAL)
EVIDENCE = cast.logged(DOCUMENT)
FRESH = cast.fresh_lists()
BUNDLE = envelope.bundle(DOCUMENT, EVIDENCE, FRESH)


@dataclass(frozen=True, slots=True)
class Case:
    """One file: its folder says how it is judged, `check` and `verdict` what must come of it."""

    folder: str
    name: str
    data: bytes
    check: int
    verdict: str
    why: str

    @property
    def path(self) -> str:
        """Return where it lies, under `files/`."""
        return f"{self.folder}/{self.name}"


def written(value: object) -> bytes:
    """Return JSON as it is commonly written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def paths(value: object, path: Path = ()) -> Iterator[Path]:
    """Yield the way to everything inside `value`, from the outside in."""
    inside: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    for key, item in inside:
        yield (*path, key)
        yield from paths(item, (*path, key))


def at(document: Object, path: Path) -> Any:  # noqa: ANN401 - JSON is anything
    """Return what lies at the end of a way."""
    found: Any = document
    for key in path:
        found = found[key]
    return found


def put(document: Object, path: Path, value: object) -> Object:
    """Return a copy in which something else lies at the end of a way."""
    made = copy.deepcopy(document)
    at(made, path[:-1])[path[-1]] = value
    return made


def without(document: Object, path: Path) -> Object:
    """Return a copy without what lies at the end of a way."""
    made = copy.deepcopy(document)
    del at(made, path[:-1])[path[-1]]
    return made


def signed(change: Callable[[Object], object]) -> Object:
    """Return a certificate that was changed before the organisation signed it."""
    document = copy.deepcopy(UNSIGNED)
    change(document)
    return cast.sign(document)


def named(path: Path) -> str:
    """Return a way as part of a file's name."""
    return "-".join(str(key).removeprefix("@") for key in path)
