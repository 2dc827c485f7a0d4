"""What a verification found, in the reader's words.

The same examination is told three ways: on a page, as JSON, on a printed report. All of them take
their sentences from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from shuzheng.catalogue.rules import levels
from shuzheng.credentials.core import instants, numbers
from shuzheng.credentials.core.evidence_file.report import HEADLINES as HISTORY_HEADLINES
from shuzheng.credentials.core.verifying import Outcome, Step, Verdict
from shuzheng.credentials.core.verifying.report import (
    PRESENTATION_HEADLINES,
    RECORD_HEADLINES,
    STEP_NAMES,
)
from shuzheng.credentials.queries.pages_verification import Way
from shuzheng.credentials.rules import appeals, status
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Check, Chip, Kind, Term
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from shuzheng.credentials.queries.pages_register import Change
    from shuzheng.credentials.queries.pages_verification import Difference, Examination, Line, Sheet

TITLES = {
    Verdict.VALID: gettext_lazy("The certificate is genuine and in force"),
    Verdict.STATUS_UNKNOWN: gettext_lazy("Genuine, but its present status is not known"),
    Verdict.SUSPENDED: gettext_lazy("The certificate is under enquiry"),
    Verdict.REVOKED: gettext_lazy("The certificate is revoked and no longer valid"),
    Verdict.REPLACED: gettext_lazy("The certificate was replaced and is no longer valid"),
    Verdict.EXPIRED: gettext_lazy("The certificate is genuine, and its term is over"),
    Verdict.NOT_YET_VALID: gettext_lazy("The certificate is not valid yet"),
    Verdict.NOT_TRUSTED: gettext_lazy("Nothing proves that this certificate is genuine"),
    Verdict.ALTERED: gettext_lazy("The file was altered and must not be relied on"),
    Verdict.MALFORMED: gettext_lazy("This is not a certificate that can be checked"),
}
KINDS = {
    Verdict.VALID: "ok",
    Verdict.STATUS_UNKNOWN: "wait",
    Verdict.SUSPENDED: "wait",
    Verdict.REPLACED: "wait",
    Verdict.EXPIRED: "wait",
    Verdict.NOT_YET_VALID: "wait",
    Verdict.REVOKED: "bad",
    Verdict.NOT_TRUSTED: "bad",
    Verdict.ALTERED: "bad",
    Verdict.MALFORMED: "off",
}
ICONS = {
    Verdict.REPLACED: "swap",
    Verdict.ALTERED: "alert",
    Verdict.NOT_TRUSTED: "alert",
    Verdict.MALFORMED: "file",
}
GROUNDS = {
    Verdict.SUSPENDED: gettext_lazy(
        "Its content is genuine; whether it stays in force is being looked into."
    ),
    Verdict.ALTERED: gettext_lazy("What was signed and what the file says are not the same."),
    Verdict.NOT_TRUSTED: gettext_lazy(
        "Whoever made the file, no organisation that we know vouches for it."
    ),
    Verdict.STATUS_UNKNOWN: gettext_lazy(
        "Nobody has stated lately that it is neither revoked nor under enquiry."
    ),
}
UNPROVED = frozenset({Verdict.ALTERED, Verdict.NOT_TRUSTED})
KEY_LOST = gettext_lazy(
    "It is registered here, but its signing key was stolen before; ask for one issued anew."
)
REASONS = {kind.value: status.LABELS[kind] for kind in (*status.Ground, *status.Mend)}
HELD = {Outcome.HELD: True, Outcome.FAILED: False, Outcome.UNDECIDABLE: None}
STATES = {
    status.State.ISSUED: Chip(Kind.OK, pgettext_lazy("certificate", "In force"), "shield"),
    status.State.SUSPENDED: Chip(Kind.WAIT, pgettext_lazy("certificate", "Under enquiry"), "pause"),
    status.State.REVOKED: Chip(Kind.BAD, pgettext_lazy("certificate", "Revoked"), "ban"),
    status.State.REPLACED: Chip(Kind.OFF, pgettext_lazy("certificate", "Replaced"), "swap"),
}
EXPIRED = pgettext_lazy("certificate", "Expired")
VOID = {
    status.State.REVOKED: "已撤销",
    status.State.REPLACED: "已换发",
    status.State.SUSPENDED: "核查中",
}
"""What is stamped across the drawing of a certificate; words of the paper, never translated."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Why a certificate is valid no more, as anybody may read it."""

    title: str
    foot: str
    terms: list[Term]


@dataclass(frozen=True, slots=True)
class Shown:
    """The head of a result page."""

    kind: str
    icon: str
    title: str
    text: str


def head(found: Examination) -> Shown:
    """Return the verdict in one sentence, and what it rests on in a second one."""
    return Shown(
        KINDS[found.verdict],
        ICONS.get(found.verdict, ""),
        _title(found),
        _grounds(found),
    )


def _title(found: Examination) -> str:
    if not found.record and not found.is_history and not found.presentation:
        return str(TITLES[found.verdict])
    headlines = RECORD_HEADLINES if found.record else HISTORY_HEADLINES
    if found.presentation:
        headlines = PRESENTATION_HEADLINES
    known = full_day(found.status_known_at) if found.status_known_at else ""
    return sentence(headlines[found.verdict], {"date": known}).rstrip(".。")


def _grounds(found: Examination) -> str:
    if dated := _dated(found):
        return dated
    if found.is_history and found.verdict in UNPROVED:
        return _("{clauses}.").format(clauses=tally(found))
    if found.verdict is Verdict.ALTERED and found.sheet is not None:
        return _("A certificate with this number exists, but the file says otherwise.")
    if found.verdict is Verdict.MALFORMED:
        return said(_first_fault(found))
    if found.verdict in GROUNDS:
        return str(KEY_LOST if _key_lost(found) else GROUNDS[found.verdict])
    return _("{clauses}.").format(clauses=tally(found))


def _dated(found: Examination) -> str:
    """Return since when a certificate is valid no more; "" where nothing of the kind happened."""
    if found.verdict is Verdict.EXPIRED and found.said is not None and found.said.valid_until:
        return _("Its term ended on {date}.").format(date=full_day(found.said.valid_until))
    if found.sheet is None:
        return ""
    if found.verdict is Verdict.REVOKED:
        words = _("It was issued once, and has been revoked since {day}.")
        return words.format(day=full_day(found.sheet.since))
    if found.verdict is Verdict.REPLACED and found.sheet.ground == status.OVERTURNED:
        words = _("Its revocation was overturned on {day}, and a new certificate took its place.")
        return words.format(day=full_day(found.sheet.since))
    if found.verdict is Verdict.REPLACED:
        words = _("A corrected certificate took its place on {day}; ask the holder for that one.")
        return words.format(day=full_day(found.sheet.since))
    return ""


def _key_lost(found: Examination) -> bool:
    """Return whether the register's own credential fails by its key alone."""
    if found.verdict is not Verdict.NOT_TRUSTED or found.way is Way.FILE:
        return False
    failed = {line.name for line in found.lines if line.outcome is Outcome.FAILED}
    # The key for SM2 was lost together with the other one.
    return failed - {STEP_NAMES[Step.SM2]} == {STEP_NAMES[Step.KEY]}


def _first_fault(found: Examination) -> Line:
    return next(line for line in found.lines if line.outcome is Outcome.FAILED)


def tally(found: Examination) -> str:
    """Return how many checks held, failed and could not be made; no full stop."""
    total, held = len(found.lines), found.count(Outcome.HELD)
    if held == total:
        return ngettext("{n} check, and it held", "All {n} checks held", total).format(n=total)
    words = [
        ngettext("{n} check held", "{n} checks held", held).format(n=held),
        *(
            ngettext("{n} failed", "{n} failed", n).format(n=n)
            for n in [found.count(Outcome.FAILED)]
            if n
        ),
        *(
            ngettext("{n} cannot be judged", "{n} cannot be judged", n).format(n=n)
            for n in [found.count(Outcome.UNDECIDABLE)]
            if n
        ),
    ]
    return pgettext("between clauses", ", ").join(words)


def said(line: Line) -> str:
    """Return a check's sentence."""
    return sentence(line.template, line.params)


def sentence(template: str, params: Mapping[str, object]) -> str:
    """Return a marked sentence with its parameters, in the reader's language."""
    return _(template).format(**params)


def checks(lines: Sequence[Line]) -> list[Check]:
    """Return the numbered checks for the page."""
    return [Check(_(line.name), HELD[line.outcome], said(line)) for line in lines]


def chip_of(difference: Difference) -> Chip:
    """Return whether both halves agree."""
    if difference.equal:
        return Chip(Kind.OK, _("The same"))
    return Chip(Kind.BAD, _("Different"), "x")


def terms(sheet: Sheet, verdict: Verdict = Verdict.VALID) -> list[Term]:
    """Return the certificate as registered, line by line; a term that is over is no state."""
    level = _(levels.LABELS[sheet.level])
    return [
        Term(_("Holder"), sheet.holder),
        Term(_("Certificate"), f"{sheet.certificate}　{level}", f"/catalogue/{sheet.code}"),
        *([Term(_("Module"), sheet.module)] if sheet.module else []),
        Term(_("Certificate number"), sheet.number_spaced, code=True),
        Term(_("Standard"), f"{sheet.standard} {sheet.standard_version}", standard_url(sheet)),
        Term(
            pgettext("certificate", "Issued"), f"{sheet.organisation}　{full_day(sheet.issued_on)}"
        ),
        Term(_("Status"), str(EXPIRED if verdict is Verdict.EXPIRED else STATES[sheet.state].word)),
    ]


def standard_url(sheet: Sheet) -> str:
    """Return where the standard of a certificate is read, at its level."""
    return f"/catalogue/{sheet.code}/levels/{sheet.level}/{sheet.standard_version}"


def ended(sheet: Sheet) -> Ended | None:
    """Return what the public is told of a revocation or replacement; None while it is valid."""
    if sheet.state is status.State.REVOKED:
        foot = _(
            "The number will not be used for another certificate. The particulars are not public."
        )
        return Ended(_("About the revocation"), foot, _revocation(sheet))
    if sheet.state is status.State.REPLACED and sheet.ground == status.OVERTURNED:
        foot = _("The number is not used again. The new certificate has a number of its own.")
        return Ended(_("About the appeal"), foot, _overturned(sheet))
    if sheet.state is status.State.REPLACED:
        foot = _("The number is not used again. The corrected certificate has a number of its own.")
        return Ended(_("About the replacement"), foot, _replacement(sheet))
    return None


def _replacement(sheet: Sheet) -> list[Term]:
    return [
        Term(_("Replaced on"), full_day(sheet.since)),
        Term(_("What was corrected"), reason_kind(sheet.ground)),
        Term(_("Number of the new one"), numbers.spaced(sheet.replaced_by), code=True),
    ]


def _overturned(sheet: Sheet) -> list[Term]:
    return [
        Term(_("Overturned on"), full_day(sheet.since)),
        Term(_("Decided by"), _("Provincial department, on appeal")),
        Term(_("Decision overturned"), sheet.decision_number, code=True),
        Term(_("Number of the new one"), numbers.spaced(sheet.replaced_by), code=True),
    ]


def _revocation(sheet: Sheet) -> list[Term]:
    return [
        Term(_("Revoked on"), full_day(sheet.since)),
        Term(_("Kind of reason"), reason_kind(sheet.ground)),
        Term(
            _("Decided by"),
            _("{organisation}, confirmed by the coordination office").format(
                organisation=sheet.organisation
            ),
        ),
        Term(_("Number of the decision"), sheet.decision_number, code=True),
    ]


def changes(found: Sequence[Change]) -> list[tuple[str, list[Term], str]]:
    """Return each change as a title, its lines and the address of its proof ("" without one)."""
    return [
        (
            f"{_(status.LABELS[one.verb])}　{full_day(one.at)}",
            [
                *([Term(_("Kind of reason"), reason_kind(one.ground))] if one.ground else []),
                *([Term(_("Reason"), one.reason)] if one.reason else []),
                Term(_("Done by"), f"{one.capacity}　{one.who}".strip("　")),
            ],
            reverse("credentials:change-proof", args=[one.id]) if one.has_proof else "",
        )
        for one in found
    ]


def appeal_chip(state: appeals.State) -> Chip:
    """Return how an appeal against a revocation stands."""
    kinds = {
        appeals.State.LODGED: Kind.WAIT,
        appeals.State.OVERTURNED: Kind.OK,
        appeals.State.UPHELD: Kind.BAD,
    }
    return Chip(kinds.get(state, Kind.OFF), _(appeals.APPEAL.labels[state]))


def reason_kind(code: str) -> str:
    """Return the kind of reason of a revocation or replacement."""
    return _(REASONS[code])


def full_day(value: date | datetime) -> str:
    """Return a day with its year, as papers write it, whatever year it is now."""
    return formats.day_words(value, instants.read("1970-01-01T00:00:00Z"))


def full_instant(value: datetime) -> str:
    """Return a day with its year and the time to the second, in the province."""
    local = value.astimezone(periods.SHANGHAI)
    return _("{day}, {time}").format(day=full_day(value), time=f"{local:%H:%M:%S}")


def machine(found: Examination) -> dict[str, object]:
    """Return an examination for programs: the public fields, the status, every check."""
    known = found.status_known_at
    until = found.said.valid_until if found.said else None
    return {
        "verdict": found.verdict.value,
        "sentence": str(TITLES[found.verdict]),
        "status_known_at": instants.write(known) if known else None,
        "certificate": _public(found.sheet) if found.sheet else None,
        **({"valid_until": instants.write(until)} if until else {}),
        "checks": [
            {
                "number": number,
                "check": _(line.name),
                "outcome": line.outcome.value,
                "sentence": said(line),
                **({"clause": line.clause} if line.clause else {}),
            }
            for number, line in enumerate(found.lines, 1)
        ],
    }


def _public(sheet: Sheet) -> dict[str, object]:
    later = {
        status.State.REVOKED: {"ground": sheet.ground, "decision": sheet.decision_number},
        status.State.REPLACED: {"ground": sheet.ground, "replaced_by": sheet.replaced_by},
    }
    return {
        "number": sheet.number,
        "holder": sheet.holder,
        "certificate": sheet.certificate,
        "certificate_code": sheet.code,
        "level": sheet.level.value,
        "module": sheet.module,
        "standard": sheet.standard,
        "standard_version": sheet.standard_version,
        "organisation": sheet.organisation,
        "issued_on": sheet.issued_on.isoformat(),
        "status": sheet.state.value,
        "status_since": sheet.since.isoformat(),
        **later.get(sheet.state, {}),
        "demonstration": sheet.is_demonstration,
        "url": sheet.url,
    }
