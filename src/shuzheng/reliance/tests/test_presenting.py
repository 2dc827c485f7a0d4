"""A shared link's certificates as a file: who takes it out, what it says, when it is over."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shuzheng.credentials.core import trust as files
from shuzheng.credentials.core.verifying import Verifier
from shuzheng.credentials.queries import pages_files, trust
from shuzheng.credentials.services import keys
from shuzheng.credentials.tests import visits
from shuzheng.foundation import clock
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import text
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.actor import PUBLIC
from shuzheng.reliance import access
from shuzheng.reliance.models import Share
from shuzheng.reliance.rules import sharing as rules
from shuzheng.reliance.rules.sharing import STATEMENTS, Extent
from shuzheng.reliance.services import presenting, sharing
from shuzheng.reliance.tests import cast
from shuzheng.reliance.tests.cast import HELD, NOW, SUSPENDED, Street
from shuzheng.reliance.tests.test_pages_shares import browser_of, filled
from shuzheng.reliance.tests.test_sharing import guardian, holder

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.credentials.core.verifying import Report
    from shuzheng.kernel.actor import Actor
    from shuzheng.reliance.services.sharing import Made

SECURITY = actor(Role.SECURITY_ADMIN, person_id=888_888)
LATER = NOW + timedelta(minutes=2)


@pytest.fixture
def street(db: None, monkeypatch: pytest.MonkeyPatch) -> Street:  # noqa: ARG001 - it needs the database
    """Return the street in a province that has its key."""
    organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT, name="演示省教育厅")
    made = cast.street(monkeypatch)
    office = actor(Role.OFFICE_OFFICER, made.register.office, person_id=999_999)
    change = keys.propose_first("开通学习成果记录", actor=SECURITY, now=NOW)
    keys.confirm(change, actor=office, now=NOW)
    visits.publish(monkeypatch)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return made


def share(
    street: Street, extent: Extent = Extent.WHOLE, name: str = HELD, recipient: str = "某单位"
) -> Made:
    return sharing.share(
        [street.number(name)],
        recipient,
        "应聘测试员",
        30,
        actor=holder(street, name),
        now=LATER,
        extent=extent,
    )


def taken(uid: object, who: Actor, now: datetime = LATER) -> bytes:
    made = presenting.take(uid, actor=who, now=now)  # type: ignore[arg-type]
    assert made.name == f"presentation-{uid}.json"
    return made.body


def judged(body: bytes, now: datetime = LATER) -> Report:
    """Judge as strangers judge, by the published trust file."""
    believed = files.read(json.loads(json.dumps(trust.document(now))))
    return Verifier(believed, now).verify(body)


@pytest.mark.rule("R-179")
def test_a_holder_takes_out_what_a_stranger_finds_genuine(street: Street) -> None:
    made = share(street)

    body = taken(made.uid, holder(street))

    report = judged(body)
    assert report.verdict == "valid"
    assert report.presentation is not None
    assert (report.presentation.recipient, report.presentation.purpose) == ("某单位", "应聘测试员")
    assert report.presentation.until == LATER.replace(microsecond=0) + timedelta(days=30)
    [part] = report.parts
    assert part.certificate is not None
    assert (part.certificate.holder, part.certificate.number) == (HELD, street.number(HELD))
    fact = Fact.objects.get(verb="reliance.share.presented")
    assert fact.data == {"count": 1}
    assert fact.subject == f"reliance.share:{Share.objects.get().pk}"


@pytest.mark.rule("R-179")
def test_a_part_leaves_name_and_number_at_home_in_the_file_and_on_the_page(
    street: Street,
) -> None:
    made = share(street, Extent.PART)
    number = street.number(HELD)

    body = taken(made.uid, holder(street)).decode()

    assert HELD not in body
    assert number not in body
    report = judged(body.encode())
    assert report.verdict == "valid"
    assert report.parts[0].certificate is not None
    assert report.parts[0].certificate.hidden == ("name", "number", "standard", "skills")
    assert report.parts[0].certificate.title == "演示软件测试职业技能等级证书（中级）"
    seen = sharing.open_link(made.secret, actor=PUBLIC, now=LATER)
    assert seen.holder == ""
    [one] = seen.certificates
    assert (one.number, one.holder, one.outcome, one.level) == ("", "", "valid", "intermediate")
    page = text(Client(headers={"Accept-Language": "en"}).post(f"/s/{made.secret}"))
    assert HELD not in page
    assert number not in page
    assert "Only a part is shown: the holder shows neither name nor number." in page
    assert STATEMENTS[Extent.PART].isdisjoint({"name", "number", "skills", "standard"})


@pytest.mark.rule("R-179")
def test_once_taken_back_the_page_says_so_and_no_file_is_made(street: Street) -> None:
    made, me = share(street), holder(street)
    body = taken(made.uid, me)
    before = pages_files.by_file(body, LATER)
    sharing.withdraw(made.uid, actor=me, now=LATER + timedelta(minutes=1))
    after = pages_files.by_file(body, LATER + timedelta(minutes=1))

    assert (before.verdict, before.lines[-1].outcome) == ("valid", "held")
    assert before.lines[-1].template == "Its holder has not taken it back."
    assert (after.verdict, after.lines[-1].outcome) == ("expired", "failed")
    assert after.lines[-1].template == "Its holder took it back, or its time ended, on {date}."
    # The file itself cannot know: whoever checks it without us is told so by the documentation.
    assert judged(body, LATER + timedelta(minutes=1)).verdict == "valid"
    with pytest.raises(rules.LinkOver):
        taken(made.uid, me, LATER + timedelta(minutes=1))


def test_after_its_term_it_is_over_everywhere(street: Street) -> None:
    body = taken(share(street).uid, holder(street))

    later = LATER + timedelta(days=30)

    assert judged(body, later).verdict in {"expired", "status_unknown"}
    assert pages_files.by_file(body, later).verdict == "expired"


def test_a_forged_one_is_told_nothing_of_the_link(street: Street) -> None:
    made = share(street)
    document = json.loads(taken(made.uid, holder(street)))
    document["description"] = "别的用途"

    found = pages_files.by_file(json.dumps(document).encode(), LATER)

    assert found.verdict == "altered"
    assert "taken" not in found.lines[-1].name
    assert len(found.lines) == 8


@pytest.mark.rule("R-179")
def test_below_eighteen_a_guardian_agrees_first_and_may_take_it_out(street: Street) -> None:
    cast.rejuvenate()
    made, me = share(street), holder(street)
    with pytest.raises(rules.LinkNotYet):
        taken(made.uid, me)
    parent = guardian(street)
    sharing.consent(made.uid, actor=parent, now=LATER)

    assert judged(taken(made.uid, parent)).verdict == "valid"
    assert judged(taken(made.uid, me)).verdict == "valid"


def test_nobody_else_takes_it_out(street: Street) -> None:
    made = share(street)

    for who in (holder(street, SUSPENDED), street.verifier):
        with pytest.raises(access.NoSuchShare):
            taken(made.uid, who)


def test_without_a_key_of_the_province_there_is_none(
    db: None,  # noqa: ARG001 - it needs the database
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT, name="演示省教育厅")
    street = cast.street(monkeypatch)
    made = share(street)

    with pytest.raises(keys.NoPublisherKey):
        taken(made.uid, holder(street))
    assert not Fact.objects.filter(verb="reliance.share.presented").exists()


def test_a_registered_enterprise_is_named_by_its_code(street: Street) -> None:
    share(street, recipient=" q1 ")
    share(street, recipient="Q9")
    share(street, recipient="S1")

    assert [(row.recipient, row.party_id) for row in Share.objects.order_by("pk")] == [
        ("演示企业", street.enterprise),
        ("Q9", None),
        ("S1", None),
    ]


def test_a_holder_saves_the_file_from_the_page_and_drops_it_at_the_public_one(
    street: Street,
) -> None:
    me = browser_of(street, HELD)
    me.post("/shares/new", filled(street, recipient="Q1", extent="part"))
    uid = Share.objects.get().uid
    page = text(me.get(f"/shares/{uid}"))

    answer = me.post(f"/shares/{uid}/file")

    assert "Save as a file" in page
    assert "演示企业" in page
    assert "registered on this platform" in page
    assert answer["Content-Type"] == "application/vp"
    assert answer["Content-Disposition"] == f'attachment; filename="presentation-{uid}.json"'
    dropped = SimpleUploadedFile("presentation.json", answer.content)
    shown = text(Client(headers={"Accept-Language": "en"}).post("/verify/file", {"file": dropped}))
    assert "The presentation is genuine, and every certificate in it is in force" in shown
    assert "演示企业" in shown
    assert "Its holder has not taken it back." in shown
    assert HELD not in shown
    me.post(f"/shares/{uid}/withdraw")
    assert "Save as a file" not in text(me.get(f"/shares/{uid}"))
