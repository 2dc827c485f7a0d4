"""What is shared with whom: it follows from the permissions, and says nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.foundation import grants
from shuzheng.identity.rules.kinds import REACH, OrganisationKind, Role
from shuzheng.identity.tests import cast
from shuzheng.identity.tests.browsers import browser, text
from shuzheng.kernel.actor import Reach
from shuzheng.portal.rules import sharing as rules
from shuzheng.portal.rules.sharing import Side
from shuzheng.portal.tests.test_pages import shown

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.rule("R-223"), pytest.mark.django_db]
HELD = {
    Role.OFFICE_OFFICER: {"room:list:view"},
    Role.CITY_OFFICER: {"room:list:view"},
    Role.LIAISON: {"room:list:view", "room:other:view"},
    Role.ENTERPRISE_USER: {"room:other:view"},
}


def granted(role: str) -> set[str]:
    return HELD.get(Role(role), set())


def test_a_side_reads_as_far_as_its_roles_reach() -> None:
    assert rules.readers("room:list:view", (), granted).extents == {
        Side.GOVERNMENT: (Reach.PROVINCE, Reach.AREA),
        Side.SCHOOLS: (Reach.ORGANISATION,),
    }
    assert rules.readers("room:other:view", (), granted).extents == {
        Side.SCHOOLS: (Reach.ORGANISATION,),
        Side.ENTERPRISES: (Reach.ORGANISATION,),
    }
    assert rules.readers("room:list:view", (Role.CITY_OFFICER,), granted).extents == {
        Side.GOVERNMENT: (Reach.AREA,)
    }
    assert rules.readers("room:nobody:view", (), granted).extents == {}


def test_two_lists_of_one_record_are_read_by_whoever_reads_either() -> None:
    area = rules.readers("room:list:view", (Role.CITY_OFFICER,), granted)
    both = rules.readers("room:other:view", (), granted).with_(area)
    assert both.extents == {
        Side.GOVERNMENT: (Reach.AREA,),
        Side.SCHOOLS: (Reach.ORGANISATION,),
        Side.ENTERPRISES: (Reach.ORGANISATION,),
    }


def test_each_role_stands_on_one_side_and_its_reach_has_a_word() -> None:
    placed = [role for roles in rules.ROLES.values() for role in roles]
    assert len(placed) == len(set(placed))
    assert {REACH[role] for role in placed} <= set(rules.EXTENTS)
    apart = {
        Role.STUDENT,
        Role.SOCIAL_LEARNER,
        Role.GUARDIAN,
        Role.INSPECTOR,
        Role.SYSTEM_ADMIN,
        Role.SECURITY_ADMIN,
        Role.AUDITOR,
    }
    assert set(Role) - set(placed) == apart


def test_the_page_says_of_a_list_what_the_permissions_say(client: Client) -> None:
    page = shown(client, "/about/sharing", "en")
    [row] = [one for one in page.split("<tr") if "Checked lists" in one]
    cells = [cell.split(">", 1)[1].split("<")[0].strip() for cell in row.split("<td")[1:]]
    assert cells[:4] == ["whole province", "", "", "own"]
    assert "reliance:check:view" in grants.of(Role.ENTERPRISE_USER)
    assert 'href="/checks"' not in page
    assert 'id="platform"' not in page
    assert 'id="pilots"' in page


def test_a_list_leads_to_whoever_may_open_it(client: Client) -> None:
    del client
    office = cast.organisation("SDB", OrganisationKind.COORDINATION_OFFICE)
    page = text(browser(Role.OFFICE_OFFICER, office).get("/about/sharing"))
    assert 'href="/checks"' in page
