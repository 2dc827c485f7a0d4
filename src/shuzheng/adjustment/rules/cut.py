"""The frozen cut: every input of a year's review, as plain JSON and as values, and nothing else.

Rules: R-230, R-231. The ranking is computed from the cut alone, so whoever has the cut has all. It
names no person. Counts of registrations are exact; a share over fewer than `smallest_group` persons
counts as no data (handbook 5). What a newcomer gets wrong: the cut carries its own terms (shares,
ages), so that a later rulebook does not change an old ranking.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Any, Final

from shuzheng.insight.rules.weighing import Told
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.kernel.rulebook import Rulebook

MOST: Final = 5_000
LONGEST: Final = 200


class Outside(StrEnum):
    """Why a certificate is dropped whatever its rank; outside the number that the ranking fills."""

    VETO = auto()
    NATIONAL = auto()


class Input(StrEnum):
    """What the cut takes from a sheet, because no room of the platform counts it."""

    NEEDS = auto()
    RECOGNISED = auto()
    MATCHED = auto()
    SATISFIED = auto()


class CutMalformed(Refusal):
    """Something that cannot be read as a cut."""

    code = "review-cut-malformed"
    template = "This is not a well-formed cut of an annual review ({part})."


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers by which a cut is judged: percent, months, persons."""

    elimination_share: int
    elimination_max: int
    young_months: int
    smallest_group: int
    match_level: int
    fresh_months: int
    stale_months: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate in use, and all that the review knows of it.

    `registered` are the accepted registrations of the year, `before` those of two years ago.
    `shortage` and `industries` are the shortage fields and key industries that it serves.
    """

    code: str
    name: str
    organisation: str
    registered: int
    before: int
    institutions: int
    used_since: date | None
    standard_on: date | None
    shortage: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    outside: Outside | None = None
    told: Mapping[Input, Told] | None = None

    def said(self, what: Input) -> Told | None:
        """Return an input of a sheet, or None: no data."""
        return (self.told or {}).get(what)


@dataclass(frozen=True, slots=True)
class Cut:
    """A whole cut. Registrations are of `since` to `until`, all else is as of `on`."""

    year: int
    on: date
    since: date
    until: date
    terms: Terms
    key_industries: tuple[str, ...]
    certificates: tuple[Certificate, ...]


@applies("R-230", "R-231", "R-234")
def terms(on: date, book: Rulebook) -> Terms:
    """Return the terms of a cut that is frozen on `on`."""
    dropped, match = book.on(on, "R-231"), book.on(on, "R-234")
    return Terms(
        elimination_share=dropped.integer("elimination_share"),
        elimination_max=dropped.integer("elimination_max"),
        young_months=dropped.integer("young_months"),
        smallest_group=dropped.integer("smallest_group"),
        match_level=match.integer("match_level"),
        fresh_months=match.integer("fresh_months"),
        stale_months=match.integer("stale_months"),
    )


def plain(cut: Cut) -> dict[str, Any]:
    """Return a cut as plain JSON; certificates stand by code."""
    return {
        "year": cut.year,
        "on": cut.on.isoformat(),
        "since": cut.since.isoformat(),
        "until": cut.until.isoformat(),
        "terms": {name: getattr(cut.terms, name) for name in Terms.__dataclass_fields__},
        "key_industries": list(cut.key_industries),
        "certificates": [_plain(one) for one in sorted(cut.certificates, key=lambda c: c.code)],
    }


def _plain(one: Certificate) -> dict[str, Any]:
    told = one.told or {}
    return {
        "code": one.code,
        "name": one.name,
        "organisation": one.organisation,
        "registered": one.registered,
        "before": one.before,
        "institutions": one.institutions,
        "used_since": _iso(one.used_since),
        "standard_on": _iso(one.standard_on),
        "shortage": list(one.shortage),
        "industries": list(one.industries),
        "outside": str(one.outside or ""),
        "inputs": {
            str(what): {
                "count": told[what].count,
                "of": told[what].of,
                "source": told[what].source,
                "on": told[what].on.isoformat(),
            }
            for what in Input
            if what in told
        },
    }


def read(said: object) -> Cut:
    """Return a cut from plain JSON that may be anybody's; refuses what is none, naming the part."""
    found = _dict(said, "cut")
    kinds = _list(found.get("certificates"), "certificates")
    certificates = tuple(_certificate(_dict(one, "certificates")) for one in kinds)
    if len({one.code for one in certificates}) != len(certificates):
        raise CutMalformed(part="code")
    given = _dict(found.get("terms"), "terms")
    numbers = {name: _whole(given, name) for name in Terms.__dataclass_fields__}
    if not numbers["fresh_months"] < numbers["stale_months"]:
        raise CutMalformed(part="stale_months")
    return Cut(
        year=_whole(found, "year"),
        on=_day(found, "on"),
        since=_day(found, "since"),
        until=_day(found, "until"),
        terms=Terms(**numbers),
        key_industries=_texts(found, "key_industries"),
        certificates=certificates,
    )


def _certificate(found: Mapping[str, Any]) -> Certificate:
    outside, inputs = found.get("outside"), _dict(found.get("inputs"), "inputs")
    if outside not in {"", *Outside} or not set(inputs) <= set(Input):
        raise CutMalformed(part="outside" if outside not in {"", *Outside} else "inputs")
    return Certificate(
        code=_text(found, "code"),
        name=_text(found, "name"),
        organisation=_text(found, "organisation"),
        registered=_whole(found, "registered"),
        before=_whole(found, "before"),
        institutions=_whole(found, "institutions"),
        used_since=_day(found, "used_since") if found.get("used_since") else None,
        standard_on=_day(found, "standard_on") if found.get("standard_on") else None,
        shortage=_texts(found, "shortage"),
        industries=_texts(found, "industries"),
        outside=Outside(outside) if outside else None,
        told={Input(what): _told(_dict(one, what)) for what, one in inputs.items()},
    )


def _told(found: Mapping[str, Any]) -> Told:
    made = Told(
        _whole(found, "count"), _whole(found, "of"), _text(found, "source"), _day(found, "on")
    )
    if made.of and made.count > made.of:
        raise CutMalformed(part="count")
    return made


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _dict(found: object, part: str) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise CutMalformed(part=part)
    return found


def _list(found: object, part: str) -> list[Any]:
    if not isinstance(found, list) or len(found) > MOST:
        raise CutMalformed(part=part)
    return found


def _whole(found: Mapping[str, Any], name: str) -> int:
    value = found.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise CutMalformed(part=name)
    return value


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str) or len(value) > LONGEST:
        raise CutMalformed(part=name)
    return value


def _texts(found: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = _list(found.get(name), name)
    if not all(isinstance(one, str) and len(one) <= LONGEST for one in values):
        raise CutMalformed(part=name)
    return tuple(values)


def _day(found: Mapping[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(found.get(name, ""))
    except (TypeError, ValueError):
        raise CutMalformed(part=name) from None
