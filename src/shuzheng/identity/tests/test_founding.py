"""An installation is founded once, and its first administrator activates like everybody else."""

from __future__ import annotations

import pytest

from shuzheng.foundation import facts
from shuzheng.identity.models import Membership, Organisation, User
from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.identity.services import activation, founding, persons
from shuzheng.identity.tests.cast import NOON, identity_number

pytestmark = pytest.mark.django_db

ADMIN = persons.PersonRow("陆知微", DocumentKind.RESIDENT_IDENTITY_CARD, identity_number(1))


def test_an_empty_installation_is_founded_once() -> None:
    founded = founding.begin("安徽省", "340000", ADMIN, now=NOON, is_demonstration=True)

    assert Organisation.objects.get(pk=founded.department_id).name == "安徽省教育厅"
    assert Membership.objects.get().role == "security_admin"
    activation.activate(
        founded.code.code,
        "陆知微",
        username="luzhiwei",
        password="correct-horse-7",
        device="x",
        now=NOON,
    )
    assert User.objects.get().person_id == founded.person_id
    assert facts.check_chain() == []
    with pytest.raises(founding.FoundedAlready):
        founding.begin("安徽省", "340000", ADMIN, now=NOON, is_demonstration=True)
