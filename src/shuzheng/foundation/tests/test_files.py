"""Documents handed in: what is taken, what is refused and why, who may read it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import files, sealing
from shuzheng.foundation.files import kinds, naming, storing
from shuzheng.foundation.files.receiving import BoundedUpload
from shuzheng.foundation.models import StoredFile
from shuzheng.kernel.actor import CLOCK, PUBLIC, Actor, Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from pytest_django import Settings

NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
SCHOOL = Actor(7, 17, 3, "institution_admin", frozenset(), Reach.ORGANISATION)
COLLEAGUE = replace(SCHOOL, user_id=8, person_id=18)
STRANGER = Actor(9, 19, 4, "institution_admin", frozenset(), Reach.ORGANISATION)
STUDENT = Actor(10, 20, 3, "student", frozenset(), Reach.SELF)
OFFICE = Actor(11, 21, 1, "office_officer", frozenset({files.Permission.READ}), Reach.PROVINCE)
CITY = Actor(12, 22, 2, "city_officer", frozenset(), Reach.AREA, area="3401")

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
PNG = kinds.PNG + b"\x00" * 40 + kinds.PNG_END
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 40 + b"\xff\xd9"


def office(main: str, *more: str, size: int = 10) -> bytes:
    """Pack the parts of a small Office file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", main, *more):
            archive.writestr(name, b" " * size)
    return packed.getvalue()


DOCX = office("word/document.xml")
XLSX = office("xl/workbook.xml")


def store(name: str, body: bytes, actor: Actor = SCHOOL, **options: Any) -> StoredFile:  # noqa: ANN401 - of `files.store`
    return files.store(SimpleUploadedFile(name, body), actor=actor, now=NOW, **options)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("合作协议.pdf", PDF, "application/pdf"),
        ("平面图.PNG", PNG, "image/png"),
        ("现场.jpg", JPEG, "image/jpeg"),
        ("现场.jpeg", JPEG + b"\x00" * 200, "image/jpeg"),
        (
            "方案.docx",
            DOCX,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("名单.xlsx", XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_document_is_kept_byte_for_byte(name: str, body: bytes, media_type: str) -> None:
    kept = store(name, body)
    assert (kept.name, kept.media_type, kept.size) == (name, media_type, len(body))
    assert kept.digest == hashlib.sha256(body).hexdigest()
    assert (kept.organisation_id, kept.user_id, kept.stored_at) == (3, 7, NOW)
    assert files.open_file(kept.uid, SCHOOL).body == body


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("空.pdf", b"", "file-empty"),
        ("程序.exe", b"MZ", "file-type-not-taken"),
        ("没有后缀", PDF, "file-type-not-taken"),
        ("旧表.xls", kinds.OLE, "file-type-not-taken"),
        ("其实是图.pdf", PNG, "file-not-what-it-says"),
        ("其实是文档.png", PDF, "file-not-what-it-says"),
        ("其实是文档.jpg", PDF, "file-not-what-it-says"),
        ("其实是表.docx", XLSX, "file-not-what-it-says"),
        ("其实是文本.xlsx", "姓名,证件号码".encode(), "file-not-what-it-says"),
        ("断.pdf", PDF[:-20], "file-truncated"),
        ("断.png", PNG[:-20], "file-truncated"),
        ("断.jpg", JPEG[:-2], "file-truncated"),
        ("断.docx", DOCX[:-30], "file-truncated"),
        ("断.xlsx", XLSX[: len(XLSX) // 2], "file-truncated"),
        ("锁.pdf", PDF.replace(b"/Root", b"/Encrypt 2 0 R /Root"), "file-locked"),
        ("锁.docx", kinds.OLE + b"\x00" * 600, "file-locked"),
        ("宏.docx", office("word/document.xml", "word/vbaProject.bin"), "file-with-macros"),
        (
            "炸弹.xlsx",
            office("xl/workbook.xml", *(f"xl/{n}" for n in range(5_001)), size=0),
            "file-too-dense",
        ),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(name: str, body: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        store(name, body)
    assert refused.value.code == code
    assert name in str(refused.value)


def test_a_zip_bomb_is_refused_by_what_it_says_it_unpacks_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kinds, "MOST_UNPACKED", 1_000_000)
    bomb = office("xl/workbook.xml", size=600_000)
    assert len(bomb) < 3_000
    with pytest.raises(storing.FileTooDense):
        store("名单.xlsx", bomb)


def test_a_place_takes_only_the_kinds_it_names() -> None:
    with pytest.raises(storing.FileTypeNotTaken) as refused:
        store("名单.xlsx", XLSX, kinds=("pdf", "png"))
    assert str(refused.value) == "“名单.xlsx” cannot be taken here. Hand in one of these: PDF PNG."


def test_a_file_over_the_limit_is_refused_whatever_it_says_of_its_size(
    settings: Settings,
) -> None:
    settings.UPLOAD_BYTES = 1024 * 1024
    upload = SimpleUploadedFile("大.pdf", PDF + b" " * 1024 * 1024)
    with pytest.raises(storing.FileTooLarge, match="larger than 1 MB"):
        files.store(upload, actor=SCHOOL, now=NOW)
    upload.size = 10
    with pytest.raises(storing.FileTooLarge):
        files.store(upload, actor=SCHOOL, now=NOW)


def test_an_upload_fills_the_disk_only_up_to_the_limit(settings: Settings) -> None:
    settings.UPLOAD_BYTES = 1000
    handler = BoundedUpload()
    handler.new_file("document", "大.pdf", "application/pdf", None)
    for start in range(0, 100_000, 500):
        handler.receive_data_chunk(b"x" * 500, start)
    received = handler.file_complete(100_000)
    assert received is not None
    assert received.size == 100_000
    assert len(received.read()) == 1500
    received.close()


@given(body=st.binary(max_size=300), head=st.sampled_from([b"", PDF, PNG, JPEG, DOCX, XLSX]))
@pytest.mark.parametrize("kind", list(kinds.KINDS))
def test_no_bytes_break_the_examination(kind: str, body: bytes, head: bytes) -> None:
    for content in (head + body, head[: len(body)] + body, body + head):
        assert kinds.KINDS[kind].examine(content) in {None, *kinds.Fault}


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("合作协议.pdf", "合作协议.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\文件\\协议.PDF", "协议.PDF"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("\u202efdp.协议.pdf", "fdp.协议.pdf"),
        ('"><script>.pdf', "script.pdf"),
        (".pdf", "file.pdf"),
        ("", "file"),
        ("…", "…"),
        (" . . ", "file"),
        ("协" * 300 + ".pdf", "协" * 65 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(given_name: str, kept: str) -> None:
    assert naming.clean(given_name) == kept


@given(st.text(max_size=400))
def test_a_cleaned_name_is_short_plain_and_stays_itself(name: str) -> None:
    cleaned = naming.clean(name)
    assert cleaned
    assert len(cleaned.encode()) <= naming.LONGEST_BYTES
    assert not set(cleaned) & {"/", "\\", "\n", "\r", '"'}
    assert naming.clean(cleaned) == cleaned


@pytest.mark.django_db
def test_who_may_read_a_file() -> None:
    own, learners = store("协议.pdf", PDF), store("低保证明.pdf", PDF, actor=STUDENT)
    alone = store("证明.pdf", PDF, actor=replace(STUDENT, user_id=30, organisation_id=0))
    reads = {
        who: [_reads(file, actor) for file in (own, learners, alone)]
        for who, actor in {
            "uploader": SCHOOL,
            "colleague": COLLEAGUE,
            "student": STUDENT,
            "office": OFFICE,
            "auditor": replace(OFFICE, user_id=12, role="auditor", permissions=frozenset()),
            "clock": CLOCK,
            "city": CITY,
            "stranger": STRANGER,
            "no organisation": replace(STRANGER, organisation_id=0),
            "public": PUBLIC,
        }.items()
    }
    assert reads == {
        "uploader": [True, True, False],
        "colleague": [True, True, False],
        "student": [False, True, False],
        "office": [True, True, True],
        "auditor": [False, False, False],
        "clock": [False, False, False],
        "city": [False, False, False],
        "stranger": [False, False, False],
        "no organisation": [False, False, False],
        "public": [False, False, False],
    }
    with pytest.raises(files.NoSuchFile):
        files.open_file(uuid4(), OFFICE)


@pytest.mark.django_db
def test_a_room_may_vouch_for_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "_readable", [])
    kept = store("协议.pdf", PDF)
    files.readable_with(lambda uid, actor: uid == kept.uid and actor.area == "3401")
    assert _reads(kept, CITY)
    assert not _reads(kept, replace(CITY, area="3402"))


@pytest.mark.django_db
def test_a_sealed_file_lies_encrypted_and_keeps_no_name() -> None:
    kept = StoredFile.objects.get(pk=store("低保证明.JPG", JPEG, actor=STUDENT, sealed=True).pk)

    assert (kept.name, kept.media_type, kept.size) == ("proof.jpg", "image/jpeg", 46)
    assert JPEG[:4] not in bytes(kept.body)
    assert kept.digest not in {hashlib.sha256(JPEG).hexdigest(), ""}
    opened = files.unsealed(kept.pk)
    assert (opened.name, opened.body) == ("proof.jpg", JPEG)


@pytest.mark.django_db
def test_nobody_reads_a_sealed_file_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "_readable", [lambda *_: True])
    kept = store("证明.pdf", PDF, actor=STUDENT, sealed=True)

    for actor in (STUDENT, SCHOOL, COLLEAGUE, OFFICE, CITY, CLOCK, PUBLIC):
        with pytest.raises(files.NoSuchFile):
            files.open_file(kept.uid, actor)


@pytest.mark.django_db
def test_a_sealed_file_moved_to_another_row_does_not_open() -> None:
    hers, his = (store("证明.pdf", PDF, actor=STUDENT, sealed=True) for _ in range(2))
    swapped = StoredFile(
        name="x", media_type="x", size=1, organisation_id=0, user_id=0, stored_at=NOW
    )
    swapped.body, swapped.key_sealed = hers.body, hers.key_sealed
    swapped.save()

    with pytest.raises(sealing.CannotOpen):
        files.unsealed(swapped.pk)
    assert files.unsealed(his.pk).body == PDF
    with pytest.raises(files.NoSuchFile):
        files.unsealed(store("协议.pdf", PDF).pk)


def _reads(file: StoredFile, actor: Actor) -> bool:
    try:
        return files.open_file(file.uid, actor).digest == file.digest
    except files.NoSuchFile:
        return False
