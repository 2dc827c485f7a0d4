"""A certificate as a paper: drawn from what was signed and stored, never signed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules.levels import PRINTED, Level
from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.core import compact, europe, evidence, jsontext, numbers, reading
from shuzheng.credentials.rules import status
from shuzheng.credentials.rules.status import State, Verb
from shuzheng.foundation import rulebooks
from shuzheng.foundation.documents import dates
from shuzheng.foundation.documents.papers import credentials as paper
from shuzheng.kernel import periods
from shuzheng.transparency.queries import evidence as log
from shuzheng.transparency.queries import heads

if TYPE_CHECKING:
    from shuzheng.credentials.models import Certificate
    from shuzheng.kernel.actor import Actor


def certificate(number: str, actor: Actor) -> bytes:
    """Return a certificate's PDF with its credential (and log proof) attached."""
    row = access.certificate(number, actor, Permission.CERTIFICATE_PRINT)
    return _paper(row)


def credential(number: str, actor: Actor) -> bytes:
    """Return the signed credential as it was signed."""
    row = access.certificate(number, actor, Permission.CERTIFICATE_PRINT)
    return row.credential.encode()


def european(number: str, actor: Actor) -> bytes:
    """Return a certificate in force as the European Learning Model describes one, unsigned.

    For its holder and its organisation; refuses one that does not hold at present.
    """
    row = access.issued_by(number, actor, Permission.CERTIFICATE_FORM)
    status.require_in_force(State(row.state))
    return jsontext.canonical(europe.describe(jsontext.read(row.credential.encode()), address(row)))


def address(row: Certificate) -> str:
    """Return where the certificate's public page is."""
    return f"{settings.PUBLIC_URL}/v/{row.token}"


def code(row: Certificate) -> str:
    """Return what the QR code says: the address, and behind "#" what is signed, in digits.

    The checkpoint in it is the first that covers the certificate, so that every later print carries
    the same code. A certificate whose code is not signed yet has the bare address.
    """
    if not row.code:
        return f"{address(row)}#"
    covering = heads.covering(row.log_index)
    head = compact.Head(covering.size, covering.root) if covering else None
    return f"{address(row)}#{compact.text(bytes.fromhex(row.code), head)}"


def _paper(row: Certificate) -> bytes:
    said = reading.read(jsontext.read(row.credential.encode()))
    kind = certificates.brief([row.certificate_type_id])[row.certificate_type_id]
    level = PRINTED[Level(row.level)]
    return paper.certificate(
        paper.Certificate(
            number=row.number,
            number_printed=numbers.spaced(row.number),
            holder=row.holder,
            certificate=kind.short_name,
            level=level,
            statement=statement(row.plan.name, kind.short_name, level),
            organisation=said.issuer_name,
            issued_at=row.issued_at,
            province=rulebooks.province().name,
            verify_url=code(row),
            verify_address=settings.PUBLIC_URL.partition("://")[2],
            module=row.module,
            standard=f"{said.standard} {said.standard_version}",
            copy=_copy(row),
            demo=kind.is_demonstration,
        ),
        row.credential.encode(),
        proof(row),
    )


def _copy(row: Certificate) -> str:
    """Return which copy of a lost paper this is and since when, "" for the first."""
    last = row.changes.filter(verb=Verb.REISSUE).order_by("-pk").first()
    return f"第{row.copies}份，{dates.day(periods.day(last.done_at))}" if last else ""


def statement(plan: str, certificate: str, level: str) -> str:
    """Return what a certificate states after its holder's name and a comma."""
    return f"参加{plan}，考核合格，达到《{certificate}职业技能等级标准》{level}要求，特发此证。"


def proof(row: Certificate) -> bytes:
    """Return the log's proof with the certificate's salt, or nothing while it is not published."""
    try:
        found = log.inclusion(row.log_index)
    except log.NotYetPublished:
        return b""
    text = evidence.write(bytes.fromhex(row.salt), found.index, found.proof.path, found.proof.note)
    return text.encode()
