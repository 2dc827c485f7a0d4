"""What is said about a cell: errors, notices and corrections, and where they lie.

A `Finding` is words without a place; a `Fault` is a finding at a row and a column of the user's own
file. Reasons are marked English templates with named parameters; whoever shows them translates.
Parameters must never hold more of a personal number than a masked form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = auto()
    """The row is not taken."""
    NOTICE = auto()
    """The row is taken; somebody should look at it."""
    CORRECTED = auto()
    """The row is taken; its spelling was put right, as shown."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a value.

    `code` is stable and groups findings; `referred` marks a row that goes to the office as a case.
    """

    severity: Severity
    code: str
    template: str
    params: Mapping[str, object] = field(default_factory=dict)
    referred: bool = False

    def reason(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence, in English unless `translate` says otherwise."""
        return translate(self.template).format(**self.params)


@dataclass(frozen=True, slots=True)
class Remark:
    """A value that a column has something to say about; None where no value could be read."""

    value: object
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding at its place in the user's file.

    `row` counts as the spreadsheet does, from 1; `column` is the schema's name and `letter` the
    spreadsheet's (both "" for the whole row); `shown` is the value, masked where it is personal.
    """

    row: int
    column: str
    letter: str
    header: str
    shown: str
    finding: Finding

    @property
    def is_error(self) -> bool:
        """Return whether this keeps the row out."""
        return self.finding.severity is Severity.ERROR


def error(code: str, template: str, **params: object) -> Finding:
    """Return a finding that keeps the row out."""
    return Finding(Severity.ERROR, code, template, params)


def notice(code: str, template: str, **params: object) -> Finding:
    """Return a finding to look at; the row is taken."""
    return Finding(Severity.NOTICE, code, template, params)


def corrected(code: str, template: str, **params: object) -> Finding:
    """Return a finding that tells what was put right."""
    return Finding(Severity.CORRECTED, code, template, params)


def refuse(code: str, template: str, **params: object) -> Remark:
    """Return the remark on a cell that holds no usable value."""
    return Remark(None, (error(code, template, **params),))


MISSING = error("missing", N_("Fill this in"))
TIDIED = corrected("tidied", N_("Stray spaces or characters that cannot be seen were removed"))
NARROWED = corrected("narrowed", N_("Full-width characters or spaces were put right"))
DIGITS_LOST = error(
    "digits-lost",
    N_("Stored as a number, the last digits are lost; set the cell to text and type it again"),
)
MADE_A_DATE = error(
    "made-a-date",
    N_("The spreadsheet has turned this into a date; set the cell to text and type it again"),
)
