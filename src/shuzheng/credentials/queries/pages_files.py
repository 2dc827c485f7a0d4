"""A file that a stranger hands in, as a page shows it: beside the register, and what is inside it.

Rule: R-112. What a newcomer would get wrong: a file with a true number and another holder's name
must tell its bearer nothing that the number alone does not. Only a fitting pair of number and name,
or a good signature under a key that is believed, opens the register.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shuzheng.credentials.core import instants, jsontext, reading
from shuzheng.credentials.core.evidence_file import FileReport
from shuzheng.credentials.core.verifying import Outcome, PresentedStep, Step, Verdict
from shuzheng.credentials.models import Certificate
from shuzheng.credentials.queries import pages_verification as pages
from shuzheng.credentials.queries import presented, verification
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

    from shuzheng.credentials.core.presentations import Presentation
    from shuzheng.credentials.core.reading import Certificate as Said
    from shuzheng.credentials.queries.verification import PublicCertificate

STANDING = N_("Taken back or not")
SIGNED = (PresentedStep.KEY, PresentedStep.SIGNATURE)


@applies("R-112")
def by_file(data: bytes, now: datetime) -> Examination:
    """Examine a file as handed in. Never refuses its content; nothing of it is kept."""
    found = verification.by_file(data, now)
    if found.report.record is not None:
        return _of_record(found)
    if (shown := found.report.presentation) is not None:
        return _of_presentation(found, shown, now)
    if isinstance(found.report, FileReport):
        return _of_history(found)
    return _of_stranger(found)


def _of_record(found: verification.Finding) -> Examination:
    """Return the examination of a whole record, and of every certificate in it."""
    return replace(_of_parts(found), record=found.report.record)


def _of_presentation(
    found: verification.Finding, shown: Presentation, now: datetime
) -> Examination:
    """Return the examination of a presentation, and of every certificate in it.

    Only here is it known whether its holder has taken it back. Not of one that somebody made up:
    whoever did could ask how any link stands.
    """
    whole = replace(_of_parts(found), presentation=shown)
    report = found.report
    if any(report.check(step).outcome is not Outcome.HELD for step in SIGNED):
        return whole
    line = _standing(presented.standing(shown.id, now))
    verdict = whole.verdict
    if line.outcome is Outcome.FAILED:
        verdict = min(verdict, Verdict.EXPIRED, key=list(Verdict).index)
    return replace(whole, verdict=verdict, lines=(*whole.lines, line))


def _standing(found: presented.Standing | None) -> Line:
    if found is None:
        sentence = N_("It was not made here, so nothing is known of it being taken back.")
        return Line(STANDING, Outcome.UNDECIDABLE, sentence, {})
    if found.is_open:
        return Line(STANDING, Outcome.HELD, N_("Its holder has not taken it back."), {})
    if found.ended_at is None:
        return Line(STANDING, Outcome.FAILED, N_("Its time is over."), {})
    sentence = N_("Its holder took it back, or its time ended, on {date}.")
    return Line(STANDING, Outcome.FAILED, sentence, {"date": instants.day(found.ended_at)})


def _of_history(found: verification.Finding) -> Examination:
    """Return the examination of an evidence file, and of the certificate in it.

    The certificate is drawn as registered where its own examination may show it.
    """
    whole = _of_parts(found)
    sheet = whole.parts[0].sheet if whole.parts else None
    return replace(whole, is_history=True, sheet=sheet)


def _of_parts(found: verification.Finding) -> Examination:
    """Return the examination of a file with certificates in it, and of each of them.

    The register is later news about a certificate, and so about the file that holds it.
    """
    parts = tuple(_of_stranger(part) for part in found.parts)
    verdicts = [found.report.verdict, *(part.verdict for part in parts)]
    gravest = min(verdicts, key=list(Verdict).index)
    return replace(pages.examination(pages.Way.FILE, found.report, gravest), parts=parts)


def _of_stranger(found: verification.Finding) -> Examination:
    """Return the examination of a credential that somebody handed in."""
    report, said = found.report, found.report.certificate
    if said is None:
        return pages.examination(pages.Way.FILE, report, report.verdict)
    if "number" in said.hidden:
        # Nothing to look up: whoever shows no number is told nothing of the register either.
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
    lines = (_registered(public, said, verdict), _content(differences, signed=signed))
    # What a holder keeps back is not told by the register instead.
    sheet = None if said.hidden else pages.sheet_of(found.row)
    return pages.examination(pages.Way.FILE, report, verdict, lines, sheet, differences)


def _unregistered() -> Line:
    sentence = N_("No certificate with this number and this name is registered here.")
    return Line(REGISTER, Outcome.FAILED, sentence, {})


def _registered(public: PublicCertificate, said: Said, verdict: Verdict) -> Line:
    """Return what the register says, but not the day of issue where the holder keeps it back."""
    line = pages.registered(public, verdict)
    if line.outcome is not Outcome.HELD or "issued_on" not in said.hidden:
        return line
    return replace(line, template=N_("It is registered under this number."), params={})


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
        for (claim, label, theirs), (_, _, ours) in zip(
            _stated(said), _stated(registered), strict=True
        )
        if (ours or theirs) and claim not in said.hidden
    ]
    return tuple(sorted(found, key=lambda one: one.equal))


def _stated(one: Said) -> tuple[tuple[str, str, str], ...]:
    """Return each statement as its name in a token of parts, its label and its text."""
    return (
        ("level", N_("Level"), one.level_name),
        ("issued_on", N_("Day of issue"), instants.day(one.valid_from)),
        ("name", N_("Holder"), one.holder),
        ("certificate", N_("Certificate"), one.title),
        ("module", N_("Module"), one.module),
        ("standard", N_("Standard"), f"{one.standard} {one.standard_version}"),
        ("organisation", N_("Evaluation organisation"), one.issuer_name),
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
