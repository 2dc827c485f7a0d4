"""What is left after a kill: every promise kept, nothing lost, doubled, outside the log, half done.

Nothing here asks the code that was killed whether it did well: promises come from the victims'
notes, the log's files are read as a stranger reads them, bits are read out of signed lists.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings

from shuzheng.credentials.core import (
    bitstring,
    did,
    evidence,
    numbers,
    proof,
    reading,
    statuslist,
    statusmessage,
    verifying,
)
from shuzheng.credentials.models import (
    Certificate,
    IssuerKey,
    NumberSeries,
    Revocation,
    StatusList,
)
from shuzheng.credentials.queries import logged, trust
from shuzheng.credentials.rules import status as rules
from shuzheng.credentials.rules.status import State
from shuzheng.credentials.services import status
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact, FactSubject, Job
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import checkpoint, merkle, tiles
from shuzheng.transparency.models import Checkpoint, Entry
from shuzheng.transparency.queries import checking, heads
from shuzheng.transparency.queries import evidence as proofs
from tests import invariants
from tests.crash import acts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERBS = {
    "suspend": "credentials.certificate.suspended",
    "clear": "credentials.certificate.cleared",
    "reissue": "credentials.certificate.reissued",
    "replace": "credentials.certificate.replaced",
    "propose": "credentials.revocation.proposed",
    "revoke": "credentials.certificate.revoked",
}
LOGGED = ("suspend", "clear", "replace", "revoke")
"""Acts that leave an entry of the kind `certificate.status`."""
VERDICTS = {
    "issued": "valid",
    "suspended": "suspended",
    "revoked": "revoked",
    "replaced": "replaced",
}


def after_kill(notes: Path) -> list[str]:
    """Return what is wrong right after a kill, before anything starts again."""
    return [*promises(notes), *certificates(), *lists(), *folder()]


def after_start(notes: Path) -> list[str]:
    """Return what is wrong after the next start."""
    faults = [*after_kill(notes), *facts.check_chain(), *checking.check_log()]
    faults += [*invariants.faults(), *logged.faults()]
    if heads.waiting():
        faults.append(f"{heads.waiting()} entries still wait to be published")
    newest = heads.newest()
    if newest and shown() != newest.size:
        faults.append(f"the folder shows {shown()} entries, the newest checkpoint {newest.size}")
    stale = StatusList.objects.filter(is_stale=True).count()
    if stale:
        faults.append(f"{stale} status lists are still stale")
    if left := acts.unfinished():
        faults.append(f"{left} jobs never ended")
    return faults


def verified(now: datetime) -> Iterator[str]:
    """Yield certificates that `shuzheng verify` judges otherwise than they stand."""
    verifier = verifying.Verifier(trust.current(now), now)
    for row in Certificate.objects.order_by("pk"):
        shown_as = proofs.inclusion(row.log_index).proof
        text = evidence.write(bytes.fromhex(row.salt), shown_as.index, shown_as.path, shown_as.note)
        report = verifier.verify(row.credential.encode(), evidence=text)
        if report.verdict != VERDICTS[row.state]:
            yield f"{row.number} is {row.state} and is verified as {report.verdict}"


def promises(notes: Path) -> Iterator[str]:
    """Yield whatever was acknowledged and is not there."""
    for file in sorted(notes.glob("*.done")):
        # What breaks off was never acknowledged.
        lines = file.read_text(encoding="utf-8").split("\n")[:-1]
        for line in lines:
            yield from _promise(json.loads(line), f"{file.name} {line[:120]}")


def _promise(said: dict[str, Any], where: str) -> Iterator[str]:
    for row in said.get("certificates", []):
        if acts.certificates(number=row[0]) != [row]:
            yield f"{where}: certificate {row[0]} is lost or another"
    if said["act"] in VERBS:
        for number in said.get("numbers", [said.get("number")]):
            if not _is_fact(VERBS[said["act"]], number, said["at"]):
                yield f"{where}: no fact says so of {number}"
    yield from (f"{where}: {what} is lost" for what in _rows_lost(said))


def _is_fact(verb: str, number: str, at: str) -> bool:
    pk = Certificate.objects.values_list("pk", flat=True).get(number=number)
    subject = f"credentials.certificate:{pk}"
    rows = Fact.objects.filter(verb=verb, subject=subject, at=datetime.fromisoformat(at))
    return rows.exists()


def _rows_lost(said: dict[str, Any]) -> Iterator[str]:
    if "size" in said and bytes.fromhex(said["root"]) not in _roots(said["size"]):
        yield "the checkpoint"
    if shown() < said.get("size", 0):
        yield "the published folder"
    if "proposal" in said and not Revocation.objects.filter(pk=said["proposal"]).exists():
        yield "the proposal"
    if "job" in said and not Job.objects.filter(uid=said["job"], state="succeeded").exists():
        yield "the job"
    places = said.get("anchors", [])
    if Entry.objects.filter(index__in=places).count() != len(places):
        yield "the anchor"


def _roots(size: int) -> list[bytes]:
    rows = Checkpoint.objects.filter(size=size).values_list("root", flat=True)
    return [bytes(root) for root in rows]


def certificates() -> Iterator[str]:
    """Yield certificates that are lost, doubled, outside the log, or share a number or a place."""
    rows = list(Certificate.objects.order_by("log_index"))
    leaves = dict(Entry.objects.filter(kind=evidence.KIND).values_list("index", "leaf"))
    for row in rows:
        leaf = evidence.leaf(row.credential.encode(), bytes.fromhex(row.salt)).data.decode()
        if leaves.pop(row.log_index, None) != leaf:
            yield f"{row.number} is not what entry {row.log_index} of the log commits to"
        if reading.read(json.loads(row.credential)).number != row.number:
            yield f"{row.number} is not the number in its credential"
    yield from (f"entry {index} of the log is of no certificate" for index in leaves)
    live = [row for row in rows if row.state in {"issued", "suspended"}]
    yield from _twice("number", [row.number for row in rows])
    yield from _twice("log entry", [row.log_index for row in rows])
    yield from _twice("uid", [row.uid for row in rows])
    yield from _twice("token", [row.token for row in rows])
    yield from _twice("live result", [row.result_id for row in live])
    yield from _twice("place", [(row.revocation_list_id, row.revocation_index) for row in rows])
    yield from _twice("place", [(row.suspension_list_id, row.suspension_index) for row in rows])
    yield from _twice("place", [(row.message_list_id, row.message_index) for row in rows])
    yield from _counted(rows)


def _twice(what: str, values: list[object]) -> Iterator[str]:
    counts = Counter(values)
    yield from (f"{what} {value} was given {n} times" for value, n in counts.items() if n > 1)


def _counted(rows: list[Certificate]) -> Iterator[str]:
    """Yield where numbers, facts and entries do not come to as many as certificates."""
    last = sum(NumberSeries.objects.values_list("last", flat=True))
    highest = max((numbers.parse(row.number).serial for row in rows), default=0)
    if not highest == last == len(rows):
        yield f"{len(rows)} certificates, the highest serial is {highest}, the series is at {last}"
    said = FactSubject.objects.filter(
        subject__startswith="credentials.certificate:", from_state="", to_state="issued"
    )
    born = Counter(said.values_list("subject", flat=True))
    if born != Counter(f"credentials.certificate:{row.pk}" for row in rows):
        yield "the facts do not say that just these certificates were issued"
    changes = Fact.objects.filter(verb__in=[VERBS[act] for act in LOGGED]).count()
    entries = Entry.objects.filter(kind=logged.STATUS_KIND).count()
    if changes != entries:
        yield f"{changes} changes of status, and {entries} entries of the log about them"


def lists() -> Iterator[str]:
    """Yield status lists that are not as the certificates stand, and are not marked stale."""
    for row in StatusList.objects.filter(is_stale=False):
        document = json.loads(row.document)
        said = statuslist.read(document)
        key = IssuerKey.objects.get(organisation_id=row.organisation_id)
        proof.verify(proof.alone(document), did.public_key(key.multikey))
        for one in Certificate.objects.filter(**{f"{row.purpose}_list": row}):
            value, size = int(one.state in status.SET[row.purpose]), 1
            if row.purpose == statuslist.MESSAGE:
                message = rules.message(State(one.state), one.state_ground)
                value, size = message.value_in_list, statusmessage.SIZE
            place = getattr(one, f"{row.purpose}_index")
            entry = bitstring.Entry(row.purpose, place, said.url, size, {})
            if bitstring.value_of(said.bits, entry) != value:
                yield f"{one.number} is {one.state}, and its {row.purpose} list says otherwise"


def folder() -> Iterator[str]:
    """Yield what a stranger finds wrong with the published files, and whether we know them."""
    place = settings.LOG_DIR
    if not (place / "checkpoint").exists():
        return
    head = checkpoint.open((place / "checkpoint").read_bytes(), heads.verifier_key())
    if head.root not in _roots(head.size):
        yield f"the folder shows a checkpoint of {head.size} that the database does not have"
        return
    try:
        yield from _other_roots(place, head)
    except (OSError, Refusal) as fault:
        yield f"the folder shows {head.size} entries and does not have them: {fault}"


def _other_roots(place: Path, head: checkpoint.Checkpoint) -> Iterator[str]:
    def fetch(tile: tiles.Tile) -> bytes:
        return (place / tile.path).read_bytes()

    stack = merkle.Stack()
    for bundle in tiles.bundles(0, head.size):
        stack.push(map(merkle.leaf_hash, tiles.unbundle(fetch(bundle), bundle.width)))
    if stack.root() != head.root:
        yield "the bundles in the folder make another root"
    read = tiles.Hashes(head.size, lambda tile: tiles.nodes(fetch(tile)))
    if merkle.root(head.size, read) != head.root:
        yield "the tiles in the folder make another root"


def shown() -> int:
    """Return how many entries the folder shows."""
    place = settings.LOG_DIR / "checkpoint"
    if not place.exists():
        return 0
    return checkpoint.open(place.read_bytes(), heads.verifier_key()).size
