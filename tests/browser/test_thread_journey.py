"""The thread, from an installation that was just founded, by the pages alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.thread import assessing, ending, evidence, founding

if TYPE_CHECKING:
    from tests.browser.thread.people import Installation

pytestmark = pytest.mark.browser
NAMES = {"first": "纪晓", "second": "路遥遥", "fourth": "宁静"}


def test_an_empty_installation_comes_to_certificates_that_anybody_verifies(
    founded: Installation,
) -> None:
    founding.let_the_office_in(founded)
    founding.register_parties(founded)
    founding.file_the_pilot(founded)
    evidence.take_up(founded)
    evidence.report_the_event(founded)
    evidence.agree_on_the_fee(founded)
    evidence.open_the_site(founded)
    evidence.qualify_assessors(founded)
    assessing.open_the_plan(founded)
    assessing.register_candidates(founded)
    assessing.confirm_in_person(founded)
    assessing.sign_in_again(founded)
    assessing.seat_and_print(founded)
    assessing.sit(founded)
    assessing.mark(founded)
    passed = ending.publish(founded)
    ending.issue(founded)
    ending.hold_and_verify(founded, passed, NAMES[passed])
    ending.count(founded)


def test_an_institution_files_without_javascript(founded: Installation) -> None:
    founding.let_the_office_in(founded)
    founding.register_parties(founded)
    founding.file_the_pilot(founded, script=False)
