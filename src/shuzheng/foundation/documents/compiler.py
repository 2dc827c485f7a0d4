"""The only door to typst: a template and its data become a PDF.

The same template, data, attachments and instant always give the same bytes, so papers are made on
demand and never stored. Data enters as JSON and is only ever shown as text: none of it is markup.

What a newcomer would get wrong:

- A compiler must not be shared by threads ("Already borrowed"), so each thread has its own.
- **Never fork after a paper was made.** typst's worker threads do not survive a fork and the child
  would wait for them for ever. Start processes by spawn. In such a child `render` raises
  `ForkedError`.
- typst resolves paths from the working directory, so templates are named by absolute path.
- typst remembers what it laid out for its next ten compilations: a thousand tickets at once would
  hold a gigabyte. Long files are set in parts (`binding`), and after a large one the memory is
  let go.
"""

from __future__ import annotations

import json
import os
import re
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typst

from shuzheng.foundation.documents import fonts
from shuzheng.kernel import refusals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

TEMPLATES = Path(__file__).parent / "templates"
SUBSTITUTE = "〓"
ESCAPED_CONTROL = re.compile(r"\\(?:u00[01]|[bfr])")
MEDIA_TYPES = {
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".tlog-proof": "text/plain",
    ".txt": "text/plain",
}
LARGE = 200_000
REMEMBERED = 10
NO_ATTACHMENTS: Mapping[str, bytes] = {}

Rare = Literal["refuse", "mark"]
Standard = Literal["1.7", "a-3b", "a-3a", "ua-1"]


class RenderError(RuntimeError):
    """A template and its data did not make a document: a defect of ours, never an answer."""


class ForkedError(RuntimeError):
    """The process was forked after its parent had used typst and would hang. Use spawn."""


class UnprintableCharacters(refusals.Refusal):
    """A paper that must be exact holds characters that no font of ours can show."""

    code = "unprintable-characters"
    template = "These characters cannot be printed: {characters}. They stand in: {text}"


class _Workshop(threading.local):
    """One compiler to a thread."""

    def __init__(self) -> None:
        self.compiler = typst.Compiler(
            root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True
        )


@cache
def _fonts() -> typst.Fonts:
    """Return our two fonts and nothing else: no system font, none that typst brings along."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[fonts.SERIF.parent],
    )


_workshop = _Workshop()
_first_used_by: list[int] = []


def render(
    template: str,
    data: Mapping[str, object],
    *,
    created: datetime,
    attachments: Mapping[str, bytes] = NO_ATTACHMENTS,
    pdf_standard: Standard = "a-3b",
    rare: Rare = "refuse",
    tagged: bool = True,
) -> bytes:
    """Set `data` by the template of that name (`templates/NAME.typ`) and return the PDF.

    `data` is anything that JSON can hold; `created` (aware) is the document's own date;
    `attachments` are embedded byte for byte with the relationship "source". Where the fonts lack a
    character, `rare` says whether the paper is refused or shows 〓 and lists what is to be written
    in by hand. `tagged` keeps the structure that screen readers use; without it a file of many
    pages is a third of the size.
    """
    if created.tzinfo is None:
        raise ValueError("a document's instant must be aware")
    source = TEMPLATES / f"{template}.typ"
    if not source.is_file():
        raise RenderError(f"there is no template {template}")
    _refuse_forked()
    inputs = {"data": _written({**data, "missing": []}, rare)}
    if attachments:
        inputs["attachments"] = json.dumps(
            [_attached(name, content) for name, content in attachments.items()]
        )
    try:
        made, warnings = _workshop.compiler.compile_with_warnings(
            input=source,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=pdf_standard,
            timestamp=int(created.timestamp()),
            pdf_tags=tagged,
        )
    except typst.TypstError as error:
        raise RenderError(f"{template}: {error.message} {error.diagnostic}") from error
    if warnings or not isinstance(made, bytes):
        raise RenderError(f"{template}: {'; '.join(w.message for w in warnings)}")
    if len(made) > LARGE:
        _let_go()
    return made


def _let_go() -> None:
    """Age typst's memory of earlier compilations until it is freed."""
    for _ in range(REMEMBERED + 1):
        _workshop.compiler.compile(input=b"", format="pdf", sys_inputs={})


def _refuse_forked() -> None:
    """Refuse in a child forked from a process that had already used typst."""
    if not _first_used_by:
        _first_used_by.append(os.getpid())
    if _first_used_by[0] != os.getpid():
        raise ForkedError("typst was used before this process was forked; start processes by spawn")


def _written(data: dict[str, object], rare: Rare) -> str:
    """Return `data` as JSON; refuse or mark what the fonts cannot show."""
    text = json.dumps(data, ensure_ascii=False)
    if fonts.printable().issuperset(text) and not ESCAPED_CONTROL.search(text):
        return text
    missing: dict[str, str] = {}
    for string in _strings(data):
        for character in fonts.missing_glyphs(string):
            missing.setdefault(character, string)
    if missing and rare == "refuse":
        raise UnprintableCharacters(
            characters="、".join(map(fonts.describe, missing)),
            text=_replaced(next(iter(missing.values())), missing),
        )
    marked = {name: _replaced(value, missing) for name, value in data.items()}
    marked["missing"] = [fonts.point(c) for c in missing if not fonts.is_invisible(c)]
    return json.dumps(marked, ensure_ascii=False)


def _strings(value: object) -> Iterator[str]:
    """Yield every text inside `value`, depth first."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def _replaced(value: object, missing: Iterable[str]) -> object:
    """Return `value` with each missing character as 〓, and invisible ones left out."""
    table = {ord(c): None if fonts.is_invisible(c) else SUBSTITUTE for c in missing}

    def inside(part: object) -> object:
        if isinstance(part, str):
            return part.translate(table)
        if isinstance(part, dict):
            return {name: inside(inner) for name, inner in part.items()}
        if isinstance(part, list | tuple):
            return [inside(inner) for inner in part]
        return part

    return inside(value)


def _attached(name: str, content: bytes) -> dict[str, object]:
    """Return an attachment as JSON can hold it, so that typst can restore every byte."""
    media_type = MEDIA_TYPES.get(Path(name).suffix, "application/octet-stream")
    kept: dict[str, object] = {"name": name, "type": media_type}
    try:
        kept["text"] = content.decode()
    except UnicodeDecodeError:
        kept["bytes"] = list(content)
    return kept
