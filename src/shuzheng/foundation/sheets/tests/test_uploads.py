"""An upload is stored sealed, checked, chosen and taken whole, or nothing of it is."""

from __future__ import annotations

import gzip
import io
import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import openpyxl
import pytest
from django.utils import translation

from shuzheng.foundation import facts, jobs
from shuzheng.foundation.jobs.tests.work import COLLEAGUE, STRANGER, XU
from shuzheng.foundation.models import Fact, Job, ScheduleMark, Upload, UploadPart
from shuzheng.foundation.sheets import (
    access,
    choosing,
    containers,
    layout,
    originals,
    queries,
    reading,
    receiving,
    taking,
    uploads,
)
from shuzheng.foundation.sheets.findings import Severity
from shuzheng.foundation.sheets.lifecycle import UPLOAD, State, Verb
from shuzheng.foundation.sheets.tests import room, workbooks
from shuzheng.foundation.sheets.tests.workbooks import good
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep

if TYPE_CHECKING:
    from pytest_django import Settings

    from shuzheng.kernel.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast_resolves")]

NOW = datetime(2026, 11, 24, 2, 32, tzinfo=UTC)
MIXED = [good(1), good(2, phone="1380000001"), good(3, name="姚望舒"), good(4, name="谷雨生")]


def received(rows: list[list[object]], actor: Actor = XU, now: datetime = NOW) -> Upload:
    return receiving.receive(
        room.IMPORT,
        {"plan": room.PLAN},
        filename="软件技术2024级报名.xlsx",
        data=workbooks.xlsx(rows),
        actor=actor,
        now=now,
    )


def chosen(rows: list[list[object]]) -> Upload:
    upload = received(rows)
    choosing.choose(upload.uid, actor=XU, now=NOW, address="/plans/12/import/x/")
    return again(upload)


def again(upload: Upload) -> Upload:
    return Upload.objects.get(pk=upload.pk)


def verbs() -> list[str]:
    return list(Fact.objects.order_by("seq").values_list("verb", flat=True))


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(State, Verb)))
def test_what_the_table_does_not_allow_is_refused(state: State, verb: Verb) -> None:
    if (state, verb) in UPLOAD.steps:
        assert UPLOAD.after(state, verb) in State
    else:
        with pytest.raises(IllegalStep):
            UPLOAD.after(state, verb)


def test_a_short_file_is_checked_at_once() -> None:
    upload = received(MIXED)
    assert again(upload).state == State.CHECKED
    found = queries.standing(upload.uid, XU, NOW)
    assert (found.total, found.taken, found.clean, found.errors) == (4, 2, 1, 2)
    assert (found.notices, found.corrected, found.cells) == (1, 0, 2)
    assert [row.number for row in found.rows(None)] == [3, 4, 5]
    assert [row.number for row in found.rows(Severity.NOTICE)] == [5]
    assert not found.halted
    assert verbs() == ["foundation.upload.received"]
    assert not Job.objects.exists()


def test_nothing_personal_lies_open() -> None:
    upload = again(received([good(1), good(2, phone="1380000001")]))
    stored = " ".join(str(value) for value in vars(upload).values())
    stored += str(list(Fact.objects.values_list("data", flat=True)))
    assert "郁知秋" not in stored
    assert "1380000001" not in stored
    part = UploadPart.objects.get(upload=upload)
    assert b"xl/worksheets" not in bytes(part.body)
    assert originals.fetch(upload) == workbooks.xlsx([good(1), good(2, phone="1380000001")])


def test_bytes_moved_to_another_upload_do_not_open() -> None:
    first, second = received([good(1)]), received([good(2)])
    UploadPart.objects.filter(upload=second).delete()
    UploadPart.objects.filter(upload=first).update(upload=second)
    with pytest.raises(RuntimeError, match="does not open"):
        originals.fetch(second)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", containers.FileEmpty),
        (b"%PDF-1.7", containers.NotAWorkbook),
        (workbooks.xlsx([good(1)])[:900], containers.WorkbookDamaged),
        (workbooks.xlsx([]), reading.NoRows),
        (workbooks.xlsx([["x"]], headings=["姓名", "班级"]), layout.ColumnsMissing),
    ],
)
def test_a_file_that_cannot_be_read_leaves_nothing(data: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        receiving.receive(
            room.IMPORT, {"plan": 12}, filename="x.xlsx", data=data, actor=XU, now=NOW
        )
    assert not Upload.objects.exists()
    assert not Fact.objects.exists()


def test_another_institution_has_no_such_plan_and_no_such_upload() -> None:
    with pytest.raises(room.NoSuchPlan):
        received([good(1)], actor=STRANGER)
    upload = received([good(1)])
    with pytest.raises(access.NoSuchUpload):
        queries.standing(upload.uid, STRANGER, NOW)
    with pytest.raises(access.NoSuchUpload):
        queries.standing(uuid4(), XU, NOW)
    assert queries.standing(upload.uid, COLLEAGUE, NOW).total == 1


def test_who_lacks_the_permission_is_told_so() -> None:
    with pytest.raises(NotPermitted):
        received([good(1)], actor=replace(XU, permissions=frozenset()))


def test_the_good_rows_are_taken_and_only_those() -> None:
    upload = chosen(MIXED)
    assert (upload.state, ScheduleMark.objects.count()) == (State.CHOSEN, 0)
    assert jobs.run_waiting(NOW) == 1
    assert again(upload).state == State.DONE
    taken = ScheduleMark.objects.order_by("period").values_list("period", flat=True)
    assert list(taken) == ["2024510200001", "2024510200004"]
    assert queries.standing(upload.uid, XU, NOW).result == {"registered": 2}
    status = queries.standing(upload.uid, XU, NOW).job
    assert status is not None
    assert (status.state, status.done, status.total) == (jobs.State.SUCCEEDED, 2, 2)
    assert status.url == "/plans/12/import/x/"
    assert verbs() == ["foundation.upload.received", "foundation.upload.chosen"]
    fact = Fact.objects.get(verb="foundation.upload.chosen")
    assert fact.data == {"definition": "test.roster", "taken": 2, "left": 2}
    assert (fact.from_state, fact.to_state) == ("checked", "chosen")
    assert facts.check_chain() == []


def test_rows_that_belong_to_the_office_are_referred_when_the_others_are_taken() -> None:
    chosen(MIXED)
    assert room.referred == []
    jobs.run_waiting(NOW)
    assert room.referred == ["姚望舒"]


def test_an_import_that_runs_again_takes_nothing_twice() -> None:
    upload = chosen([good(1)])
    jobs.run_waiting(NOW)
    result = taking.take(upload.uid, actor=XU, now=NOW, tell=lambda *_: None)
    assert result == {"registered": 1}
    assert ScheduleMark.objects.count() == 1


def test_what_the_room_refuses_leaves_no_row_and_is_told() -> None:
    upload = chosen([good(1), good(2, name="晏清和")])
    jobs.run_waiting(NOW)
    assert again(upload).state == State.FAILED
    assert ScheduleMark.objects.count() == 0
    found = queries.standing(upload.uid, XU, NOW)
    assert found.refusal == {
        "code": "plan-closed",
        "template": "Registration closed at {hour}.",
        "rule": "R-034",
        "params": {"hour": "24:00"},
    }


def test_a_row_that_changed_since_the_check_stops_the_import_and_a_new_check_says_why() -> None:
    upload = chosen([good(1), good(2)])
    ScheduleMark.objects.create(name="roster", period="2024510200002", due_at=NOW, marked_at=NOW)
    jobs.run_waiting(NOW)
    refusal = queries.standing(upload.uid, XU, NOW).refusal
    assert refusal is not None
    assert (refusal["code"], refusal["params"]) == ("changed-since-check", {"row": "3"})
    assert ScheduleMark.objects.count() == 1
    choosing.again(upload.uid, actor=XU, now=NOW)
    found = queries.standing(upload.uid, XU, NOW)
    assert (found.state, found.taken, found.errors) == (State.CHECKED, 1, 1)


def test_a_defect_of_the_room_leaves_no_row_and_the_import_can_be_tried_again() -> None:
    upload = chosen([good(1), good(2, name="毕景行")])
    now = NOW
    for _ in range(3):
        jobs.run_waiting(now)
        now += timedelta(minutes=11)
    assert ScheduleMark.objects.count() == 0
    found = queries.standing(upload.uid, XU, now)
    assert found.state is State.RUNNING
    assert found.halted
    assert found.job is not None
    assert found.job.error_code.startswith("E-")
    choosing.again(upload.uid, actor=XU, now=now)
    assert not queries.standing(upload.uid, XU, now).halted


def test_an_import_that_still_waits_is_stopped_at_once() -> None:
    upload = chosen([good(1)])
    choosing.stop(upload.uid, actor=XU, now=NOW)
    assert again(upload).state == State.CHECKED
    assert jobs.run_waiting(NOW) == 0
    choosing.choose(upload.uid, actor=XU, now=NOW, address="/")
    jobs.run_waiting(NOW)
    assert again(upload).state == State.DONE


def test_an_import_that_runs_is_stopped_at_its_next_look_and_taken_back() -> None:
    upload = chosen([good(1)])

    def tell(done: int, total: int, note: str) -> None:
        assert (done, total, note) == (1, 1, "Rows imported")
        raise jobs.Cancelled

    with pytest.raises(jobs.Cancelled):
        taking.take(upload.uid, actor=XU, now=NOW, tell=tell)
    uploads.stopped(upload.uid, now=NOW)
    assert again(upload).state == State.CHECKED
    assert ScheduleMark.objects.count() == 0


def test_choosing_nothing_destroys_the_file() -> None:
    upload = received(MIXED)
    choosing.abandon(upload.uid, actor=XU, now=NOW)
    assert again(upload).state == State.ABANDONED
    assert not UploadPart.objects.exists()
    assert again(upload).preview_sealed == ""
    assert verbs()[-1] == "foundation.upload.abandoned"
    with pytest.raises(IllegalStep):
        choosing.choose(upload.uid, actor=XU, now=NOW, address="/")


def test_where_every_row_is_wrong_there_is_nothing_to_choose() -> None:
    upload = received([good(1, phone="1")])
    with pytest.raises(choosing.NothingToTake):
        choosing.choose(upload.uid, actor=XU, now=NOW, address="/")


def test_only_one_of_two_colleagues_chooses() -> None:
    upload = received([good(1)])
    choosing.choose(upload.uid, actor=XU, now=NOW, address="/")
    with pytest.raises(IllegalStep):
        choosing.choose(upload.uid, actor=COLLEAGUE, now=NOW, address="/")
    assert Job.objects.count() == 1


def test_a_long_file_is_checked_by_a_job_that_makes_the_workbooks(
    settings: Settings,
) -> None:
    settings.SHEET_LIMITS = {"at_once": 2}
    upload = received(MIXED)
    assert upload.state == State.UPLOADED
    assert jobs.run_waiting(NOW) == 1
    assert again(upload).state == State.CHECKED
    parts = UploadPart.objects.filter(upload=upload).values_list("part", flat=True)
    assert sorted(parts) == ["marked", "original", "rest", "unpacked"]
    with translation.override("en"):
        name, body = receiving.workbook(upload.uid, "rest", actor=XU, now=NOW)
    assert name == "软件技术2024级报名.xlsx"
    page = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    assert [cell.value for cell in page["J"]] == ["原行号", 3, 4]


def test_a_long_file_is_unpacked_once_and_what_was_unpacked_is_kept_sealed(
    settings: Settings,
) -> None:
    settings.SHEET_LIMITS = {"at_once": 2}
    upload = received([good(1), good(2), good(3)])
    unpacked = originals.fetch(upload, "unpacked")
    assert unpacked is not None
    assert "郁知秋" in gzip.decompress(unpacked).decode()
    assert unpacked not in bytes(UploadPart.objects.get(part="unpacked").body)
    jobs.run_waiting(NOW)
    # Nobody asks for the file itself any more: what was unpacked is what is imported.
    UploadPart.objects.filter(upload=upload, part="original").delete()
    choosing.choose(upload.uid, actor=XU, now=NOW, address="/")
    jobs.run_waiting(NOW)
    assert again(upload).state == State.DONE
    assert again(upload).result == {"registered": 3}


def test_of_a_short_file_nothing_unpacked_is_kept() -> None:
    upload = received([good(1)])
    parts = UploadPart.objects.filter(upload=upload).values_list("part", flat=True)
    assert list(parts) == ["original"]


def test_a_long_file_whose_fault_shows_late_says_so_on_its_page(settings: Settings) -> None:
    settings.SHEET_LIMITS = {"at_once": 0, "rows": 3}
    upload = received(MIXED)
    jobs.run_waiting(NOW)
    found = queries.standing(upload.uid, XU, NOW)
    assert found.state is State.FAILED
    assert found.refusal is not None
    assert found.refusal["code"] == "too-many-rows"
    settings.SHEET_LIMITS = {}
    choosing.again(upload.uid, actor=XU, now=NOW)
    jobs.run_waiting(NOW)
    assert again(upload).state == State.CHECKED


def test_a_check_under_way_can_be_given_up(settings: Settings) -> None:
    settings.SHEET_LIMITS = {"at_once": 0}
    upload = received([good(1)])
    choosing.abandon(upload.uid, actor=XU, now=NOW)
    assert again(upload).state == State.ABANDONED
    assert jobs.run_waiting(NOW) == 0


def test_the_same_file_is_recognised_once_it_was_imported() -> None:
    first = chosen([good(1)])
    assert queries.standing(first.uid, XU, NOW).twin is None
    jobs.run_waiting(NOW)
    second = received([good(1)], actor=COLLEAGUE, now=NOW + timedelta(hours=1))
    found = queries.standing(second.uid, COLLEAGUE, NOW)
    assert found.twin == queries.Twin(NOW, 1)
    assert found.errors == 1


def test_files_are_destroyed_when_their_time_is_over() -> None:
    kept, done, open_still = (
        received([good(1)], now=NOW + timedelta(days=3)),
        chosen([good(2)]),
        received([good(3)]),
    )
    jobs.run_waiting(NOW)
    assert choosing.expire(NOW + timedelta(days=6)) == 0
    assert choosing.expire(NOW + timedelta(days=7)) == 2
    assert [again(u).state for u in (kept, done, open_still)] == [
        State.CHECKED,
        State.DONE,
        State.ABANDONED,
    ]
    assert originals.fetch(kept) is not None
    assert originals.fetch(done) is None
    with pytest.raises(access.FileGone):
        receiving.workbook(done.uid, "rest", actor=XU, now=NOW)
    assert choosing.expire(NOW + timedelta(days=7)) == 0
    fact = Fact.objects.get(verb="foundation.upload.expired")
    assert fact.subjects_count == 2
    assert facts.check_chain() == []
