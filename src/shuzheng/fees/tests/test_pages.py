"""The pages of fees: what each role sees and may send, in numbers, within a query budget."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from shuzheng.fees.models import CeilingWaiver, CostCeiling, FeeAgreement
from shuzheng.fees.rules.agreement import State
from shuzheng.fees.rules.hardship import State as ClaimState
from shuzheng.fees.tests import cast
from shuzheng.foundation import clock
from shuzheng.foundation.models import Fact, StoredFile
from shuzheng.identity.rules.kinds import Role
from shuzheng.pilots.tests.visitors import browser, pdf, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import DjangoAssertNumQueries, Settings

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
BUDGET = 40


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at the cast's noon: the clock is read at the door only."""
    monkeypatch.setattr(clock, "now", lambda: cast.NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> cast.Province:
    return cast.province()


def items(*lines: tuple[str, str]) -> dict[str, str]:
    sent = {"items-TOTAL_FORMS": str(len(lines)), "items-INITIAL_FORMS": "0"}
    for n, (name, amount) in enumerate(lines):
        sent |= {f"items-{n}-name": name, f"items-{n}-amount": amount}
    return sent


def experts(*names: str) -> dict[str, str]:
    """Return the lines of experts, the first of whom is from the provincial pool."""
    sent = {"experts-TOTAL_FORMS": str(len(names)), "experts-INITIAL_FORMS": "0"}
    for n, name in enumerate(names):
        sent[f"experts-{n}-name"] = name
    return {**sent, "experts-0-from_pool": "on"}


def test_an_agreement_is_made_through_the_pages_alone(here: cast.Province) -> None:
    CostCeiling.objects.create(
        certificate_type_id=here.certificate,
        level="intermediate",
        since=date(2026, 1, 1),
        price_fen=36_000,
        document_number="演示文号",
    )
    lead = browser(Role.ALLIANCE_LEAD, here.college)
    staff = browser(Role.ORGANISATION_STAFF, here.organisation)
    office = browser(Role.OFFICE_OFFICER, here.office)

    answer = lead.post(
        "/fees/agreements/new/",
        {
            "certificate": here.certificate,
            "level": "intermediate",
            "since": "2026-01-01",
            "until": "2026-12-31",
            **items(("考核组织", "200"), ("耗材", "80.50")),
        },
    )
    row = FeeAgreement.objects.get()
    url = f"/fees/agreements/{row.pk}/"
    assert answer["Location"] == url
    assert "¥280.50" in text(lead.get(url))
    lead.post(f"{url}experts/")
    answer = lead.post(
        f"{url}appraisal/",
        {"appraised_on": "2026-03-01", "minutes": pdf(), **experts("专家甲", "专家乙")},
        follow=True,
    )
    page = text(answer)
    assert "Fewer experts than the province expects" in page
    assert "An even number of experts" in page
    for browser_ in (lead, staff):
        assert "Sign the fee agreement" in text(browser_.get(f"{url}sign/"))
        browser_.post(f"{url}sign/")
    assert "280.50 yuan against a ceiling of 360.00 yuan." in text(lead.get(url))
    lead.post(f"{url}filing/", {"document": pdf("协议.pdf")})
    office.post(f"{url}force/")

    row.refresh_from_db()
    assert (row.state, row.price_fen) == ("in_force", 28_050)


def test_a_refusal_stands_above_the_form_with_what_was_typed(here: cast.Province) -> None:
    lead = browser(Role.ALLIANCE_LEAD, here.college)
    sent = {
        "certificate": here.certificate,
        "level": "intermediate",
        "since": "2026-05-01",
        "until": "2026-04-01",
    }

    page = text(lead.post("/fees/agreements/new/", {**sent, **items(("考核", "280"))}), 422)
    assert "The agreement would end before it begins." in page
    assert 'value="280' in page
    page = text(lead.post("/fees/agreements/new/", {**sent, **items(("考核", ""))}), 422)
    assert "Give the amount of this item" in page
    assert FeeAgreement.objects.count() == 0
    assert StoredFile.objects.exclude(pk=here.document).count() == 0


@pytest.mark.rule("R-122")
def test_filing_is_barred_with_numbers_and_rule_while_the_fee_passes_its_ceiling(
    here: cast.Province,
) -> None:
    pk = cast.agreement(here, state=State.AGREED)
    lead = browser(Role.ALLIANCE_LEAD, here.college)
    CostCeiling.objects.create(
        certificate_type_id=here.certificate,
        level="intermediate",
        since=date(2026, 1, 1),
        price_fen=20_000,
        document_number="演示文号",
    )

    page = text(lead.get(f"/fees/agreements/{pk}/"))
    assert "The fee of 280.00 yuan is above the ceiling of 200.00 yuan" in page
    assert "/rules/R-122" in page
    assert 'aria-disabled="true"' in page
    FeeAgreement.objects.filter(pk=pk).update(
        appraised_on="2026-01-01", lead_signed_on="2026-01-02", organisation_signed_on="2026-01-02"
    )
    answer = lead.post(f"/fees/agreements/{pk}/filing/", {"document": pdf()})
    assert "above the ceiling of 200.00 yuan" in text(answer, 422)
    assert StoredFile.objects.count() == 1  # what was handed in with a refused act is not kept


def test_the_list_is_filtered_exported_and_leaves_a_record(here: cast.Province) -> None:
    cast.agreement(here)
    cast.agreement(here, level="advanced", price=40_000)
    office = browser(Role.OFFICE_OFFICER, here.office)

    page = text(office.get("/fees/agreements/?level=advanced"))
    assert ("¥400" in page, "¥280" in page) == (True, False)
    answer = office.get("/fees/agreements/?export=csv")
    assert answer.content.decode("utf-8-sig").splitlines()[1].startswith("FY2026")
    assert office.get("/fees/agreements/?export=xlsx").content.startswith(b"PK")
    exported = Fact.objects.filter(verb="fees.agreements.exported")
    assert [fact.data for fact in exported] == [{"count": 2}, {"count": 2}]


def test_lists_keep_their_query_budget(
    here: cast.Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for month in range(1, 13):
        cast.agreement(here, since=date(2026, month, 1))
    for n in range(30):
        cast.claim(cast.student(n, here.college), here.college, ClaimState.CLAIMED)
    admin = browser(Role.INSTITUTION_ADMIN, here.college)
    for address in ("/fees/agreements/", "/fees/claims/", "/fees/ceilings/", "/fees/payments/"):
        with django_assert_max_num_queries(BUDGET):
            text(admin.get(address))


def test_a_waiver_is_put_on_file_with_its_document(here: cast.Province) -> None:
    department = browser(Role.PROVINCIAL_ADMIN, here.office)
    sent = {
        "certificate": here.certificate,
        "level": "intermediate",
        "number": "豁免〔2026〕1号",
        "limit": "300",
        "since": "2026-01-01",
        "until": "2026-12-31",
    }

    assert "Choose: The document" in text(department.post("/fees/waivers/new/", sent), 422)
    department.post("/fees/waivers/new/", {**sent, "document": pdf()})
    assert CeilingWaiver.objects.get().limit_fen == 30_000
    page = text(department.get("/fees/waivers/"))
    assert "豁免〔2026〕1号" in page
    answer = department.post("/fees/waivers/new/", {**sent, "document": pdf()})
    assert "is on file already" in text(answer, 422)


STAFF_PAGES = ("/fees/agreements/", "/fees/ceilings/", "/fees/waivers/")


@pytest.mark.parametrize(
    ("role", "opened"),
    [
        (Role.PROVINCIAL_ADMIN, {*STAFF_PAGES, "/fees/waivers/new/", "/fees/ceilings/import/"}),
        (Role.OFFICE_OFFICER, {*STAFF_PAGES, "/fees/claims/"}),
        (Role.CITY_OFFICER, {*STAFF_PAGES}),
        (
            Role.INSTITUTION_ADMIN,
            {*STAFF_PAGES, "/fees/payments/", "/fees/claims/", "/fees/claims/import/"},
        ),
        (Role.LIAISON, {*STAFF_PAGES, "/fees/payments/"}),
        (Role.TEACHER, set()),
        (Role.ALLIANCE_LEAD, {*STAFF_PAGES, "/fees/agreements/new/"}),
        (Role.ORGANISATION_STAFF, {*STAFF_PAGES, "/fees/payments/"}),
        (Role.ORGANISATION_ISSUER, set()),
        (Role.SITE_ADMIN, set()),
        (Role.AUDITOR, set()),
        (Role.SYSTEM_ADMIN, set()),
        (Role.STUDENT, {"/fees/mine/", "/fees/mine/new/"}),
        (Role.GUARDIAN, {"/fees/mine/", "/fees/mine/new/"}),
        (Role.SOCIAL_LEARNER, set()),
    ],
)
def test_who_opens_which_page(here: cast.Province, role: Role, opened: set[str]) -> None:
    every = {
        *STAFF_PAGES,
        "/fees/waivers/new/",
        "/fees/ceilings/import/",
        "/fees/payments/",
        "/fees/claims/",
        "/fees/claims/import/",
        "/fees/agreements/new/",
        "/fees/mine/",
        "/fees/mine/new/",
    }
    client = browser(role, here.college)
    answers = {address: client.get(address).status_code for address in every}
    assert {address for address, status in answers.items() if status == 200} == opened
    assert set(answers.values()) <= {200, 403}


def test_anonymous_visitors_are_asked_to_sign_in(here: cast.Province) -> None:
    pk = cast.agreement(here)
    for address in ("/fees/agreements/", f"/fees/agreements/{pk}/", "/fees/claims/"):
        assert Client().get(address).status_code == 302


def sheet(rows: list[list[str]]) -> SimpleUploadedFile:
    lines = "\r\n".join(",".join(row) for row in rows)
    return SimpleUploadedFile("名单.csv", lines.encode("utf-8-sig"), content_type="text/csv")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["D10001", "中级", "360", "2026-01-01", "演示文号"]], ""),
        (
            [["D99999", "中级", "360", "2026-01-01", "演示文号"]],
            "The catalogue has no such certificate",
        ),
        ([["D10001", "特级", "360", "2026-01-01", "演示文号"]], "Choose one of"),
        ([["D10001", "中级", "abc", "2026-01-01", "演示文号"]], "abc"),
    ],
)
def test_a_table_of_ceilings_is_checked_before_it_is_loaded(
    here: cast.Province, rows: list[list[str]], sentence: str
) -> None:
    department = browser(Role.PROVINCIAL_ADMIN, here.office)
    head = ["证书代码", "等级", "上限（元）", "执行日期", "文号"]
    answer = department.post("/fees/ceilings/import/", {"file": sheet([head, *rows])})
    address = answer["Location"]
    page = text(department.get(address))
    assert sentence in page
    assert CostCeiling.objects.count() == 0


def test_an_act_of_the_wrong_state_is_refused_with_409(here: cast.Province) -> None:
    pk = cast.agreement(here)
    lead, office = (
        browser(Role.ALLIANCE_LEAD, here.college),
        browser(Role.OFFICE_OFFICER, here.office),
    )
    tries: list[tuple[Callable[..., Answer], str]] = [
        (lead.post, "experts/"),
        (lead.get, "edit/"),
        (lead.get, "appraisal/"),
        (lead.get, "price/"),
        (lead.get, "sign/"),
        (lead.get, "filing/"),
        (lead.post, "mediation/"),
        (office.get, "return/"),
        (office.post, "force/"),
    ]
    assert [send(f"/fees/agreements/{pk}/{act}").status_code for send, act in tries] == [409] * 9
