"""A file that a stranger hands in, as a page shows it: beside the register, a record part by part.

Rule: R-112. What a newcomer would get wrong: a file with a true number and another holder's name
must tell its bearer nothing that the number alone does not. Only a fitting pair of number and name,
or a good signature under a key that is believed, opens the register.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shuzheng.credentials.core import instants, jsontext, reading
from shuzheng.credentials.core.verifying import Outcome, Step, Verdict
from shuzheng.credentials.models import Certificate
from shuzheng.credentials.queries import pages_verification as pages
from shuzheng.credentials.queries import verification
from shuzheng.credentials.queries.pages_verification import (
    CONTENT,
    REGISTER,
    Difference,
    Examination,
    Line,
)
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.credentials.core.reading import Certificate as Said


@applies("R-112")
def by_file(data: bytes, now: datetime) -> Examination:
    """Examine a file as handed in. Never refuses its content; nothing of it is kept."""
    found = verification.by_file(data, now)
    if found.report.record is not None:
        return _of_record(found)
    return _of_stranger(found)


def _of_record(found: verification.Finding) -> Examination:
    """Return the examination of a whole record, and of every certificate in it.

    The register is later news about a certificate, and so about the record that holds it.
    """
    report = found.report
    parts = tuple(_of_stranger(part) for part in found.parts)
    verdicts = [report.verdict, *(part.verdict for part in parts)]
    whole = pages.examination(pages.Way.FILE, report, min(verdicts, key=list(Verdict).index))
    return replace(whole, record=report.record, parts=parts)


def _of_stranger(found: verification.Finding) -> Examination:
    """Return the examination of a credential that somebody handed in."""
    report, said = found.report, found.report.certificate
    if said is None:
        return pages.examination(pages.Way.FILE, report, report.verdict)
    # Not by a key that is stolen: whoever has it could ask whose any number is.
    signed = all(report.check(step).outcome is Outcome.HELD for step in (Step.KEY, Step.SIGNATURE))
    public = found.certificate
    if (
        public is None
        or found.row is None
        or not (signed or _plain(said.holder) == _plain(public.holder))
    ):
        return pages.examination(
            pages.Way.FILE, report, _at_best_unproved(report.verdict), (_unregistered(),)
        )
    differences = _differences(said, _signed(public.number))
    verdict = found.verdict
    if any(not one.equal for one in differences):
        verdict = _at_best_unproved(verdict)
    lines = (pages.registered(public, verdict), _content(differences, signed=signed))
    return pages.examination(
        pages.Way.FILE, report, verdict, lines, pages.sheet_of(found.row), differences
    )


def _unregistered() -> Line:
    sentence = N_("No certificate with this number and this name is registered here.")
    return Line(REGISTER, Outcome.FAILED, sentence, {})


def _at_best_unproved(verdict: Verdict) -> Verdict:
    """Return the verdict on a file whose content the register does not bear out."""
    return min(verdict, Verdict.NOT_TRUSTED, key=list(Verdict).index)


def _signed(number: str) -> Said:
    """Return what was signed under a number, as it is stored."""
    text = Certificate.objects.values_list("credential", flat=True).get(number=number)
    return reading.read(jsontext.read(text.encode()))


def _differences(said: Said, registered: Said) -> tuple[Difference, ...]:
    """Return what a file says beside what was signed, the differing statements first."""
    found = [
        Difference(label, theirs, ours)
        for (label, theirs), (_, ours) in zip(_stated(said), _stated(registered), strict=True)
        if ours or theirs
    ]
    return tuple(sorted(found, key=lambda one: one.equal))


def _stated(one: Said) -> tuple[tuple[str, str], ...]:
    return (
        (N_("Level"), one.level_name),
        (N_("Day of issue"), instants.day(one.valid_from)),
        (N_("Holder"), one.holder),
        (N_("Certificate"), one.title),
        (N_("Module"), one.module),
        (N_("Standard"), f"{one.standard} {one.standard_version}"),
        (N_("Evaluation organisation"), one.issuer_name),
    )


def _content(differences: tuple[Difference, ...], *, signed: bool) -> Line:
    unequal = sum(not one.equal for one in differences)
    if unequal:
        sentence = N_("{count} statements differ from the register; see the comparison.")
        return Line(CONTENT, Outcome.FAILED, sentence, {"count": unequal})
    if not signed:
        sentence = N_("What is compared is as registered; another part of the file was changed.")
        return Line(CONTENT, Outcome.FAILED, sentence, {})
    sentence = N_("What the file states is what is registered.")
    return Line(CONTENT, Outcome.HELD, sentence, {})


def _plain(name: str) -> str:
    return "".join(name.split())
