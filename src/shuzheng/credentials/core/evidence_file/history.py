"""Judging what an evidence file tells: sections 7 to 12 of `docs/evidence-file.md`.

An entry of the log is read only where it is proved; what follows from several of them (versions
without a gap, marks under their result, the result under the certificate, one change after the
other) is then read from the entries themselves, so that leaving one out shows in the others.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import evidence, grounds, instants, jsontext
from shuzheng.credentials.core.evidence_file.report import Step
from shuzheng.credentials.core.verifying import Outcome, Verdict, report, shelf, steps
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_
from shuzheng.transparency.core import anchors, leaves, merkle
from shuzheng.transparency.core import proof as log_proof

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from shuzheng.credentials.core.envelope import Envelope
    from shuzheng.credentials.core.evidence_file.record import Act, Entry, Record
    from shuzheng.credentials.core.trust import Trust
    from shuzheng.credentials.core.verifying import Check, Report
    from shuzheng.transparency.core.checkpoint import Checkpoint

HANDED_IN, PASSED_ON = "paper.handed-in", "paper.passed-on"
MARK, RESULT = "mark.locked", "result.published"
CHANGED = "certificate.status"
OF_CANDIDATE = frozenset({HANDED_IN, PASSED_ON, MARK, RESULT})
SALTED = OF_CANDIDATE | {CHANGED, evidence.KIND}
FOLLOWING: Mapping[str, frozenset[str]] = {
    "issued": frozenset({"suspended", "revoked", "replaced"}),
    "suspended": frozenset({"issued", "revoked"}),
    "revoked": frozenset({"replaced"}),
    "replaced": frozenset(),
}
"""Which state of a certificate may come after which."""
OVER = frozenset({"revoked", "replaced"})
AFTER = (Step.BELONGING, Step.VERSIONS, Step.GROUNDS, Step.ACTS, Step.CHANGES)
FACT = b"shuzheng/fact/v1\0"

_WRONG = (Refusal, LookupError, TypeError, ValueError, AttributeError)
"""What reading a payload or a fact may raise that anybody can have made."""


class NotProved(Refusal):
    """An entry is not in the log as the file says."""

    code = "evidence-file-entry"
    template = "“{kind}” does not stand in the evidence log as the file says ({place})."


class NotOfThisCandidate(Refusal):
    """An entry, or a fact, speaks of somebody or something else."""

    code = "evidence-file-foreign"
    template = "“{kind}” is about somebody else, or says another time than the file ({place})."


class Gap(Refusal):
    """A version is missing, twice there, or in the wrong place."""

    code = "evidence-file-versions"
    template = "The versions of “{kind}” have a gap or are out of order ({place})."


class MarksDiffer(Refusal):
    """A result does not rest on just the newest mark of each part."""

    code = "evidence-file-marks"
    template = "The result in entry {place} does not rest on the marks in the file."


class GroundsDiffer(Refusal):
    """The certificate does not rest on the newest result before it, or that is not a pass."""

    code = "evidence-file-grounds"
    template = "The certificate does not rest on the newest result in the file, passed before it."


class ActDiffers(Refusal):
    """A fact is not what its hash, its anchor or its step say."""

    code = "evidence-file-act"
    template = "“{kind}” is not in the record of acts as the file says ({place})."


class ChangeMissing(Refusal):
    """The changes do not follow one another, or do not lead to the status."""

    code = "evidence-file-changes"
    template = "The changes of status do not follow one another ({place})."


@dataclass(slots=True)
class Told:
    """What an evidence file tells, and what is proved of it so far.

    `head` is the log's, None where it is not believed; `checkpoint` its text. `proved` are payload
    (or words) and kind of the entries that stand in the log, by place.
    """

    record: Record
    opened: Envelope | None
    judged: Report | None
    trust: Trust
    head: Checkpoint | None
    checkpoint: str
    proved: dict[int, tuple[str, Any]] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    """Where the entry of each step stands, by the step's number in the file."""

    def of_kind(self, kind: str) -> list[tuple[int, Any]]:
        """Return place and payload of the proved entries of a kind, in the log's order."""
        return [(at, said) for at, (known, said) in sorted(self.proved.items()) if known == kind]


def judge(told: Told) -> Iterator[Check]:
    """Yield the checks 7 to 12, in their order."""
    entries = _made(Step.ENTRIES, _entries, told)
    yield entries
    if entries.outcome is not Outcome.HELD:
        yield from (report.not_reached(step, Step.ENTRIES) for step in AFTER)
        return
    yield _made(Step.BELONGING, _belonging, told)
    yield _made(Step.VERSIONS, _versions, told)
    yield _made(Step.GROUNDS, _grounds, told)
    yield _made(Step.ACTS, _acts, told)
    yield _made(Step.CHANGES, _changes, told)


def _made(step: Step, make: Callable[[Told], Check], told: Told) -> Check:
    """Make a check; whatever a file does to it is a check that failed."""
    try:
        return make(told)
    except Refusal as refusal:
        return report.refused(step, Verdict.NOT_TRUSTED, refusal)
    except _WRONG:
        sentence = N_("What the file says here cannot be read.")
        return report.failed(step, Verdict.NOT_TRUSTED, sentence)


def _entries(told: Told) -> Check:
    """Check that every entry commits to what is shown, and stands in the log under the head."""
    if told.head is None:
        return report.not_reached(Step.ENTRIES, Step.CHECKPOINT)
    for number, step in enumerate(told.record.steps):
        if step.entry:
            told.places[number] = _proved(told, told.head, step.kind, step.entry)
    if told.record.grounds:
        _proved(told, told.head, grounds.KIND, told.record.grounds.entry)
    for anchor in told.record.anchors:
        _proved(told, told.head, anchors.KIND, anchor)
    sentence = N_("{count} entries stand in the evidence log, each as the file says.")
    return report.held(Step.ENTRIES, sentence, count=len(told.proved))


def _proved(told: Told, head: Checkpoint, kind: str, entry: Entry) -> int:
    """Return the place of an entry that is proved; refuse any other, and one that is told twice."""
    try:
        given = log_proof.parse(entry.proof)
        if (kind not in SALTED and given.extra) or (kind == evidence.KIND and entry.said):
            raise NotProved(kind=kind, place=given.index)
        leaf = merkle.leaf_hash(_leaf(told, kind, entry, given.extra))
        merkle.verify_inclusion(leaf, given.index, head.size, given.path, head.root)
        said = _said(kind, entry.said)
    except _WRONG:
        raise NotProved(kind=kind[:SHOWN], place=entry.said[:SHOWN]) from None
    if given.note != told.checkpoint or given.index in told.proved:
        raise NotProved(kind=kind, place=given.index)
    told.proved[given.index] = (kind, said)
    return given.index


SHOWN = 80


def _leaf(told: Told, kind: str, entry: Entry, salt: bytes) -> bytes:
    """Return the entry as it must stand in the log."""
    if kind not in SALTED:
        return leaves.public(kind, entry.said).data
    if kind != evidence.KIND:
        return leaves.sealed(kind, entry.said.encode(), salt).data
    document = told.opened.document if told.opened else {}
    return evidence.leaf(jsontext.canonical(document), salt).data


def _said(kind: str, said: str) -> Any:  # noqa: ANN401 - JSON is anything
    """Return what an entry says, read: the payload of a salted one, the words of one in clear."""
    if kind == evidence.KIND:
        return {}
    return jsontext.read(said.encode()) if kind in SALTED else said


def _belonging(told: Told) -> Check:
    """Check that every entry is about this candidate, or this certificate, at the step's time."""
    certificates = 0
    for number, at in told.places.items():
        step = told.record.steps[number]
        kind, said = told.proved[at]
        if kind in OF_CANDIDATE:
            ours = said.get("registration") == told.record.registration
        elif kind == CHANGED:
            ours = said.get("certificate") == told.record.certificate
        else:
            ours = kind == evidence.KIND
            certificates += ours
        if kind in {HANDED_IN, PASSED_ON}:
            ours = ours and said.get("at") == f"{step.at.timestamp():.0f}"
        if kind == CHANGED:
            ours = ours and said.get("at") == instants.write(step.at)
        if not ours:
            raise NotOfThisCandidate(kind=kind, place=at)
    if certificates != 1:
        raise NotOfThisCandidate(kind=evidence.KIND, place=certificates)
    sentence = N_("Every entry is about this candidate and this certificate.")
    return report.held(Step.BELONGING, sentence)


def _versions(told: Told) -> Check:
    """Check that no version of a mark or a result is missing, and results rest on these marks."""
    marks: defaultdict[str, list[tuple[int, Any]]] = defaultdict(list)
    for at, said in told.of_kind(MARK):
        marks[str(said.get("part"))].append((at, said))
    published = told.of_kind(RESULT)
    for kind, row in ((MARK, one) for one in marks.values()):
        _without_gap(kind, row)
    _without_gap(RESULT, published)
    for at, said in published:
        newest = sorted(
            max(place for place, _ in row if place < at) for row in marks.values() if row[0][0] < at
        )
        if said.get("marks") != newest:
            raise MarksDiffer(place=at)
    _papers(told)
    sentence = N_("{marks} versions of marks and {results} of the result, without a gap.")
    count = sum(map(len, marks.values()))
    return report.held(Step.VERSIONS, sentence, marks=count, results=len(published))


def _without_gap(kind: str, row: Sequence[tuple[int, Any]]) -> None:
    versions = [said.get("version") for _, said in row]
    if versions != list(range(1, len(row) + 1)):
        raise Gap(kind=kind, place=row[-1][0])


def _papers(told: Told) -> None:
    """Refuse a paper that changed hands twice, or was passed on before it was handed in."""
    handed: dict[str, int] = {}
    for at, said in told.of_kind(HANDED_IN):
        if handed.setdefault(str(said.get("part")), at) != at:
            raise Gap(kind=HANDED_IN, place=at)
    passed: set[str] = set()
    for at, said in told.of_kind(PASSED_ON):
        part = str(said.get("part"))
        if part in passed or handed.get(part, at) > at:
            raise Gap(kind=PASSED_ON, place=at)
        passed.add(part)


def _grounds(told: Told) -> Check:
    """Check that the certificate rests on the newest result before it, and that it is a pass."""
    rest = told.record.grounds
    if rest is None or rest.result is None:
        sentence = N_("Recorded only: the certificate, or its result, is from before such entries.")
        return report.undecidable(Step.GROUNDS, sentence)
    [issued_at] = [at for at, _ in told.of_kind(evidence.KIND)]
    at = log_proof.parse(rest.entry.proof).index
    leaf = grounds.of(told.record.certificate, rest.result)
    found = grounds.parse(leaves.public(grounds.KIND, rest.entry.said).data)
    grounds.verify(found, at, issued_at, leaf, rest.path)
    before = [(place, said) for place, said in told.of_kind(RESULT) if place < issued_at]
    if not before or before[-1][0] != rest.result or before[-1][1].get("outcome") != "passed":
        raise GroundsDiffer
    sentence = N_("The certificate rests on the result in entry {entry}, which is a pass.")
    return report.held(Step.GROUNDS, sentence, entry=f"{rest.result + 1:,}")


def _acts(told: Told) -> Check:
    """Check that acts are recorded as the file says; some may be recorded without a proof."""
    heads = {
        at: anchors.parse(leaves.public(anchors.KIND, words).data)
        for at, words in told.of_kind(anchors.KIND)
    }
    proved = alone = 0
    for step in told.record.steps:
        if step.act is None:
            alone += step.entry is None
            continue
        try:
            _require_act(told, step.kind, instants.write(step.at), step.act, heads)
        except _WRONG:
            place = str(step.act.content.get("seq"))[:SHOWN]
            raise ActDiffers(kind=step.kind, place=place) from None
        proved += step.act.anchor is not None
        alone += step.act.anchor is None
    if alone:
        sentence = N_("{proved} acts are proved; {alone} steps are recorded without a proof.")
        return report.undecidable(Step.ACTS, sentence, proved=proved, alone=alone)
    sentence = N_("{proved} acts are in the record of acts that the log has anchored.")
    return report.held(Step.ACTS, sentence, proved=proved)


def _require_act(
    told: Told, kind: str, at: str, act: Act, heads: Mapping[int, anchors.Anchor]
) -> None:
    content = act.content
    moment = instants.write(instants.at(float(content["at"])))
    ours = content["subject"] in told.record.subjects or content["count"] > 0
    if (content["verb"], moment) != (kind, at) or not ours:
        raise NotOfThisCandidate(kind=kind, place=at)
    if act.anchor is not None:
        digest = sha256(FACT + jsontext.canonical(dict(content))).hexdigest()
        anchors.verify(heads[act.anchor], content["seq"], digest, act.path)


def _changes(told: Told) -> Check:
    """Check that the changes of status follow one another, and lead to the status in the lists."""
    [previous] = [at for at, _ in told.of_kind(evidence.KIND)]
    state = "issued"
    for at, said in told.of_kind(CHANGED):
        if said.get("previous") != previous or said.get("state") not in FOLLOWING[state]:
            raise ChangeMissing(place=at)
        previous, state = at, said["state"]
    if told.opened is None or told.judged is None or told.judged.certificate is None:
        return report.not_reached(Step.CHANGES, Step.CERTIFICATE)
    made_at = told.record.made_at
    own = shelf.gather(told.trust, told.opened.status_lists)
    ended, known = steps.revocation(told.judged.certificate, own, made_at)
    paused, since = steps.suspension(told.judged.certificate, own, made_at)
    if known is None or since is None or ended.forces is Verdict.STATUS_UNKNOWN:
        sentence = N_("The changes follow one another; no status list in the file bears them out.")
        return report.undecidable(Step.CHANGES, sentence)
    shown = (ended.outcome is Outcome.FAILED, paused.outcome is Outcome.FAILED)
    if shown != (state in OVER, state == "suspended"):
        raise ChangeMissing(place=previous)
    sentence = N_("{count} changes of status follow one another and lead to the present one.")
    return report.held(Step.CHANGES, sentence, count=len(told.of_kind(CHANGED)))
