"""Gather the whole history of one certificate, with what proves each step.

Specified in `docs/evidence-file.md`. Only what is about this candidate and this certificate enters:
salts of their entries, facts about them, and of acts on many the fact alone, which names nobody.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings

from shuzheng.assessment.queries import told
from shuzheng.credentials.core import envelope, evidence, grounds, instants, jsontext
from shuzheng.credentials.core.evidence_file import archive
from shuzheng.credentials.core.evidence_file.record import Act, Entry, Record, Rest, Step
from shuzheng.credentials.models import StatusList
from shuzheng.credentials.queries import logged, papers
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact, FactSubject
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import LEARNER_ROLES
from shuzheng.transparency.core import leaves
from shuzheng.transparency.queries import anchored
from shuzheng.transparency.queries import evidence as log

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from shuzheng.assessment.queries.told import Candidate
    from shuzheng.credentials.models import Certificate
    from shuzheng.transparency.queries.evidence import Dated, Evidence

SEATED = "seating.locked"
AGREED, HELD = "assessment.registration.confirmed", "assessment.registrations.accepted"
VERBS = (
    "assessment.registrations.drafted",
    "assessment.registration.entered",
    AGREED,
    "assessment.registration.consented",
    "assessment.registration.corrected",
    "assessment.registrations.found_eligible",
    HELD,
    "assessment.registration.deferral_asked",
    "assessment.registration.deferral_refused",
    "assessment.registration.deferred",
    "assessment.sittings.recorded",
    "assessment.sitting.recorded",
    "assessment.review.asked",
    "assessment.review.accepted",
    "assessment.review.refused",
    "assessment.review.rechecked",
    "assessment.review.escalated",
    "assessment.review.decided",
    "assessment.review.closed",
    "assessment.results.published",
    "assessment.result.released",
    "credentials.certificates.issued",
    "credentials.certificate.suspended",
    "credentials.certificate.cleared",
    "credentials.revocation.proposed",
    "credentials.revocation.dropped",
    "credentials.certificate.revoked",
    "credentials.certificate.replaced",
    "credentials.certificate.reissued",
    "credentials.appeal.upheld",
    "credentials.appeal.overturned",
)
"""The acts that make up the history of a certificate; who paid is none of them."""
HOLDER, GUARDIAN, PLATFORM = "持有人本人", "监护人", "平台"
"""Who did something, where it was no organisation: names of persons are left out."""


@dataclass(frozen=True, slots=True)
class History:
    """A certificate's history as gathered: `record` has no digests yet.

    `facts` are those of the steps by their number, for the readable paper; `checkpoint` is the head
    of the log under which everything is proved, `bundle` the certificate as anybody may have it.
    """

    record: Record
    candidate: Candidate
    facts: Mapping[int, Fact]
    checkpoint: str
    bundle: bytes


def of(row: Certificate, now: datetime) -> History:
    """Return the history of a certificate; refuses while one of its entries is not published."""
    candidate = told.candidate(row.result.registration_id)
    subjects = (
        f"assessment.registration:{row.result.registration_id}",
        facts.name_of(row),
    )
    found = _facts(subjects)
    ways = anchored.paths([fact.seq for fact in found])
    ground = _ground(row)
    proofs = log.together(
        {
            row.log_index,
            *(one.index for one in candidate.steps),
            *row.logged_changes.values_list("log_index", flat=True),
            *([ground[0]] if ground else []),
            *(place for place, _ in ways.values()),
        }
    )
    note = proofs[row.log_index].proof.note
    steps = [
        *_registered(candidate, row, proofs),
        *_certified(row, proofs, found),
        *(_act(fact, ways) for fact in found),
        *_seated(candidate),
    ]
    record = Record(
        number=row.number,
        certificate=row.uid.urn,
        registration=str(candidate.uid),
        subjects=subjects,
        made_at=now,
        files={},
        steps=tuple(sorted(steps, key=lambda one: one.at)),
        grounds=_rest(row, ground, proofs) if ground else None,
        anchors=tuple(
            _public(proofs[place]) for place in sorted({place for place, _ in ways.values()})
        ),
    )
    by_seq = {fact.seq: fact for fact in found}
    return History(record, candidate, by_seq, note, _bundle(row))


def _facts(subjects: Iterable[str]) -> list[Fact]:
    """Return the facts about these subjects, alone or among others, in their order."""
    among = FactSubject.objects.filter(subject__in=subjects).values("fact_id")
    direct = Fact.objects.filter(subject__in=subjects).values("seq")
    rows = Fact.objects.filter(seq__in=direct.union(among)).order_by("seq")
    return [fact for fact in rows if fact.verb in VERBS]


def _act(fact: Fact, ways: Mapping[int, tuple[int, tuple[bytes, ...]]]) -> Step:
    content = facts.content_of(fact)
    anchor, path = ways.get(fact.seq, (None, ()))
    at = instants.at(float(content["at"]))
    return Step(at, fact.verb, _party(fact), act=Act(content, path, anchor))


def _party(fact: Fact) -> str:
    """Return in words who did something, never by name."""
    if fact.role == "guardian":
        return GUARDIAN
    if fact.role in LEARNER_ROLES:
        return HOLDER
    known = organisations.brief([fact.organisation_id]) if fact.organisation_id else {}
    return known[fact.organisation_id].name if fact.organisation_id in known else PLATFORM


def _registered(
    candidate: Candidate, row: Certificate, proofs: Mapping[int, Dated]
) -> Iterable[Step]:
    """Yield what was logged from the paper to the result."""
    site = candidate.seated.site if candidate.seated else PLATFORM
    for one in candidate.steps:
        proof = proofs[one.index]
        party = site if one.kind.startswith("paper.") else row.organisation.name
        said = json.loads(one.payload) if one.payload else {}
        # A paper's instant stands in the payload, to the second; the others have the entry's.
        at = instants.at(float(said["at"])) if "at" in said else proof.created_at
        notes = {"part": candidate.parts.get(one.part, one.part)} if one.part else {}
        entry = _sealed(one.payload, proof)
        yield Step(at, one.kind, party, entry=entry, notes=notes)


def _certified(
    row: Certificate, proofs: Mapping[int, Dated], found: Iterable[Fact]
) -> Iterable[Step]:
    """Yield the entry of the certificate, and those of its changes."""
    proof = proofs[row.log_index]
    name = row.organisation.name
    yield Step(row.issued_at, evidence.KIND, name, entry=_sealed("", proof))
    by_second = {instants.write(fact.at): _party(fact) for fact in found}
    for change in row.logged_changes.order_by("log_index"):
        proof = proofs[change.log_index]
        said = json.loads(change.payload) if change.payload else {}
        at = instants.read(said["at"]) if said else proof.created_at
        party = by_second.get(instants.write(at), name)
        yield Step(at, logged.STATUS_KIND, party, entry=_sealed(change.payload, proof))


def _sealed(payload: str, proof: Evidence) -> Entry | None:
    """Return an entry with its salt; None where it was erased, so that nothing proves the step."""
    if not proof.salt or (not payload and proof.kind != evidence.KIND):
        return None
    return Entry(payload, str(replace(proof.proof, extra=proof.salt)))


def _public(proof: Evidence) -> Entry:
    return Entry(leaves.parse(proof.leaf).words, str(proof.proof))


def _seated(candidate: Candidate) -> Iterable[Step]:
    seated = candidate.seated
    if seated is None or seated.locked_at is None:
        return
    notes = {"site": seated.site, "room": seated.room, "seat": seated.seat}
    if seated.draw:
        notes["draw"] = f"{settings.PUBLIC_URL}/draws/{seated.draw}"
    yield Step(seated.locked_at, SEATED, seated.site, notes=notes)


def _ground(row: Certificate) -> tuple[int, grounds.Grounds] | None:
    """Return place and words of the entry on what this certificate rests on, if there is one."""
    for at, leaf in log.of_kind(grounds.KIND, row.log_index):
        said = grounds.parse(leaf)
        return (at, said) if at - said.count <= row.log_index else None
    return None


def _rest(
    row: Certificate, ground: tuple[int, grounds.Grounds], proofs: Mapping[int, Dated]
) -> Rest:
    at, said = ground
    first = at - said.count
    each = logged.leaves_of(first, at)
    place = row.log_index - first
    result: int | None = jsontext.read(each[place])["result"]
    return Rest(_public(proofs[at]), result, grounds.path_to(place, each))


def _bundle(row: Certificate) -> bytes:
    """Return the certificate with its proof and the status lists of now."""
    lists = StatusList.objects.filter(pk__in=row.status_lists)
    documents = lists.exclude(document="").order_by("pk").values_list("document", flat=True)
    held = envelope.bundle(
        jsontext.read(row.credential.encode()),
        papers.proof(row).decode(),
        [json.loads(one) for one in documents],
    )
    return json.dumps(held, ensure_ascii=False).encode()


def members(history: History, paper: bytes) -> dict[str, bytes]:
    """Return the members of the file but for `evidence.json`."""
    return {
        archive.BUNDLE: history.bundle,
        archive.CHECKPOINT: history.checkpoint.encode(),
        archive.PAPER: paper,
    }
