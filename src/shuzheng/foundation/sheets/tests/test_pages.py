"""The pages of an import: prepare, check, import; with and without JavaScript, in reach only."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.foundation import jobs
from shuzheng.foundation.jobs.tests.work import XU
from shuzheng.foundation.models import Job, ScheduleMark, Upload, UploadPart
from shuzheng.foundation.sheets import limits
from shuzheng.foundation.sheets.lifecycle import State
from shuzheng.foundation.sheets.tests import room, workbooks
from shuzheng.foundation.sheets.tests.workbooks import HEADINGS, good

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries, Settings

BEGIN = "/plans/12/import/"
HTMX = {"HX-Request": "true"}
MIXED = [
    good(1),
    good(2, phone="1380000001", name=""),
    good(3, name="谷雨生"),
    good(4, name="温　如玉"),
]


def upload(client: Client, rows: list[list[object]], name: str = "软件技术2024级报名.xlsx") -> str:
    """Hand a workbook in; return the address of its page."""
    answer = client.post(BEGIN, {"file": SimpleUploadedFile(name, workbooks.xlsx(rows))})
    assert answer.status_code == 302
    return str(answer["Location"])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_the_first_page_says_how_to_fill_the_template_in(xu: Client) -> None:
    page = text(xu, BEGIN)
    assert "导入报名名单" in page
    assert "2027年1月 Web前端开发（初级）" in page
    assert "As on the identity document, with rare characters and the middle dot" in page
    assert "1101****002X" in page
    assert "11010519491231002X" not in page
    assert 'accept=".xlsx,.xls,.ods,.csv"' in page
    assert "at most 50 MB and 200,000 rows" in page
    assert "导入后考生会收到通知。" in page
    assert "R-034" in page
    assert "style=" not in page.replace('rel="stylesheet"', "")


def test_the_template_comes_blank_or_filled(xu: Client) -> None:
    answer = xu.get(f"{BEGIN}template.xlsx")
    assert "utf-8''%E6%8A%A5%E5%90%8D%E5%90%8D%E5%8D%95.xlsx" in answer["Content-Disposition"]
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [page["A2"].value, page["A3"].value] == ["示例", None]
    filled = xu.get(f"{BEGIN}template.xlsx?filled").content
    page = openpyxl.load_workbook(io.BytesIO(filled)).worksheets[0]
    assert [cell.value for cell in page[3][:3]] == ["温如玉", "居民身份证", None]


def test_a_form_without_a_file_says_so_and_keeps_the_page(xu: Client) -> None:
    answer = xu.post(BEGIN)
    assert answer.status_code == 422
    assert "Choose a file first." in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        (b"%PDF-1.7", 422, "This is not a workbook."),
        (b"<html><table>", 422, "is a web page or an XML file"),
        (
            workbooks.xlsx([good(1)], headings=HEADINGS[1:]),
            422,
            "these are missing: 姓名、证件类型",
        ),
        (workbooks.XLS[:1200], 422, "not a workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(
    xu: Client, data: bytes, status: int, sentence: str
) -> None:
    if "missing" in sentence:
        data = workbooks.xlsx([], headings=["证件号码", "学号"])
    answer = xu.post(BEGIN, {"file": SimpleUploadedFile("x.xlsx", data)})
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_file_over_the_limit_names_the_limit(xu: Client, settings: Settings) -> None:
    settings.SHEET_LIMITS = {"size": limits.MEBIBYTE}
    answer = xu.post(BEGIN, {"file": SimpleUploadedFile("x.csv", b"x" * 1_500_000)})
    assert answer.status_code == 413
    assert "at most 1 MB are taken" in answer.content.decode()


def test_the_check_shows_counts_and_the_cells_with_their_reasons(xu: Client) -> None:
    page = text(xu, upload(xu, MIXED))
    assert "软件技术2024级报名.xlsx" in page
    assert "4 rows, headings in row 1" in page
    assert "the spelling of 1 of them was put right" in page
    assert "2 places; not imported" in page
    assert "Fill this in" in page
    assert "Has 10 digits; a mobile number has 11" in page
    assert "138****0001" in page
    assert "1380000001" not in page
    assert "Under 18: a guardian must agree" in page
    assert "Import 3 rows" in page
    assert "style=" not in page.replace('rel="stylesheet"', "")


def test_rows_can_be_seen_by_kind(xu: Client) -> None:
    address = upload(xu, MIXED)
    assert "谷雨生" not in text(xu, f"{address}?view=errors")
    assert "Fill this in" not in text(xu, f"{address}?view=notices")
    assert "Stray spaces" in text(xu, f"{address}?view=corrected")
    assert "Fill this in" in text(xu, f"{address}?view=nonsense")


def test_more_rows_than_a_page_holds_are_shown_on_demand(xu: Client) -> None:
    address = upload(xu, [good(n, phone="1") for n in range(60)])
    assert "50 rows shown of 60" in text(xu, address)
    assert "60 rows shown of 60" in text(xu, f"{address}?view=errors&every")
    address = upload(xu, [good(n, phone="1") for n in range(400)])
    page = text(xu, f"{address}?every")
    assert "300 rows shown of 400" in page
    assert "All of them are in the marked workbook" in page


def test_the_marked_workbook_and_the_rest_come_back(xu: Client) -> None:
    address = upload(xu, MIXED)
    answer = xu.get(f"{address}marked.xlsx")
    assert "%E6%8A%A5%E5%90%8D-marked.xlsx" in answer["Content-Disposition"]
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert page["I3"].value.startswith("姓名: Fill this in")
    rest = xu.get(f"{address}rest.xlsx")
    page = openpyxl.load_workbook(io.BytesIO(rest.content)).worksheets[0]
    assert [cell.value for cell in page["J"]] == ["原行号", 3]


def test_the_good_rows_are_imported_and_the_last_page_says_what_happened(xu: Client) -> None:
    address = upload(xu, MIXED)
    answer = xu.post(f"{address}choose", {"choice": "good"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    page = text(xu, address)
    assert "Importing" in page
    assert "Waiting for its turn" in page
    assert 'hx-trigger="every 2s"' in page
    jobs.run_waiting(room.NOW)
    page = text(xu, address)
    assert "3 rows were imported." in page
    assert "3人" in page
    assert f'href="{address}rest.xlsx"' in page
    assert "查看报名" in page
    assert ScheduleMark.objects.count() == 3


def test_the_progress_is_a_fragment_for_htmx_and_the_end_reloads_the_page(xu: Client) -> None:
    address = upload(xu, [good(1)])
    xu.post(f"{address}choose", {"choice": "good"})
    fragment = xu.get(address, headers=HTMX).content.decode()
    assert fragment.lstrip().startswith("<section")
    assert "<html" not in fragment
    jobs.run_waiting(room.NOW)
    answer = xu.get(address, headers=HTMX)
    assert answer["HX-Refresh"] == "true"
    assert answer.content == b""


def test_a_running_job_shows_how_far_it_is(xu: Client) -> None:
    address = upload(xu, [good(1)])
    xu.post(f"{address}choose", {"choice": "good"})
    Job.objects.update(
        state="running", done=248, total=401, started_at=room.NOW.replace(minute=31), note="x"
    )
    page = text(xu, address)
    assert "248 / 401 rows" in page
    assert 'value="248" max="401"' in page
    assert "About 37 seconds left" in page


def test_nothing_chosen_deletes_the_file_and_leads_back(xu: Client) -> None:
    address = upload(xu, MIXED)
    answer = xu.post(f"{address}choose", {"choice": "nothing"}, follow=True)
    assert "Nothing was imported and the file has been deleted." in answer.content.decode()
    assert not UploadPart.objects.exists()
    assert xu.get(address)["Location"] == BEGIN


def test_a_refused_import_says_why_and_can_be_checked_again(xu: Client) -> None:
    address = upload(xu, [good(1), good(2, name="晏清和")])
    xu.post(f"{address}choose", {"choice": "good"})
    jobs.run_waiting(room.NOW)
    page = text(xu, address)
    assert "Not imported" in page
    assert "Registration closed at 24:00." in page
    assert "R-034" in page
    assert xu.post(f"{address}again")["Location"] == address
    assert "Import 2 rows" in text(xu, address)


def test_a_defect_shows_a_code_to_quote(xu: Client) -> None:
    address = upload(xu, [good(1, name="毕景行")])
    xu.post(f"{address}choose", {"choice": "good"})
    Job.objects.update(attempts=1)
    jobs.run_waiting(room.NOW)
    page = text(xu, address)
    assert "This part did not work." in page
    assert "Quote the code E-" in page
    assert ScheduleMark.objects.count() == 0


def test_a_stopped_import_leads_back_to_the_choice(xu: Client) -> None:
    address = upload(xu, [good(1)])
    xu.post(f"{address}choose", {"choice": "good"})
    assert xu.post(f"{address}stop")["Location"] == address
    assert "Import 1 row" in text(xu, address)
    assert Upload.objects.get().state == State.CHECKED


def test_a_long_check_has_its_own_progress_and_can_be_given_up(
    xu: Client, settings: Settings
) -> None:
    settings.SHEET_LIMITS = {"at_once": 0}
    address = upload(xu, MIXED)
    page = text(xu, address)
    assert "Checking" in page
    assert "Stop and delete the file" in page
    assert xu.post(f"{address}stop")["Location"] == BEGIN
    assert Upload.objects.get().state == State.ABANDONED


def test_of_two_colleagues_the_later_learns_that_it_is_done(xu: Client, colleague: Client) -> None:
    address = upload(xu, [good(1)])
    assert "Import 1 row" in text(colleague, address)
    xu.post(f"{address}choose", {"choice": "good"})
    answer = colleague.post(f"{address}choose", {"choice": "nothing"}, follow=True)
    assert "Somebody else has decided in the meantime." in answer.content.decode()
    assert "Importing" in answer.content.decode()
    assert Upload.objects.get().state == State.CHOSEN


def test_the_same_file_is_recognised(xu: Client) -> None:
    address = upload(xu, [good(1)])
    xu.post(f"{address}choose", {"choice": "good"})
    jobs.run_waiting(room.NOW)
    page = text(xu, upload(xu, [good(1)], name="again.xlsx"))
    assert "This file was imported before." in page
    assert "Registered already" in page
    assert "Import nothing" in page
    assert 'value="good"' not in page


def test_columns_that_are_not_read_are_named(xu: Client) -> None:
    data = workbooks.xlsx([[*good(1), "甲"]], headings=[*HEADINGS, "辅导员"])
    answer = xu.post(BEGIN, {"file": SimpleUploadedFile("x.xlsx", data)}, follow=True)
    assert "辅导员（I）" in answer.content.decode()


def test_outside_ones_reach_there_is_nothing(xu: Client, stranger: Client) -> None:
    address = upload(xu, [good(1)])
    for path in ("", "template.xlsx"):
        assert stranger.get(f"{BEGIN}{path}").status_code == 404
    for path in ("", "marked.xlsx", "rest.xlsx"):
        assert stranger.get(f"{address}{path}").status_code == 404
        assert xu.get(f"{address}{path}".replace("/12/", "/13/")).status_code == 404
    for path in ("choose", "stop", "again"):
        assert stranger.post(f"{address}{path}").status_code == 404
        assert xu.get(f"{address}{path}").status_code == 405
    assert Upload.objects.get().state == State.CHECKED


def test_pages_ask_the_database_little(
    xu: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = upload(xu, [good(n, phone="1") for n in range(60)])
    with django_assert_max_num_queries(6):
        xu.get(address)
    with django_assert_max_num_queries(3):
        xu.get(BEGIN)


def test_an_upload_belongs_to_whoever_handed_it_in(xu: Client) -> None:
    upload(xu, [good(1)])
    row = Upload.objects.get()
    assert (row.user_id, row.organisation_id, row.context) == (XU.user_id, 3, {"plan": 12})
