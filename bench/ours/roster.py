"""Import a roster as the page does: `roster prepare COUNT PART FOLDER | take FILE | digest`.

`prepare` registers every second person and writes two workbooks, of `COUNT` rows and of its first
`PART` rows. `take` hands one in, checks it by the job that makes the preview, chooses its good rows
and takes them by the job that imports them. `digest` says which rows there are then, with what is
sealed opened, so that the rows of a peer can be compared.
"""

from __future__ import annotations

import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter

from bench.ours import setting
from bench.telling import tell
from shuzheng.assessment.jobs import ROSTER
from shuzheng.assessment.models import Plan, Registration
from shuzheng.foundation import facts, rulebooks, sealing
from shuzheng.foundation.jobs import running
from shuzheng.foundation.models import Job
from shuzheng.foundation.sheets import choosing, receiving
from shuzheng.identity.models import Enrolment, Membership, Person
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.services import enrolments
from shuzheng.identity.services.enrolments import ClassRow, EnrolmentRow
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from django.db.models import QuerySet

IN_CLASS = 50
YEAR, MAJOR, PHONE = 2024, "510203", "13800000017"
HEADINGS = (
    "姓名",
    "证件类型",
    "证件号码",
    "手机号",
    "班级",
    "学号",
    "入学年份",
    "专业代码",
    "需要无障碍座位",
)


def prepare(count: int, part: int, folder: Path) -> None:
    """Leave an open plan, every second person registered and enrolled, and two workbooks."""
    plan = setting.plan(count + 1)
    clerk = setting.member(Role.LIAISON, setting.school(), 1)
    people = setting.people(count)
    ids = setting.register(people[::2])
    names = [_class(n) for n in range(0, count, IN_CLASS)]
    rows = [ClassRow(name, YEAR, "", MAJOR) for name in names]
    made = enrolments.ensure_classes(setting.school(), rows, actor=clerk, now=setting.moment())
    classes = list(made.values())
    for start in range(0, len(ids), setting.AT_ONCE):
        batch = [
            EnrolmentRow(person, classes[2 * n // IN_CLASS], _student(2 * n))
            for n, person in enumerate(ids[start : start + setting.AT_ONCE], start)
        ]
        enrolments.enrol(setting.school(), batch, actor=clerk, now=setting.moment())
    for name, length in (("whole", count), ("part", part)):
        _write(folder / f"{name}.xlsx", people[:length])
    setting.settle_database()
    law = rulebooks.current().on(periods.day(setting.moment()), "R-034")
    tell(plan=plan, school=setting.school(), rule_since=law.since.isoformat())


def take(file: Path) -> None:
    """Import a workbook and check that everybody in it is registered."""
    clerk = setting.again(Role.LIAISON)
    plan = Plan.objects.get()
    data = file.read_bytes()
    setting.ready()
    began = time.perf_counter()
    upload = receiving.receive(
        ROSTER,
        {"plan": plan.pk},
        filename=file.name,
        data=data,
        actor=clerk,
        now=setting.moment(),
    )
    if upload.job_uid is not None:
        _run(upload.job_uid)
    checked = time.perf_counter()
    chosen = choosing.choose(upload.uid, actor=clerk, now=setting.moment(), address="/")
    if chosen.job_uid is None:
        raise SystemExit("no job was queued")
    _run(chosen.job_uid)
    taken = time.perf_counter()
    upload.refresh_from_db()
    count = Registration.objects.filter(plan=plan).count()
    if upload.state != "done" or count != upload.counts["total"] or facts.check_chain():
        raise SystemExit(f"not everybody was registered: {upload.state} {upload.counts} {count}")
    tell(seconds=taken - began, count=count, check=checked - began, take=taken - checked)


def digest() -> None:
    """Say how many rows there are, and what a digest of their columns is."""
    people = {row.pk: row for row in Person.objects.iterator()}
    index = {pk: row.document_index for pk, row in people.items()}
    rows = {
        "persons": map(_person, people.values()),
        "enrolments": _of(
            Enrolment.objects.all(),
            index,
            "organisation_id school_class__name school_class__entry_year school_class__major_code "
            "student_number since until external_id official_number reported_to_national_at",
        ),
        "memberships": _of(
            Membership.objects.all(), index, "organisation_id department_id role since until"
        ),
        "registrations": _of(
            Registration.objects.all(),
            index,
            "plan_id certificate_type_id level module candidate_kind institution_id "
            "school_class__name state needs_accessible_seat needs_guardian confirmed_at "
            "confirmation_method accepted_at state_reason finding deferral_asked_at "
            "deferral_reason rule_since plan_over external_id official_number",
        ),
    }
    tell(
        taken=Plan.objects.get().places_taken,
        **{name: _digest(lines) for name, lines in rows.items()},
    )


def _run(uid: UUID) -> None:
    running.run(uid)
    job = Job.objects.get(uid=uid)
    if job.state != "succeeded":
        raise SystemExit(f"{job.name} ended as {job.state} {job.error_code}")


def _person(row: Person) -> tuple[object, ...]:
    opened = (
        sealing.unseal(row.document_sealed, row.place("document")),
        sealing.unseal(row.born_sealed, row.place("born")),
        sealing.unseal(row.phone_sealed, row.place("phone")),
    )
    shown = (row.document_masked, row.phone_masked, row.external_id, row.official_number)
    return (row.document_index, row.document_kind, row.name, row.sex, *opened, *shown)


def _of(rows: QuerySet[Any], index: dict[int, str], columns: str) -> Iterable[Sequence[object]]:
    values = rows.values_list("person_id", *columns.split())
    return ((index[person], *rest) for person, *rest in values.iterator())


def _digest(rows: Iterable[Sequence[object]]) -> list[object]:
    lines = sorted("\t".join(map(str, row)) for row in rows)
    return [len(lines), sha256("\n".join(lines).encode()).hexdigest()]


def _write(path: Path, people: Sequence[tuple[str, str]]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("名单")
        page.write_row(0, 0, HEADINGS)
        for n, (name, number) in enumerate(people):
            cells = (name, "居民身份证", number, PHONE, _class(n), _student(n), YEAR, MAJOR, "否")
            page.write_row(n + 1, 0, cells)


def _class(n: int) -> str:
    return f"软件24{n // IN_CLASS:04d}"


def _student(n: int) -> str:
    return f"2024{n:06d}"


def main() -> None:
    """Do one of the three."""
    deed, *rest = sys.argv[1:]
    if deed == "prepare":
        prepare(int(rest[0]), int(rest[1]), Path(rest[2]))
    elif deed == "take":
        take(Path(rest[0]))
    else:
        digest()


if __name__ == "__main__":
    main()
