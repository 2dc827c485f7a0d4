"""What was found about a whole record, in the reader's words: the record, and each part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from shuzheng.credentials.core import numbers
from shuzheng.credentials.web import disclosed_words, words
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Check, Chip, Kind, Term

if TYPE_CHECKING:
    from shuzheng.credentials.core.records import Record
    from shuzheng.credentials.queries.pages_verification import Examination


@dataclass(frozen=True, slots=True)
class Part:
    """One certificate of a record: what it is, what became of it, and its checks."""

    title: str
    chip: Chip
    terms: list[Term]
    checks: list[Check]
    tally: str


def terms(record: Record) -> list[Term]:
    """Return what a record says."""
    whole = _("Not all there are") if record.is_partial else _("All there are")
    return [
        Term(_("Holder"), record.holder),
        Term(_("Put together by"), record.publisher_name),
        Term(_("Day of the record"), words.full_day(record.valid_from)),
        Term(_("Certificates in it"), f"{formats.number(len(record.certificates))}　{whole}"),
    ]


def parts(found: Examination) -> list[Part]:
    """Return the certificates of a record, in order."""
    return [_part(number, one) for number, one in enumerate(found.parts, 1)]


def _part(number: int, one: Examination) -> Part:
    shown, said = words.head(one), one.said
    facts = disclosed_words.terms(one)
    if said is not None and not said.hidden:
        fits = not numbers.fault(said.number)
        printed = numbers.spaced(said.number) if fits else said.number
        facts = [
            Term(_("Certificate number"), printed, code=True),
            Term(_("Evaluation organisation"), said.issuer_name),
            Term(_("Day of issue"), words.full_day(said.valid_from)),
        ]
    return Part(
        f"{number}. {said.title}" if said else f"{number}.",
        Chip(Kind(shown.kind), shown.title, shown.icon),
        facts,
        words.checks(one.lines),
        words.tally(one),
    )
