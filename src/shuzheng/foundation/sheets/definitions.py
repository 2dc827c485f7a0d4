"""What a room declares to get an import: its sheet, who may, how rows are judged and taken.

A room registers its imports in its `jobs` module, so that workers know them too, and gets the pages
by `web.paths`. The machinery reads the file, shows what is wrong, lets the clerk choose and runs
the room's `apply` in one transaction; the room never sees a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.foundation.sheets.schema import Sheet
    from shuzheng.foundation.ui.parts import Term
    from shuzheng.kernel.actor import Actor

    Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Purpose:
    """What one import is for: its sheet, how the page is headed, where the ways out lead.

    `sheet` is made for the occasion (`Sheet.with_choices`); `prefilled` are rows that the template
    may come filled with, by column name. `rows` is the most that one file may have, where that is
    less than what the installation takes.
    """

    sheet: Sheet
    subheading: StrOrPromise
    back_url: str
    done_url: str = ""
    done_label: StrOrPromise = ""
    prefilled: Callable[[], Iterator[Mapping[str, Any]]] | None = None
    prefilled_label: StrOrPromise = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who imports what, when, for which purpose; `upload` stays the same in every run."""

    actor: Actor
    now: datetime
    context: Context
    upload: UUID
    filename: str
    digest: str


class Check(Protocol):
    """Judge rows that are good by the sheet: call `row.refuse` or `row.remark`. Writes nothing."""

    def __call__(self, rows: Sequence[Row], occasion: Occasion) -> None:
        """Judge some hundred rows at once."""


class Apply(Protocol):
    """Take the rows, some hundred at a time, and record one fact for all.

    Runs in one transaction with everything else. Returns figures for the last page (numbers and
    words, nothing personal); whatever it refuses leaves nothing behind.
    """

    def __call__(self, rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
        """Take all rows or refuse."""


class Refer(Protocol):
    """Hand rows that were refused with `referred` to the office, in the import's transaction."""

    def __call__(self, rows: Sequence[Row], occasion: Occasion) -> None:
        """File the cases."""


@dataclass(frozen=True, slots=True)
class Import:
    """One kind of import.

    `name` is permanent, `room.noun`. `purpose` resolves the address's parameters for an actor and
    refuses what is out of reach. `permission` is required besides, and lets colleagues of the
    uploader's organisation see the upload. `outcome` turns what `apply` returned into lines of the
    last page; `note` and `rule` say on the first page what an import sets off.
    """

    name: str
    title: StrOrPromise
    permission: str
    purpose: Callable[[Actor, Context, datetime], Purpose]
    apply: Apply
    check: Check | None = None
    refer: Refer | None = None
    note: StrOrPromise = ""
    rule: str = ""
    outcome: Callable[[Mapping[str, Any]], Sequence[Term]] = field(default=lambda _: ())


_imports: dict[str, Import] = {}


def register(definition: Import) -> Import:
    """Declare an import; raises ValueError for a name that is taken."""
    if definition.name in _imports:
        raise ValueError(f"the import {definition.name} is declared twice")
    _imports[definition.name] = definition
    return definition


def find(name: str) -> Import:
    """Return a declared import; KeyError if this version of the platform has none of that name."""
    return _imports[name]
