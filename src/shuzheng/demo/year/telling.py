"""The final figures as a table for a terminal: a heading for each subject, a line for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuzheng.demo.year.cast import INSTITUTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INDENT = "  "


def table(figures: Mapping[str, Any]) -> str:
    """Return the figures as lines of text."""
    lines = [f"{letter}  {name}（演示）" for letter, name, _, _ in INSTITUTIONS]
    for subject, found in figures.items():
        lines += ["", *_lines(subject, found, "")]
    return "\n".join(lines) + "\n"


def _lines(name: str, found: Any, indent: str) -> Iterator[str]:  # noqa: ANN401 - any plain value
    if isinstance(found, dict) and any(isinstance(one, dict | list) for one in found.values()):
        yield f"{indent}{name}"
        for key, one in found.items():
            yield from _lines(str(key), one, indent + INDENT)
    elif isinstance(found, list) and found and isinstance(found[0], dict):
        yield f"{indent}{name}"
        for place, one in enumerate(found, 1):
            yield from _lines(str(place), one, indent + INDENT)
    else:
        yield f"{indent}{name}: {_said(found)}"


def _said(found: Any) -> str:  # noqa: ANN401 - any plain value
    if isinstance(found, dict):
        return ", ".join(f"{key} {_said(one)}" for key, one in found.items())
    if isinstance(found, list):
        return ", ".join(_said(one) for one in found) or "-"
    return "-" if found in {None, ""} else str(found)
