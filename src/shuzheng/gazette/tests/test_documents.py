"""Documents are written by one, approved by another, and unchangeable once they are out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shuzheng.foundation import moves
from shuzheng.foundation.files.storing import FileNotWhatItSays, FileTypeNotTaken
from shuzheng.foundation.models import Fact
from shuzheng.gazette.access import NoSuchDocument
from shuzheng.gazette.models import Document, Gram
from shuzheng.gazette.queries import documents as reads
from shuzheng.gazette.rules import documents as rules
from shuzheng.gazette.rules.documents import Issuer, Kind, Publicity
from shuzheng.gazette.services import attachments, documents
from shuzheng.gazette.tests.cast import GIVEN, Cast, later, pdf
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.mark.rule("R-002")
def test_a_published_document_carries_number_date_issuer_and_class(cast: Cast) -> None:
    pk = cast.out()

    brief = reads.brief([pk])[pk]
    assert brief.number == "演示皖教秘职成〔2026〕1号"
    assert (brief.issuer, brief.dated_on) == ("演示省教育厅", date(2026, 3, 2))
    assert (brief.publicity, brief.state, brief.version) == ("public", "published", 1)
    assert brief.is_demonstration
    fact = Fact.objects.order_by("-seq")[0]
    assert (fact.verb, fact.from_state, fact.to_state) == (
        "gazette.document.published",
        "approved",
        "published",
    )
    assert fact.data == {"number": brief.number, "version": 1, "recipients": 0}


@pytest.mark.rule("R-002")
def test_numbers_run_by_issuer_and_year(cast: Cast) -> None:
    cast.out()
    second, office = cast.out(), cast.out(issuer=Issuer.OFFICE)
    next_year = cast.out(now=later(365))

    assert [Document.objects.get(pk=pk).number for pk in (second, office, next_year)] == [
        "演示皖教秘职成〔2026〕2号",
        "演示皖教试点办〔2026〕1号",
        "演示皖教秘职成〔2027〕1号",
    ]


def test_whoever_wrote_or_changed_it_does_not_approve_it(cast: Cast) -> None:
    pk = documents.draft(GIVEN, actor=cast.department, now=NOON)
    with pytest.raises(rules.SamePerson):
        documents.approve(pk, 1, actor=cast.department, now=NOON)
    other = replace(cast.department, person_id=77)
    documents.edit(pk, GIVEN, 1, actor=other, now=NOON)
    with pytest.raises(rules.SamePerson):
        documents.approve(pk, 2, actor=other, now=NOON)
    with pytest.raises(NotPermitted):
        documents.approve(pk, 2, actor=cast.office, now=NOON)

    documents.approve(pk, 2, actor=replace(cast.department, person_id=78), now=NOON)

    assert Document.objects.get().state == "approved"


def test_what_is_approved_is_what_was_read(cast: Cast) -> None:
    pk = cast.drafted()
    documents.edit(pk, replace(GIVEN, title="改过的标题"), 1, actor=cast.office, now=NOON)

    with pytest.raises(moves.MovedMeanwhile):
        documents.approve(pk, 1, actor=cast.department, now=NOON)
    with pytest.raises(moves.MovedMeanwhile):
        documents.edit(pk, GIVEN, 1, actor=cast.office, now=NOON)

    assert (Document.objects.get().state, Document.objects.get().title) == ("draft", "改过的标题")


def test_an_approved_document_is_changed_only_after_it_was_returned(cast: Cast) -> None:
    pk = cast.drafted()
    documents.approve(pk, 1, actor=cast.department, now=NOON)
    with pytest.raises(IllegalStep):
        documents.edit(pk, GIVEN, 1, actor=cast.office, now=NOON)
    with pytest.raises(IllegalStep):
        attachments.attach(pk, pdf(), actor=cast.office, now=NOON)

    documents.send_back(pk, "日期有误", actor=cast.department, now=NOON)
    documents.edit(pk, GIVEN, 1, actor=cast.office, now=NOON)
    with pytest.raises(IllegalStep):
        documents.publish(pk, actor=cast.office, now=NOON)

    assert cast.publish(pk) == "演示皖教秘职成〔2026〕1号"


def test_an_empty_document_is_not_approved(cast: Cast) -> None:
    pk = cast.drafted(body=" \n ")
    with pytest.raises(rules.NothingSaid):
        documents.approve(pk, 1, actor=cast.department, now=NOON)
    attachments.attach(pk, pdf(), actor=cast.office, now=NOON)
    documents.approve(pk, 2, actor=cast.department, now=NOON)


@pytest.mark.rule("R-136")
def test_a_correction_is_a_new_version_and_the_old_one_stays(cast: Cast) -> None:
    pk = cast.out(kind=Kind.POLICY)
    attachments_before = Document.objects.get(pk=pk).attachments.count()
    new = documents.correct(pk, "更正日期", actor=cast.office, now=later(1))
    with pytest.raises(documents.CorrectedAlready):
        documents.correct(pk, "再次更正", actor=cast.office, now=later(1))
    changed = replace(GIVEN, body="更正后的正文。", publicity=Publicity.INTERNAL)
    documents.edit(new, changed, 1, actor=cast.office, now=later(1))

    number = cast.publish(new, now=later(2))

    old, row = Document.objects.get(pk=pk), Document.objects.get(pk=new)
    assert (number, row.number, row.version) == (old.number, "演示皖教秘职成〔2026〕1号", 2)
    assert (old.state, row.state) == ("superseded", "published")
    assert (old.body.splitlines()[0], row.body) == ("现就有关事项通知如下。", "更正后的正文。")
    assert (row.publicity, row.dated_on, row.topic) == ("public", date(2026, 3, 2), "other")
    assert row.attachments.count() == attachments_before
    assert not Gram.objects.filter(document=old).exists()


def test_a_correction_takes_the_files_along(cast: Cast) -> None:
    pk = cast.drafted()
    attachments.attach(pk, pdf(), actor=cast.office, now=NOON)
    cast.publish(pk)

    new = documents.correct(pk, "更正", actor=cast.office, now=NOON)
    [uid] = Document.objects.get(pk=new).attachments.values_list("uid", flat=True)
    attachments.detach(new, uid, actor=cast.office, now=NOON)

    assert Document.objects.get(pk=new).attachments.count() == 0
    assert Document.objects.get(pk=pk).attachments.count() == 1


def test_what_was_withdrawn_stays_with_its_reason_and_all_versions_go(cast: Cast) -> None:
    pk = cast.out()
    new = documents.correct(pk, "更正", actor=cast.office, now=NOON)
    cast.publish(new)
    with pytest.raises(documents.NotTheNewest):
        documents.withdraw(pk, "有误", actor=cast.department, now=NOON)

    documents.withdraw(new, "内容有误", actor=cast.department, now=later(1))

    rows = Document.objects.order_by("pk")
    assert [(row.state, row.withdrawn_reason) for row in rows] == [("withdrawn", "内容有误")] * 2
    assert not Gram.objects.filter(gram="备案").exists()
    assert Gram.objects.filter(gram="试点", document_id=new).exists()
    with pytest.raises(IllegalStep):
        documents.correct(new, "更正", actor=cast.office, now=NOON)


def test_a_new_version_of_what_was_withdrawn_meanwhile_is_not_published(cast: Cast) -> None:
    pk = cast.out()
    new = documents.correct(pk, "更正", actor=cast.office, now=NOON)
    documents.approve(new, 1, actor=cast.department, now=NOON)
    documents.withdraw(pk, "内容有误", actor=cast.department, now=NOON)

    with pytest.raises(IllegalStep):
        documents.publish(new, actor=cast.office, now=NOON)

    assert Document.objects.get(pk=new).state == "approved"


@pytest.mark.rule("R-002")
def test_a_document_of_another_body_keeps_its_own_number_once(cast: Cast) -> None:
    given: dict[str, Any] = {
        "issuer": Issuer.OTHER,
        "issuer_name": "教育部办公厅（演示）",
        "number": "教职成厅函〔2021〕12号",
        "dated_on": date(2021, 5, 6),
    }
    pk = cast.out(**given)
    with pytest.raises(documents.NumberTaken):
        cast.drafted(**given)

    brief = reads.brief([pk])[pk]
    assert (brief.number, brief.issuer) == ("教职成厅函〔2021〕12号", "教育部办公厅（演示）")
    assert brief.dated_on == date(2021, 5, 6)


def test_the_number_of_a_discarded_draft_is_free_again(cast: Cast) -> None:
    given: dict[str, Any] = {
        "issuer": Issuer.OTHER,
        "issuer_name": "甲",
        "number": "甲〔2021〕1号",
        "dated_on": date(2021, 5, 6),
    }
    documents.discard(cast.drafted(**given), actor=cast.office, now=NOON)

    assert Document.objects.filter(pk=cast.drafted(**given)).exists()


def test_a_file_that_is_not_what_it_says_is_refused(cast: Cast) -> None:
    pk = cast.drafted()
    with pytest.raises(FileTypeNotTaken):
        attachments.attach(pk, pdf("程序.exe"), actor=cast.office, now=NOON)
    with pytest.raises(FileNotWhatItSays):
        attachments.attach(pk, pdf("图片.png"), actor=cast.office, now=NOON)

    assert Document.objects.get().attachments.count() == 0


def test_a_school_neither_writes_nor_finds_drafts(cast: Cast) -> None:
    liaison = actor(Role.LIAISON, organisation("S1"))
    pk = cast.drafted()

    with pytest.raises(NotPermitted):
        documents.draft(GIVEN, actor=liaison, now=NOON)
    with pytest.raises(NoSuchDocument):
        documents.withdraw(pk, "x", actor=liaison, now=NOON)
