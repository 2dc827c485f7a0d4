"""On site: a form of several persons, findings that are sent twice, signatures, positions."""

from __future__ import annotations

import json
import re
import threading
import uuid
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import clock, files
from shuzheng.foundation.models import Fact, StoredFile
from shuzheng.gazette.tests.cast import pdf, text
from shuzheng.identity.models import User
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import BACKEND, browser
from shuzheng.identity.tests.cast import NOON
from shuzheng.quality import access
from shuzheng.quality.models import Finding, Inspection
from shuzheng.quality.queries import findings as found
from shuzheng.quality.queries import inspections as queries
from shuzheng.quality.rules import form, on_site
from shuzheng.quality.rules.finding import Severity
from shuzheng.quality.rules.inspection import Signature
from shuzheng.quality.rules.on_site import Place
from shuzheng.quality.services import findings, inspections
from shuzheng.quality.services.findings import Found
from shuzheng.quality.services.inspections import Report
from shuzheng.quality.tests.cast import Cast, cast, said

if TYPE_CHECKING:
    from django.test import Client

    from shuzheng.kernel.actor import Actor

HELD, FAILED = ("held", ""), ("failed", "缺两处")
CODES = [code for _section, code, _word in form.items_of(["confidentiality", "rights"])]
forms = st.dictionaries(
    st.sampled_from(CODES), st.tuples(st.sampled_from(["", "held", "failed"]), st.just(""))
)


def both(here: Cast, row: Inspection) -> list[Actor]:
    """Return the two of a team."""
    return [here.who(one.person_id) for one in row.members.order_by("-leads")]


def document(who: Actor) -> int:
    return files.store(pdf("签字.pdf"), actor=who, now=NOON, kinds=("pdf",)).pk


@pytest.mark.rule("R-220")
def test_each_takes_along_what_he_or_she_changed_and_nothing_else() -> None:
    held = {"custody": HELD, "seals": HELD}
    one = on_site.merge(held, {}, {"consent": FAILED})
    assert (one.said, one.changed) == (
        {"custody": HELD, "seals": HELD, "consent": FAILED},
        ("consent",),
    )
    two = on_site.merge(held, held, {"custody": HELD, "seals": FAILED})
    assert (two.said, two.changed) == ({"custody": HELD, "seals": FAILED}, ("seals",))
    # The form was shown empty; that others have filled in meanwhile is not taken away.
    assert on_site.merge(held, {}, {"custody": ("", "")}).said == held
    # Both say the same.
    assert on_site.merge(held, {}, {"custody": HELD}).changed == ()


@pytest.mark.rule("R-220")
def test_two_different_answers_to_one_item_are_told_by_its_name() -> None:
    with pytest.raises(on_site.AnsweredMeanwhile) as refused:
        on_site.merge({"custody": HELD, "seals": HELD}, {}, {"custody": FAILED, "seals": HELD})
    assert refused.value.params == {
        "count": 1,
        "item": "Papers are kept under lock, with two persons at each opening",
    }


@pytest.mark.rule("R-220")
@given(forms, forms)
def test_what_was_shown_as_it_stands_is_never_refused(
    held: dict[str, tuple[str, str]], mine: dict[str, tuple[str, str]]
) -> None:
    merged = on_site.merge(held, held, mine)
    assert merged.said == {**held, **{k: v for k, v in mine.items() if v != held.get(k, ("", ""))}}
    # Sent a second time, it changes nothing.
    assert on_site.merge(merged.said, held, mine).said == merged.said


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", None),
        ("31.86119,117.28304,12", Place("31.86119", "117.28304", 12)),
        ("-33.86119,-70.28304,5000", Place("-33.86119", "-70.28304", 5000)),
    ],
)
def test_a_position_is_degrees_and_metres(text: str, read: Place | None) -> None:
    assert on_site.place(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "31,117,12",
        "91.0,117.0,1",
        "31.0,181.0,1",
        "31.0,117.0",
        "x",
        "31.0,117.0,1 ",
        "３1.0,117.0,1",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(on_site.PlaceUnreadable):
        on_site.place(text)


@pytest.mark.rule("R-210")
def test_a_signed_record_shows_both_signatures_or_comes_as_a_document() -> None:
    on_site.check_signed(signed=False, both_signatures=False, document=False)
    on_site.check_signed(signed=True, both_signatures=True, document=False)
    on_site.check_signed(signed=True, both_signatures=False, document=True)
    with pytest.raises(on_site.NotSigned):
        on_site.check_signed(signed=True, both_signatures=False, document=False)


@pytest.mark.django_db
@pytest.mark.rule("R-220")
def test_two_of_a_team_fill_in_one_form() -> None:
    here = cast()
    row = here.begun()
    lead, other = both(here, row)
    empty: dict[str, tuple[str, str]] = {}
    inspections.answer(
        row.pk, said({"custody": "held", "seals": "held"}), shown=empty, actor=lead, now=NOON
    )
    inspections.answer(
        row.pk,
        {"custody": ("", ""), "seals": ("", ""), "consent": FAILED},
        shown=empty,
        place="31.86119,117.28304,12",
        actor=other,
        now=NOON,
    )
    with pytest.raises(on_site.AnsweredMeanwhile):
        inspections.answer(row.pk, {"seals": FAILED}, shown=empty, actor=other, now=NOON)

    page = queries.one(row.pk, lead)
    assert page.answers == {"custody": "held", "seals": "held", "consent": "failed"}
    assert page.remarks == {"consent": "缺两处"}
    assert page.place == Place("31.86119", "117.28304", 12)
    told = Fact.objects.filter(verb="quality.inspection.answered").order_by("seq")
    assert [one.data for one in told] == [{"count": 2}, {"count": 1}]


@pytest.mark.django_db
@pytest.mark.rule("R-213")
def test_a_finding_that_is_sent_twice_is_recorded_once() -> None:
    here = cast()
    row = here.begun()
    lead = here.lead(row.pk)
    seen = Found(
        Severity.MAJOR,
        "交接记录缺签字。",
        date(2026, 2, 20),
        "handover",
        sent_as=uuid.UUID(int=7),
        place="31.86119,117.28304,12",
        noted_at=datetime(2026, 3, 2, 3, 4, tzinfo=UTC),
    )
    first = findings.record(row.pk, seen, file_id=document(lead), actor=lead, now=NOON)
    assert findings.record(row.pk, seen, file_id=document(lead), actor=lead, now=NOON) == first

    [line] = found.of_inspection(row.pk, lead)
    assert (line.place, line.noted_at) == (
        Place("31.86119", "117.28304", 12),
        datetime(2026, 3, 2, 3, 4, tzinfo=UTC),
    )
    assert Finding.objects.get().files.count() == 1
    assert Fact.objects.filter(verb="quality.finding.recorded").count() == 1


@pytest.mark.django_db
@pytest.mark.rule("R-210")
def test_both_signatures_come_with_the_report_and_both_sides_read_them() -> None:
    here = cast()
    row = here.begun()
    lead = here.lead(row.pk)
    codes = [code for _, code, _ in form.items_of(row.campaign.sections)]
    inspections.answer(row.pk, said(dict.fromkeys(codes, "held")), actor=lead, now=NOON)
    ours, theirs = document(lead), document(lead)
    alone = Report("x", Signature.SIGNED, team_signature_id=ours)
    with pytest.raises(on_site.NotSigned):
        inspections.report(row.pk, alone, actor=lead, now=NOON)
    given = Report("x", Signature.SIGNED, team_signature_id=ours, party_signature_id=theirs)
    inspections.report(row.pk, given, actor=lead, now=NOON)

    page = queries.one(row.pk, here.party(row))
    kept = StoredFile.objects.in_bulk([ours, theirs])
    assert (page.team_signature, page.party_signature) == (kept[ours].uid, kept[theirs].uid)
    for uid in (kept[ours].uid, kept[theirs].uid):
        assert access._document(uid, here.party(row))  # noqa: SLF001 - as the files ask


@pytest.mark.usefixtures("several_at_once")
@pytest.mark.rule("R-220")
def test_two_phones_save_at_the_same_time_and_nothing_is_lost() -> None:
    here = cast()
    row = here.begun()
    ready = threading.Barrier(2)

    def save(who: Actor, item: str) -> None:
        try:
            ready.wait(10)
            inspections.answer(row.pk, {item: HELD}, shown={}, actor=who, now=NOON)
        finally:
            connection.close()

    hands = [
        threading.Thread(target=save, args=pair)
        for pair in zip(both(here, row), ("custody", "consent"), strict=True)
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(30)

    row.refresh_from_db()
    assert row.answers == {"custody": "held", "consent": "held"}


def of_team(who: Actor) -> Client:
    """Return the browser of a member of a team."""
    user = User.objects.create(
        username=f"u{who.person_id}", person_id=who.person_id, created_at=NOON, password="!"
    )
    client = browser(Role.INSPECTOR, who.organisation_id, name="检查员")
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve all pages at noon of the cast's day."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
@pytest.mark.rule("R-220")
def test_whoever_saves_again_has_seen_what_the_other_has_answered() -> None:
    here = cast()
    row = here.begun(now=NOON - timedelta(hours=2))
    lead, other = both(here, row)
    mine = of_team(lead)
    page = f"/quality/inspections/{row.pk}/form"
    seen = re.compile('name="seen" value="([^"]*)"')
    shown = unescape(seen.findall(text(mine.get(page)))[0])
    assert shown == "{}"
    inspections.answer(row.pk, {"custody": HELD}, actor=other, now=NOON)

    filled = {"answer-custody": "failed", "answer-seals": "held", "seen": shown}
    refused = text(mine.post(page, filled), 422)
    assert "answered “Papers are kept under lock, with two persons at each opening”" in refused
    assert Inspection.objects.get(pk=row.pk).answers == {"custody": "held"}
    shown = unescape(seen.findall(refused)[0])
    assert json.loads(shown) == {"custody": ["held", ""]}
    assert mine.post(page, {**filled, "seen": shown}).status_code == 302
    assert Inspection.objects.get(pk=row.pk).answers == {"custody": "failed", "seals": "held"}


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize("seen", ["", "[]", "{", '{"custody": 3}', '{"custody": ["held"]}', "null"])
def test_what_was_shown_is_read_with_care(seen: str) -> None:
    here = cast()
    row = here.begun(now=NOON - timedelta(hours=2))
    mine = of_team(here.lead(row.pk))
    answer = mine.post(
        f"/quality/inspections/{row.pk}/form", {"answer-custody": "held", "seen": seen}
    )
    assert answer.status_code == (422 if seen == "{" else 302)


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
@pytest.mark.rule("R-213")
def test_a_page_that_is_sent_twice_leaves_one_finding_and_one_document() -> None:
    here = cast()
    row = here.begun(now=NOON - timedelta(hours=2))
    mine = of_team(here.lead(row.pk))
    page = f"/quality/inspections/{row.pk}/findings/new"
    [name] = re.findall('name="sent_as" value="([0-9a-f-]{36})"', text(mine.get(page)))
    filled = {
        "severity": "major",
        "text": "缺签字。",
        "happened_on": "2026-03-01",
        "sent_as": name,
        "place": "31.86119,117.28304,12",
        "noted_at": "2026-03-02T03:04:05.000Z",
    }
    before = StoredFile.objects.count()
    for _turn in range(2):
        answer = mine.post(page, {**filled, "evidence": pdf("照片.pdf")})
        assert answer.status_code == 302
    assert StoredFile.objects.count() == before + 1
    shown = text(mine.get(f"/quality/findings/{Finding.objects.get().pk}"))
    assert "31.86119, 117.28304 (within 12 m)" in shown
    assert "03-02 11:04" in shown
    wrong = text(mine.post(page, {**filled, "sent_as": "", "place": "here"}), 422)
    assert "“here” is no position" in wrong
    assert Finding.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
@pytest.mark.rule("R-210")
def test_a_phone_keeps_pages_from_the_arrival_to_the_report_and_for_the_team_alone() -> None:
    here = cast()
    sealed = Inspection.objects.filter(campaign=here.drawn(now=NOON - timedelta(hours=3)))[0]
    lead = of_team(here.lead(sealed.pk))
    page = f"/quality/inspections/{sealed.pk}"
    assert 'data-kept=""' in text(lead.get(page))
    inspections.arrive(sealed.pk, actor=here.lead(sealed.pk), now=NOON)
    shown = text(lead.get(page))
    assert f'data-kept="{page} {page}/form {page}/findings/new {page}/report"' in shown
    assert "data-kept" not in text(browser(Role.LIAISON, sealed.party_id, name="院校").get(page))
    worker = lead.get("/quality/inspections/on-site.js")
    assert worker["Content-Type"] == "text/javascript"
    assert b"shuzheng-on-site" in worker.content
