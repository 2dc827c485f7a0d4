"""Two evaluation organisations and the staff of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser
from shuzheng.identity.tests.cast import organisation
from shuzheng.workforce.tests.cast import certificate

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def firm() -> int:
    here = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION, name="演示评价组织甲")
    certificate("D10001", here)
    return here


@pytest.fixture
def rival() -> int:
    there = organisation("E2", OrganisationKind.EVALUATION_ORGANISATION, name="演示评价组织乙")
    certificate("D10002", there)
    return there


@pytest.fixture
def staff(firm: int) -> Client:
    return browser(Role.ORGANISATION_STAFF, firm)
