"""The checks of a presentation, and after them those of every certificate that it shows.

A presentation is the platform's signature around certificates that are signed already: that they
were chosen by somebody who was signed in as their holder, for this recipient, until this day. So it
is judged twice, as a whole record is (`compiled`). It never proves who hands it over.

Whether its holder has taken it back since, no file can know; the page that has the register says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shuzheng.credentials.core import disclosed, envelope, presentations, proof
from shuzheng.credentials.core.verifying import compiled, report, signed, steps
from shuzheng.credentials.core.verifying.report import PresentedStep, Report, Verdict
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from shuzheng.credentials.core.envelope import Envelope
    from shuzheng.credentials.core.jsontext import Object
    from shuzheng.credentials.core.presentations import Presentation
    from shuzheng.credentials.core.trust import Issuer, Key, Trust
    from shuzheng.credentials.core.verifying.report import Check

    Judge = Callable[[Envelope], Report]
    Unreadable = Callable[[Refusal], Report]

CLAUSES: Mapping[PresentedStep, str] = {
    PresentedStep.SHAPE: "W3C VC Data Model 2.0, 4.13",
    PresentedStep.MAKER: "trust file, publishers",
    PresentedStep.HOLDER: "trust file, presentations",
    PresentedStep.CERTIFICATES: "trust file, presentations",
    PresentedStep.DATES: "W3C VC Data Integrity 1.0, expires",
}

KEY_SENTENCES = signed.Sentences(
    in_use=N_("The key was in use on {date}, when the presentation was signed."),
    not_in_use=N_("The key was not in use on {date}, when the presentation was signed."),
    stolen=N_(
        "The key was reported stolen on {date}, and nothing proves that the presentation is older."
    ),
)


def judge(
    opened: Envelope, trust: Trust, now: datetime, judge_one: Judge, unreadable: Unreadable
) -> Report:
    """Return the report on a presentation. Raises nothing, whatever it holds.

    `judge_one` judges what it shows, `unreadable` says of something that it could not be read.
    """
    form, said = _shape(opened.document)
    maker = trust.publishers.get(said.signer) if said else None
    key = maker.key(_method(opened.document)) if maker else None
    parts = tuple(_part(one, opened, judge_one, unreadable) for one in (said.shown if said else ()))
    checks = (
        report.held(PresentedStep.FILE, N_("The file could be opened and read.")),
        form,
        _maker(said, maker),
        _key(maker, key, said),
        _signature(opened.document, key, maker),
        _holder(said, parts),
        replace(compiled.certificates(parts), step=PresentedStep.CERTIFICATES),
        _dates(said, now),
    )
    known = [part.status_known_at for part in parts]
    return Report(
        checked_at=now,
        checks=tuple(_cited(check) for check in checks),
        status_known_at=min(filter(None, known), default=None),
        set_aside=parts[0].set_aside if parts else (),
        presentation=said,
        parts=parts,
    )


def _cited(check: Check) -> Check:
    return replace(check, cites=CLAUSES.get(PresentedStep(check.step), ""))


def _method(document: Mapping[str, object]) -> str:
    return proof.read(document).method


def _part(
    one: Object | bytes, opened: Envelope, judge_one: Judge, unreadable: Unreadable
) -> Report:
    """Return the report on one thing that is shown: a certificate, or a token of parts."""
    if isinstance(one, bytes):
        try:
            shown = disclosed.read(one)
        except Refusal as refusal:
            return unreadable(refusal)
        return judge_one(envelope.Envelope(shown.token.document, disclosed=shown))
    return judge_one(envelope.Envelope(one, status_lists=opened.status_lists))


def _shape(document: Mapping[str, object]) -> tuple[Check, Presentation | None]:
    step = PresentedStep.SHAPE
    try:
        said = presentations.read(document)
    except Refusal as fault:
        return report.refused(step, Verdict.MALFORMED, fault), None
    sentence = N_("It has the form of a presentation, made for “{recipient}”.")
    return report.held(step, sentence, recipient=said.recipient), said


def _maker(said: Presentation | None, maker: Issuer | None) -> Check:
    step = PresentedStep.MAKER
    if said is None:
        return report.not_reached(step, PresentedStep.SHAPE)
    if maker is None:
        sentence = N_("The trust file does not name the platform that signed it ({signer}).")
        return report.failed(step, Verdict.NOT_TRUSTED, sentence, signer=said.signer[:120])
    sentence = N_("Signed for its holder by {name}, which the trust file names as a publisher.")
    return report.held(step, sentence, name=maker.name)


def _key(maker: Issuer | None, key: Key | None, said: Presentation | None) -> Check:
    step = PresentedStep.KEY
    if maker is None or said is None:
        return report.not_reached(step, PresentedStep.MAKER)
    return signed.key_of(step, maker, key, said.made_at, KEY_SENTENCES)


def _signature(document: Mapping[str, object], key: Key | None, maker: Issuer | None) -> Check:
    because = PresentedStep.MAKER if maker is None else PresentedStep.KEY
    return signed.signature(PresentedStep.SIGNATURE, document, key, because)


def _holder(said: Presentation | None, parts: tuple[Report, ...]) -> Check:
    step = PresentedStep.HOLDER
    if said is None:
        return report.not_reached(step, PresentedStep.SHAPE)
    names = {part.certificate.holder for part in parts if part.certificate}
    if len(names - {""}) > 1:
        sentence = N_("The certificates in it are of different holders.")
        return report.failed(step, Verdict.NOT_TRUSTED, sentence)
    if names - {""}:
        sentence = N_(
            "The certificates name one holder. That whoever hands the file over is this person, it"
            " does not prove."
        )
        return report.held(step, sentence)
    sentence = N_("The holder shows no name. Who hands the file over, it does not prove.")
    return report.undecidable(step, sentence)


def _dates(said: Presentation | None, now: datetime) -> Check:
    step = PresentedStep.DATES
    if said is None:
        return report.not_reached(step, PresentedStep.SHAPE)
    return replace(steps.term(said.made_at, said.made_at, [said.until], now), step=step)
