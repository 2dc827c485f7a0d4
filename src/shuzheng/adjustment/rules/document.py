"""The published document of a review's ranking, and its judgement by anybody, offline.

Rules: R-230, R-231; specified in `docs/catalogue-review.md`. The document carries the cut, the
ranking, and the entry of the evidence log that names the cut's digest. Whoever has it computes the
digest and the ranking again; with the log's key also that the digest stood there before.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from shuzheng.adjustment.rules import cut as cuts
from shuzheng.adjustment.rules import ranking
from shuzheng.kernel import canonical
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.transparency.core import judged, leaves

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from shuzheng.adjustment.rules.cut import Cut
    from shuzheng.adjustment.rules.ranking import Place
    from shuzheng.transparency.core.judged import Check
    from shuzheng.transparency.core.note import VerifierKey

FORMAT: Final = "shuzheng-review/v1"
KIND: Final = "review.frozen"
_DOMAIN: Final = b"shuzheng/review/cut/v1\0"


class NoDocument(Refusal):
    """Something else than the document of a review."""

    code = "review-document-malformed"
    template = "This is not a well-formed document of an annual review ({part})."


def digest(plain: Mapping[str, Any]) -> str:
    """Return the digest of a cut: SHA-256 of the domain and its canonical JSON, in hex."""
    return sha256(_DOMAIN + canonical.dumps(plain)).hexdigest()


def words(year: int, hexadecimal: str) -> str:
    """Return what the log's entry says of a cut, in clear."""
    return f"{year} {hexadecimal}"


@applies("R-230", "R-231")
def outcome(cut: Cut) -> dict[str, Any]:
    """Return what a cut comes to, as the document says it; fractions stand as texts, exact."""
    found = ranking.rank(cut)
    return {
        "number": found.number,
        "most": found.most,
        "match": _text(found.match),
        "gaps": list(found.gaps),
        "unknown": list(found.unknown),
        "places": [_place(one) for one in found.places],
    }


def judge(said: object, key: VerifierKey | str | None = None) -> tuple[Check, ...]:
    """Compute a review again from its document; refuses only what is no such document."""
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise NoDocument(part="format")
    entry = said.get("entry")
    if not isinstance(entry, dict):
        raise NoDocument(part="entry")
    cut = cuts.read(said.get("cut"))
    found = digest(said["cut"])
    return (
        judged.same("cut as frozen", words(cut.year, found), entry.get("words")),
        judged.same("ranking", outcome(cut), said.get("ranking")),
        _log(entry, key),
    )


def _log(entry: Mapping[str, Any], key: VerifierKey | str | None) -> Check:
    try:
        leaf = leaves.public(KIND, str(entry.get("words"))).data
    except ValueError:
        raise NoDocument(part="words") from None
    logged = judged.Logged(entry.get("index"), leaf, str(entry.get("proof") or ""))
    return judged.in_log("entry in the log", [logged], key)


def _place(one: Place) -> list[Any]:
    shares = (
        one.registered,
        one.institutions,
        one.trend,
        one.demand,
        one.coldness,
        one.freshness,
        one.need_met,
    )
    return [
        one.rank,
        one.code,
        str(one.advice),
        str(one.protection or ""),
        *(_text(value) for value in shares),
    ]


def _text(value: Fraction | None) -> str:
    return "" if value is None else str(value)
