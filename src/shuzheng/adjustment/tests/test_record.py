"""The indices of its certificates stand on an organisation's record, from the public show on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.adjustment.rules.proposal import Fate
from shuzheng.adjustment.services import deciding
from shuzheng.adjustment.tests.cast import Cast, cast, later
from shuzheng.adjustment.web.record import indices_beside
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import RECORD_QUERIES, browser, queries, text
from shuzheng.identity.tests.cast import NOON, actor, organisation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.identity.queries.beside import Item
    from shuzheng.kernel.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-055")]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> Cast:
    return cast()


def items(here: Cast, who: Actor) -> tuple[Item, ...]:
    section = indices_beside(here.holder, who, NOON)
    assert section is not None
    return section.items


def others(here: Cast) -> list[Actor]:
    return [
        actor(Role.ORGANISATION_STAFF, here.holder),
        actor(Role.ORGANISATION_ISSUER, here.holder),
        actor(Role.CITY_OFFICER, here.office.organisation_id, area="3401"),
        actor(Role.SECURITY_ADMIN, here.office.organisation_id),
    ]


def test_before_the_figures_are_frozen_nobody_finds_an_index(here: Cast) -> None:
    here.opened()

    for who in (here.office, here.department, *others(here)):
        assert items(here, who) == ()


def test_before_the_public_show_only_who_sees_reviews_finds_it(here: Cast) -> None:
    pk = here.proposed()

    for who in (here.office, here.department):
        found = items(here, who)
        assert len(found) == 20
        assert found[0].words == "演示证书01"
        assert found[0].url == f"/adjustment/{pk}/certificates/C01"
        assert found[0].note.startswith("rank 1 of 20 · Coldness H 0.")
        assert found[0].note.endswith("Demand D no data · Match M no data")
    for who in others(here):
        assert items(here, who) == ()


def test_from_the_public_show_on_everybody_finds_it_and_is_led_to_the_public_page(
    here: Cast,
) -> None:
    uid = here.row(here.shown()).uid

    for who in others(here):
        found = items(here, who)
        assert len(found) == 20
        assert {one.url for one in found} == {f"/annual-reviews/{uid}"}


def test_the_list_counts_and_not_the_ranking_alone(here: Cast) -> None:
    pk = here.shown()
    words = [str(one.chip.word) for one in items(here, here.office)[:3] if one.chip]
    assert words == ["Drop", "Drop", "Stays"]
    kept = here.row(pk).lines.get(certificate_type__code="C01")
    kept.fate = Fate.KEEP
    kept.save()

    words = [str(one.chip.word) for one in items(here, here.office)[:3] if one.chip]
    assert words == ["Keep", "Drop", "Stays"]


def test_a_withdrawn_decision_says_so(here: Cast) -> None:
    pk = here.decided()
    deciding.withdraw(pk, "程序有误。", actor=here.department, now=later(31))

    words = {str(one.chip.word) for one in items(here, others(here)[0]) if one.chip}
    assert words == {"Decision withdrawn"}


def test_the_certificates_of_others_stand_on_no_other_record(here: Cast) -> None:
    here.shown()
    other = organisation("PJ2", OrganisationKind.EVALUATION_ORGANISATION)
    kind = here.kinds[4]
    type(kind).objects.filter(pk=kind.pk).update(organisation_id=other)

    section = indices_beside(other, here.office, NOON)

    assert section is not None
    assert [one.words for one in section.items] == ["演示证书05"]
    assert "演示证书05" not in {one.words for one in items(here, here.office)}


def test_the_page_shows_them_with_a_bounded_number_of_queries(here: Cast) -> None:
    here.shown()
    office = browser(Role.OFFICE_OFFICER, here.office.organisation_id)

    page = text(office.get(f"/parties/{here.holder}"))

    assert "Catalogue review of 2025" in page
    assert "rank 20 of 20" in page
    assert queries(office, f"/parties/{here.holder}") <= RECORD_QUERIES
