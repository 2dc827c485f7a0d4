"""The pages of problems and cases, by who does what."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import clock, todos
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.periods import SHANGHAI
from shuzheng.pilots.models import Case, InstitutionCertificate, Problem
from shuzheng.pilots.tests.visitors import browser, pdf, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django import Settings

pytestmark = pytest.mark.django_db


class Clock:
    """The hour that the pages are served at."""

    now = NOON


@pytest.fixture(autouse=True)
def hour(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Serve the pages in English at an hour that a test may change."""
    told = Clock()
    monkeypatch.setattr(clock, "now", lambda: told.now)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield told


@pytest.fixture
def school() -> int:
    here = organisation("S1", name="江淮职业学院")
    holder = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION, name="演示评价组织")
    certificate = CertificateType.objects.create(
        code="D10001", name="演示证书", short_name="演示", organisation_id=holder, levels=[]
    )
    InstitutionCertificate.objects.create(
        institution_id=here, certificate_type=certificate, state="active"
    )
    return here


@pytest.fixture
def liaison(school: int) -> Client:
    return browser(Role.LIAISON, school)


@pytest.fixture
def office() -> Client:
    return browser(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))


@pytest.fixture
def holder(school: int) -> Client:
    del school
    return browser(Role.ORGANISATION_STAFF, CertificateType.objects.get().organisation_id)


@pytest.mark.rule("R-059")
@pytest.mark.rule("R-016")
def test_a_problem_comes_from_a_plan_with_its_number_and_is_settled(
    liaison: Client, office: Client, holder: Client
) -> None:
    certificate = CertificateType.objects.get().pk
    page = text(liaison.get(f"/pilots/problems/new/?plan=2026-00012&certificate={certificate}"))
    assert 'value="2026-00012"' in page
    assert f'<option value="{certificate}" selected>' in page
    sent = {"category": "assessment", "certificate": certificate, "about": "2026-00012"}
    assert liaison.post("/pilots/problems/new/", sent).status_code == 422
    liaison.post("/pilots/problems/new/", {**sent, "text": "设备不足，两人共用一台。"})
    pk = Problem.objects.get().pk

    assert "设备不足" in text(office.get("/pilots/problems/"))
    data = {"owner": "综合组", "due_on": "2026-03-20"}
    assert office.post(f"/pilots/problems/{pk}/take-up/", data).status_code == 302
    office.post(f"/pilots/problems/{pk}/settle/", {"words": "已协调增配。"})
    page = text(liaison.get(f"/pilots/problems/{pk}/"))
    assert "已协调增配。" in page
    assert "综合组" in page
    assert holder.get(f"/pilots/problems/{pk}/").status_code == 404
    assert holder.get("/pilots/problems/").status_code == 403


@pytest.mark.rule("R-053")
@pytest.mark.rule("R-060")
def test_a_case_is_seen_by_the_institution_at_each_step_and_by_the_organisation_without_it(
    liaison: Client, office: Client, holder: Client, hour: Clock
) -> None:
    certificate = CertificateType.objects.get().pk
    sent = {
        "certificate": certificate,
        "title": "考评员未到场",
        "account": "本校三月一日考核，考评员未到场。",
        "material": pdf("记录.pdf"),
    }
    liaison.post("/pilots/cases/new/", sent)
    case = Case.objects.get()
    base = f"/pilots/cases/{case.pk}/"
    assert "The office acts by" in text(liaison.get(base))
    [todo] = [
        one for one in todos.waiting_for(actor(Role.OFFICE_OFFICER), NOON) if one.rule == "R-053"
    ]
    assert (todo.count, todo.due_on) == (1, date(2026, 3, 16))

    data = {"verified": "yes", "finding": "经核实，考评员未到场。"}
    office.post(f"{base}decide/", data)
    hour.now = datetime.combine(date(2026, 3, 20), time(10), SHANGHAI)
    step = {"words": "建议约谈", "day": "2026-03-19", "document": pdf()}
    assert office.post(f"{base}report/", step).status_code == 302
    page = text(holder.get("/pilots/cases/against/"))
    assert "经核实，考评员未到场。" in page
    assert "江淮职业学院" not in page
    assert "本校三月一日" not in page
    assert holder.get(base).status_code == 404
    material = case.material
    assert material is not None
    assert holder.get(f"/files/{material.uid}/").status_code == 404

    step = {"words": "责令整改", "day": "2026-03-20", "document": pdf()}
    office.post(f"{base}answer/", step)
    office.post(f"{base}close/", {"words": "已整改"})
    page = text(liaison.get(base))
    for said in ("经核实，考评员未到场。", "建议约谈", "责令整改", "已整改", "Case closed"):
        assert said in page
    assert "考评员未到场" in text(liaison.get("/pilots/cases/?view=closed"))
    assert "已整改" in text(holder.get("/pilots/cases/against/"))
