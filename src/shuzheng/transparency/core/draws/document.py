"""The published document of a draw, and its judgement by anybody, offline.

Specified in `docs/draws.md`. The document repeats nothing that its log entries say: commitments,
digest and secrets are read from the entries themselves, so that the two cannot differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import rfc8785

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import judged, leaves
from shuzheng.transparency.core.draws import protocol
from shuzheng.transparency.core.draws.protocol import Party
from shuzheng.transparency.core.judged import Check, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shuzheng.transparency.core.note import VerifierKey

    Outcome = Callable[[Mapping[str, Any], bytes], object]

FORMAT: Final = "shuzheng-draw/v1"
MOST_ENTRIES: Final = 16
UNUSABLE: Final = (Refusal, ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
"""What a method may raise over inputs that were made by anybody."""


class Kind(StrEnum):
    """What the log says of a draw, in this order; words after the draw's id."""

    OPENED = "draw.opened"
    COMMITTED = "draw.committed"
    FROZEN = "draw.frozen"
    REVEALED = "draw.revealed"
    VOIDED = "draw.voided"
    ALONE = "draw.alone"


class DrawMalformed(Refusal):
    """A document that cannot be read as one of a draw."""

    code = "draw-malformed"
    template = "This is not a well-formed document of a draw ({part})."


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log about a draw. `salt` is empty where the entry says it in clear."""

    index: int
    kind: Kind
    words: str
    salt: bytes = b""
    proof: str = ""

    def leaf(self) -> leaves.Leaf:
        """Return the entry as it stands in the log."""
        if self.salt:
            return leaves.sealed(self.kind, self.words.encode(), self.salt)
        return leaves.public(self.kind, self.words)


@dataclass(slots=True)
class Story:
    """What the entries of one draw say, by kind; places are indices in the log."""

    draw: bytes
    kind: str
    blind_hash: bytes
    opened: int
    committed: dict[Party, tuple[int, bytes]] = field(default_factory=dict)
    frozen: tuple[int, bytes] | None = None
    revealed: dict[Party, tuple[int, bytes]] = field(default_factory=dict)
    voided: str = ""
    alone: tuple[bytes, bytes] | None = None

    @property
    def digest(self) -> bytes:
        """Return the digest of what was drawn from in the end; empty where nothing was."""
        if self.alone:
            return self.alone[0]
        return self.frozen[1] if self.frozen else b""

    @property
    def seed(self) -> bytes:
        """Return the seed; empty while a secret is missing."""
        if self.alone:
            return self.alone[1]
        secrets = {party: secret for party, (_, secret) in self.revealed.items()}
        if self.frozen is None or len(secrets) < len(Party):
            return b""
        return protocol.seed(self.draw, self.frozen[1], secrets)


def words(draw: bytes, *said: str) -> str:
    """Return what an entry says: the draw's id and the rest, in single spaces."""
    return " ".join((draw.hex(), *said))


def read(document: object) -> tuple[Entry, ...]:
    """Return the entries of a document, or refuse it; nothing is said about their truth."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise DrawMalformed(part="format")
    found = document.get("entries")
    if not isinstance(found, list) or not 0 < len(found) <= MOST_ENTRIES:
        raise DrawMalformed(part="entries")
    return tuple(_entry(one) for one in found)


def judge(
    document: Mapping[str, Any],
    outcomes: Mapping[str, Outcome],
    key: VerifierKey | str | None = None,
) -> tuple[Check, ...]:
    """Compute a draw again from its document; refuses only what is no such document.

    `outcomes` gives, by the kind of a draw, what a seed makes of the inputs; `key` is the verifier
    key of the log, without which nothing proves that the entries stand there.
    """
    entries = read(document)
    story = tell(entries)
    blind = _bytes(document, "blind")
    inputs = document.get("inputs")
    seed = story.seed
    return (
        _order(story),
        *(_secret(story, party) for party in Party),
        _blind(story, blind),
        _inputs(story, blind, inputs),
        _said(document, "seed", seed.hex()),
        _outcome(document, outcomes.get(story.kind), inputs, seed),
        _log(entries, key),
    )


def tell(entries: Sequence[Entry]) -> Story:
    """Return what entries say of one draw, in the order of their places; refuse other stories."""
    ordered = sorted(entries, key=lambda entry: entry.index)
    if len({entry.index for entry in ordered}) != len(ordered):
        raise DrawMalformed(part="index")
    first, *rest = ordered
    draw, kind, blind_hash = _said_by(first, Kind.OPENED, 3)
    story = Story(_hex(draw, protocol.ID_SIZE), kind, _hex(blind_hash), first.index)
    for entry in rest:
        _add(story, entry)
    return story


def _add(story: Story, entry: Entry) -> None:
    draw, *said = entry.words.split(" ")
    if draw != story.draw.hex():
        raise DrawMalformed(part=entry.kind)
    if entry.kind in {Kind.COMMITTED, Kind.REVEALED}:
        _, party, value = _said_by(entry, entry.kind, 3)
        held = story.committed if entry.kind == Kind.COMMITTED else story.revealed
        if party not in set(Party) or Party(party) in held:
            raise DrawMalformed(part=entry.kind)
        held[Party(party)] = (entry.index, _hex(value))
    elif entry.kind == Kind.FROZEN and story.frozen is None:
        story.frozen = (entry.index, _hex(_said_by(entry, Kind.FROZEN, 2)[1]))
    elif entry.kind == Kind.VOIDED and not story.voided and len(said) == 1:
        story.voided = said[0]
    elif entry.kind == Kind.ALONE and story.voided and story.alone is None:
        _, digest, seed = _said_by(entry, Kind.ALONE, 3)
        story.alone = (_hex(digest), _hex(seed))
    else:
        raise DrawMalformed(part=entry.kind)


def _order(story: Story) -> Check:
    """Both commitments stand before what is drawn from, and this before any secret."""
    name = "order of the entries"
    if story.voided:
        then = ", then drawn by one party alone" if story.alone else ""
        return Check(name, Verdict.FAILS, f"the draw was voided: {story.voided}{then}")
    if len(story.committed) < len(Party) or story.frozen is None:
        return Check(name, Verdict.UNKNOWN, "the draw is not over")
    at = story.frozen[0]
    late = [index for index, _ in story.committed.values() if index > at]
    early = [index for index, _ in story.revealed.values() if index < at]
    if late or early:
        return Check(name, Verdict.FAILS, f"entries {late + early} are on the wrong side of {at}")
    return Check(name, Verdict.HOLDS)


def _secret(story: Story, party: Party) -> Check:
    name = f"secret of the {party}"
    if party not in story.revealed:
        return Check(name, Verdict.UNKNOWN, "it is not shown")
    if party not in story.committed:
        return Check(name, Verdict.FAILS, "nothing was committed to")
    shown, committed = story.revealed[party][1], story.committed[party][1]
    return judged.same(name, protocol.commitment(story.draw, party, shown), committed)


def _blind(story: Story, blind: bytes) -> Check:
    name = "blind as announced"
    if not blind:
        return Check(name, Verdict.UNKNOWN, "the document does not carry it")
    return judged.same(name, protocol.blind_hash(story.draw, blind), story.blind_hash)


def _inputs(story: Story, blind: bytes, inputs: object) -> Check:
    name = "inputs as frozen"
    if not blind or not story.digest or not isinstance(inputs, dict):
        return Check(name, Verdict.UNKNOWN, "the document does not carry them")
    if "veil" in inputs and inputs["veil"] != protocol.veil(story.draw, blind).hex():
        return Check(name, Verdict.FAILS, "their veil is not the blind's")
    try:
        found = protocol.inputs_digest(story.draw, blind, inputs)
    except (rfc8785.CanonicalizationError, ValueError, RecursionError):
        return Check(name, Verdict.FAILS, "they have no canonical form")
    return judged.same(name, found, story.digest)


def _outcome(
    document: Mapping[str, Any], outcome: Outcome | None, inputs: object, seed: bytes
) -> Check:
    name = "outcome"
    if not seed or not isinstance(inputs, dict) or "outcome" not in document:
        return Check(name, Verdict.UNKNOWN, "the document does not carry what it needs")
    if outcome is None:
        return Check(name, Verdict.UNKNOWN, "draws of this kind are not known here")
    try:
        found = outcome(inputs, seed)
    except UNUSABLE as fault:
        return Check(name, Verdict.FAILS, f"nothing can be drawn from these inputs: {fault}")
    return judged.same(name, found, document["outcome"])


def _log(entries: Sequence[Entry], key: VerifierKey | str | None) -> Check:
    """Every entry stands in the log, under a checkpoint that its key signed."""
    logged = [judged.Logged(one.index, one.leaf().data, one.proof) for one in entries]
    return judged.in_log("entries in the log", logged, key)


def _said(document: Mapping[str, Any], name: str, computed: str) -> Check:
    if not computed:
        return Check(name, Verdict.UNKNOWN, "the draw is not over")
    return judged.same(name, document.get(name), computed)


def _entry(said: object) -> Entry:
    if not isinstance(said, dict):
        raise DrawMalformed(part="entries")
    index, kind, text = said.get("index"), said.get("kind"), said.get("words")
    salt, proof = said.get("salt", ""), said.get("proof", "")
    whole = isinstance(index, int) and not isinstance(index, bool) and index >= 0
    if not whole or kind not in set(Kind) or not isinstance(text, str):
        raise DrawMalformed(part="entries")
    if not isinstance(salt, str) or not isinstance(proof, str):
        raise DrawMalformed(part="entries")
    hidden = _hex(salt) if salt else b""
    entry = Entry(int(index), Kind(kind), text, hidden, proof)  # type: ignore[arg-type]
    try:
        leaves.parse(leaves.public(entry.kind, entry.words).data)
    except ValueError:
        raise DrawMalformed(part="words") from None
    return entry


def _said_by(entry: Entry, kind: Kind, count: int) -> list[str]:
    said = entry.words.split(" ")
    if entry.kind != kind or len(said) != count:
        raise DrawMalformed(part=entry.kind)
    return said


def _bytes(document: Mapping[str, Any], name: str) -> bytes:
    text = document.get(name, "")
    return _hex(text) if text else b""


def _hex(text: object, size: int = protocol.SECRET_SIZE) -> bytes:
    if (
        not isinstance(text, str)
        or re.fullmatch(rf"[0-9a-f]{{{2 * size}}}", text, re.ASCII) is None
    ):
        raise DrawMalformed(part="hex")
    return bytes.fromhex(text)
