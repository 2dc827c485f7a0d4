"""What all papers share: their imprint, their limits, and how a name is masked on a door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from shuzheng.foundation.documents import binding, compiler, dates
from shuzheng.kernel import refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

Thing = TypeVar("Thing")

PLATFORM = "书证通"
CHINESE, ENGLISH = "zh", "en"
MOST_PAPERS = 2_000
MOST_LABELS = 10_000
MOST_ROWS = 2_000
PAIR = 2


class NothingToPrint(refusals.Refusal):
    """The file would have no page."""

    code = "nothing-to-print"
    template = "There is nothing to print."


class TooManyPapers(refusals.Refusal):
    """The file would be too large to make and to open; print by class or by room."""

    code = "too-many-papers"
    template = "One file holds at most {most}; {count} were asked for. Print by class or by room."


class TooManyRows(refusals.Refusal):
    """The list has more rows than anybody reads on paper."""

    code = "too-many-rows"
    template = (
        "A printed list holds at most {most} rows; this one has {count}. Export the workbook."
    )


class TextTooLong(refusals.Refusal):
    """A text does not fit its place on the paper, whatever the size of type."""

    code = "text-too-long"
    template = "“{text}” has {length} characters; its place on the paper holds {limit}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """When a paper was printed (aware), by whom, and whether what it shows is invented.

    `language` is of the paper's own words; only the verification report knows any but Chinese.
    """

    printed_at: datetime
    printed_by: str = ""
    demo: bool = False
    language: str = CHINESE


def masked_name(name: str) -> str:
    """Return a name as doors show it: 沈*安, 沈*; of a longer one, first and last character."""
    if len(name) <= PAIR:
        return name[:1] + "*" * (len(name) - 1)
    return f"{name[0]}{'*' * min(len(name) - PAIR, PAIR)}{name[-1]}"


def counted(count: int, most: int = MOST_PAPERS) -> None:
    """Refuse a file without pages, or with more papers than anybody could open."""
    if count == 0:
        raise NothingToPrint
    if count > most:
        raise TooManyPapers(most=most, count=count)


def instant(at: datetime, language: str) -> str:
    """Return day and time of an aware instant as a paper in this language writes them."""
    return dates.instant_in_english(at) if language == ENGLISH else dates.instant(at)


def set_paper(
    template: str,
    title: str,
    parts: Sequence[Mapping[str, object]],
    imprint: Imprint,
    *,
    tagged: bool = False,
) -> bytes:
    """Set an office paper (anything but a certificate) part by part and bind the parts.

    Rare characters are marked, not refused. Page numbers begin anew with each part.
    """
    shared: dict[str, object] = {
        "meta": {"title": title, "author": PLATFORM, "keywords": [f"template {template}"]},
        "language": imprint.language,
        "printed_at": instant(imprint.printed_at, imprint.language),
        "printed_by": imprint.printed_by,
        "demo": imprint.demo,
    }
    made = [
        compiler.render(
            template, {**shared, **part}, created=imprint.printed_at, rare="mark", tagged=tagged
        )
        for part in parts
    ]
    if len(made) == 1:
        return made[0]
    return binding.bind(made, title=title, author=PLATFORM, created=imprint.printed_at)


def portions(things: Sequence[Thing], size: int) -> Iterator[Sequence[Thing]]:
    """Yield `things` in runs of at most `size`."""
    for start in range(0, len(things), size):
        yield things[start : start + size]
