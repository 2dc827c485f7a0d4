"""What the measurement, the catalogue review and the annual evaluation came to, exact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuzheng.adjustment.queries import pages
from shuzheng.catalogue.queries import certificates
from shuzheng.demo.year import evaluating, reviewing
from shuzheng.demo.year.cast import CERTIFICATES
from shuzheng.evaluation.rules.indicators import Kind
from shuzheng.support.queries import conditions

if TYPE_CHECKING:
    from shuzheng.demo.year.cast import Year
    from shuzheng.insight.rules.weighing import Figure


def review(year: Year) -> dict[str, Any]:
    """Return K-09 to K-12, the ranking, the list, and how the certificates of it stand."""
    page = pages.one(reviewing.review_id(year), year.world.office)
    if page.frozen is None:
        return {}
    numbers = {reviewing.code_of(year, one): one for one in range(1, CERTIFICATES + 1)}
    ranking = page.frozen.ranking
    places = {numbers[one.code]: one for one in ranking.places}
    listed = {str(numbers[one.code]): f"{one.fate} by {one.ground}" for one in page.lines}
    ids = {number: year.certificate(number) for number in numbers.values()}
    kinds = certificates.brief(ids.values())
    return {
        "state": str(page.line.state),
        "number": ranking.number,
        "coldest_first": [numbers[one.code] for one in ranking.places],
        "K-09": {str(number): _exact(places[number].demand) for number in sorted(places)},
        "K-10": {str(number): _exact(places[number].coldness) for number in sorted(places)},
        "K-11": _exact(ranking.match),
        "K-12": list(ranking.gaps),
        "unknown": list(ranking.unknown),
        "list": listed,
        "stand": {number: str(kinds[ids[int(number)]].state) for number in sorted(listed)},
        "publicity": str(page.outcome.state) if page.outcome else "",
        "additions": len(page.additions),
    }


def unevenness(year: Year) -> dict[str, dict[str, Any]]:
    """Return K-26 by measure: over how many institutions, the variation, the Gini coefficient."""
    page = conditions.detail(year.measurement, year.world.office)
    return {
        str(measure): {"of": one.count, "variation": one.variation, "gini": _exact(one.gini)}
        for measure, one in sorted(page.spreads.items())
        if one.count
    }


def _exact(value: Figure) -> str:
    return "" if value is None else str(value)


def evaluation(year: Year) -> dict[str, dict[str, str]]:
    """Return K-43, K-42 and K-41 in ten-thousandths with the grade, by kind and party."""
    return {
        str(kind): {
            year.called(one.party_id, one.site_id): (
                f"{one.total if one.total is not None else '-'} {one.grade}"
            )
            for one in evaluating.subjects(year, kind)
        }
        for kind in Kind
    }
