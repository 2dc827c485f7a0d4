"""What anybody sees of documents, and what nobody sees who has not signed in."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import pypdf
import pytest
from django.test import Client

from shuzheng.gazette.models import Attachment
from shuzheng.gazette.rules.documents import Kind, Publicity
from shuzheng.gazette.services import attachments, documents, receipts
from shuzheng.gazette.tests.cast import PDF, Cast, pdf
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import browser, queries
from shuzheng.identity.tests.cast import NOON, actor, organisation

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def public() -> Client:
    return Client(headers={"Accept-Language": "en"})


def page(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


@pytest.mark.rule("R-002")
def test_a_public_document_shows_its_particulars_and_text(cast: Cast, public: Client) -> None:
    pk = cast.out(title="关于试点的通知", recipient_kinds=("city_bureau",))

    shown = page(public, f"/gazette/{pk}")

    for words in (
        "演示皖教秘职成〔2026〕1号",
        "演示省教育厅",
        "2026年3月2日",
        "此件主动公开",
        "各市教育局：",
    ):
        assert words in shown
    assert "<h2>一、试点备案</h2>" in shown
    assert "<h3>（一）时间安排</h3>" in shown
    assert "关于试点的通知" in page(public, "/gazette")


@pytest.mark.rule("R-002")
@pytest.mark.parametrize("publicity", [Publicity.INTERNAL, Publicity.ON_REQUEST])
def test_what_is_not_public_is_nowhere_for_who_has_not_signed_in(
    cast: Cast, public: Client, publicity: Publicity
) -> None:
    pk = cast.drafted(title="内部事项", body="内部事项正文", publicity=publicity)
    uid = attachments.attach(pk, pdf("内部附件.pdf"), actor=cast.office, now=NOON)
    cast.publish(pk)

    for url in (f"/gazette/{pk}", f"/gazette/{pk}/print", f"/gazette/attachments/{uid}"):
        assert "内部" not in page(public, url, 404)
    for url in ("/gazette", "/gazette?q=内部", "/gazette/feed.atom", "/gazette?kind=notice"):
        assert "内部事项" not in page(public, url).replace('value="内部"', "")


def test_a_draft_is_nowhere_even_if_it_will_be_public(cast: Cast, public: Client) -> None:
    pk = cast.drafted(title="未发布事项")

    assert "未发布事项" not in page(public, f"/gazette/{pk}", 404)
    assert "未发布事项" not in page(public, "/gazette")


def test_markup_in_a_document_is_text(cast: Cast, public: Client) -> None:
    pk = cast.out(title="<b>甲</b>", body="<script>alert(1)</script>\n[链接](javascript:x)")

    shown = page(public, f"/gazette/{pk}")

    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<b>甲</b>" not in shown


@pytest.mark.rule("R-002")
def test_what_was_withdrawn_stays_listed_with_its_reason_and_without_its_text(
    cast: Cast, public: Client
) -> None:
    pk = cast.drafted(title="误发名单", body="某某站点")
    uid = attachments.attach(pk, pdf(), actor=cast.office, now=NOON)
    cast.publish(pk)
    documents.withdraw(pk, "站点尚未批准", actor=cast.department, now=NOON)

    shown = page(public, f"/gazette/{pk}")

    assert "站点尚未批准" in shown
    assert "某某站点" not in shown
    assert "误发名单" in page(public, "/gazette")
    assert "误发名单" not in page(public, "/gazette/feed.atom")
    page(public, f"/gazette/{pk}/print", 404)
    page(public, f"/gazette/attachments/{uid}", 404)


@pytest.mark.rule("R-136")
def test_the_old_version_of_a_policy_is_readable_and_leads_to_the_new_one(
    cast: Cast, public: Client
) -> None:
    old = cast.out(kind=Kind.POLICY, title="收费意见", body="旧正文")
    new = documents.correct(old, "补充说明", actor=cast.office, now=NOON)
    cast.publish(new)

    shown = page(public, f"/gazette/{old}")

    assert "旧正文" in shown
    assert f'href="/gazette/{new}"' in shown
    assert "补充说明" in page(public, f"/gazette/{new}")
    listed = page(public, "/gazette")
    assert f'href="/gazette/{new}"' in listed
    assert f'href="/gazette/{old}"' not in listed


def test_the_list_is_narrowed_by_kind_year_and_issuer(cast: Cast, public: Client) -> None:
    cast.out(title="甲通知")
    cast.out(title="乙案例", kind=Kind.CASE)

    shown = page(public, "/gazette?kind=case&year=2026&issuer=演示省教育厅")

    assert "乙案例" in shown
    assert "甲通知" not in shown
    assert "甲通知" not in page(public, "/gazette?year=2025&year=2026&kind=case")


def test_a_file_is_given_out_as_it_was_handed_in(cast: Cast, public: Client) -> None:
    pk = cast.drafted()
    uid = attachments.attach(pk, pdf("日程.pdf"), actor=cast.office, now=NOON)
    page(public, f"/gazette/attachments/{uid}", 404)
    cast.publish(pk)

    answer = public.get(f"/gazette/attachments/{uid}")

    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert "日程.pdf" in page(public, f"/gazette/{pk}")


def test_a_document_prints_as_an_official_paper(cast: Cast, public: Client) -> None:
    pk = cast.out(title="关于试点的通知", recipient_kinds=("city_bureau",))

    answer = public.get(f"/gazette/{pk}/print")

    assert answer["Content-Type"] == "application/pdf"
    text = "".join(pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
    for words in (
        "演示省教育厅",
        "演示皖教秘职成〔2026〕1号",
        "关于试点的通知",
        "各市教育局：",
        "（此件主动公开）",
    ):
        assert words in text


def test_the_feed_names_the_newest_public_documents(cast: Cast, public: Client) -> None:
    first, second = cast.out(title="甲"), cast.out(title="乙")
    cast.out(title="丙", publicity=Publicity.INTERNAL)

    answer = public.get("/gazette/feed.atom")

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    tree = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    titles = [one.findtext(f"{ATOM}title") for one in tree.iter(f"{ATOM}entry")]
    assert titles == ["乙（演示皖教秘职成〔2026〕2号）", "甲（演示皖教秘职成〔2026〕1号）"]
    ids = [one.findtext(f"{ATOM}id") for one in tree.iter(f"{ATOM}entry")]
    assert [one.rpartition("/")[2] for one in ids if one] == [str(second), str(first)]


def test_a_party_reads_files_and_paper_of_an_internal_document_once_it_has_signed(
    cast: Cast,
) -> None:
    school = organisation("S1")
    client = browser(Role.LIAISON, school)
    pk = cast.drafted(publicity=Publicity.INTERNAL, recipient_ids=(school,))
    attachments.attach(pk, pdf(), actor=cast.office, now=NOON)
    cast.publish(pk)
    uid = Attachment.objects.get().uid
    for url in (f"/gazette/{pk}/print", f"/gazette/attachments/{uid}"):
        page(client, url, 404)

    receipts.sign(pk, actor=actor(Role.LIAISON, school), now=NOON)

    for url in (f"/gazette/{pk}/print", f"/gazette/attachments/{uid}"):
        assert client.get(url).status_code == 200
    page(client, f"/gazette/{pk}", 404)
    assert browser(Role.LIAISON, organisation("S2")).get(f"/gazette/{pk}/print").status_code == 404


def test_the_list_costs_the_same_for_one_document_and_for_many(cast: Cast, public: Client) -> None:
    cast.out()
    few = queries(public, "/gazette?q=备案")
    for _ in range(12):
        cast.out()

    assert queries(public, "/gazette?q=备案") == few <= 20
