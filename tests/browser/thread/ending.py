"""From results to a certificate in the holder's hand, checked by anybody, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.thread.assessing import PLAN
from tests.browser.thread.founding import CERTIFICATE, HOLDER

if TYPE_CHECKING:
    from tests.browser.thread.people import Installation

PASSED, FAILED = "通过", "未通过"


def publish(here: Installation) -> str:
    """The organisation computes, looks, confirms, publishes; returns who passed first of all."""
    here.it_is(4, 21)
    staff = here["staff"]
    staff.opens("工作台")
    staff.follows(f"计算并确认成绩：{PLAN}")
    staff.presses("计算成绩")
    assert "66.7%" in staff.reads()
    staff.follows("确认成绩")
    staff.fills(finding="分布正常。")
    staff.presses("确认成绩")
    staff.follows("公布成绩")
    staff.presses("公布成绩")
    assert "已公布3人的成绩。" in staff.reads()
    outcomes = {}
    for who in ("first", "second", "fourth"):
        here[who].goes("/assessment/mine/results/")
        outcomes[who] = FAILED if FAILED in here[who].reads() else PASSED
    assert sorted(outcomes.values()) == sorted([FAILED, PASSED, PASSED])
    return next(who for who, outcome in outcomes.items() if outcome == PASSED)


def issue(here: Installation) -> None:
    """After the review window the issuer signs them all at once (R-109, R-115)."""
    issuer = here.hires("issuer", "严颁证", 17, HOLDER, "organisation_issuer")
    issuer.opens("颁发证书")
    assert f"颁发证书：{PLAN}" not in issuer.reads()
    here.it_is(5, 11)
    issuer.opens("工作台")
    issuer.follows(f"颁发证书：{PLAN}")
    assert "未通过\n1人" in issuer.reads()
    issuer.presses("颁发2张证书")
    here.works()
    issuer.page.reload()
    assert "已颁发2张证书。" in issuer.reads()
    here.it_is(5, 11, 10)


def hold_and_verify(here: Installation, who: str, name: str) -> None:
    """The holder opens the certificate and saves it; the public checks the file and the number."""
    holder = here[who]
    holder.goes("/certificates/mine")
    holder.follows("出示证书")
    assert CERTIFICATE in holder.title()
    number = holder.page.url.rsplit("/", 1)[-1]
    paper = here.folder / "证书.pdf"
    paper.write_bytes(holder.takes("下载原件", "link"))

    public = here.sits_down("public")
    public.goes("/verify")
    public.fills(number=number, holder=name)
    public.presses("查验")
    assert public.title() == "证书真实有效"
    assert name in public.reads()
    assert "通过" in public.reads()

    public.goes("/verify")
    public.page.set_input_files("input[type=file]", paper)
    public.presses("查验这个文件")
    assert public.title() == "证书真实有效"

    public.goes("/verify")
    public.fills(number=number, holder="查无此人")
    public.presses("查验")
    assert CERTIFICATE not in public.reads()


def count(here: Installation) -> None:
    """The next morning the office sees the figures on its desk; the public sees no small group."""
    here.it_is(5, 12)
    office = here["office"]
    office.opens("工作台")
    assert "66.7%" in office.reads()
    assert "本年颁发2张" in office.reads()
    here["public"].goes("/open-figures")
    assert "人数过少，不显示" in here["public"].reads()
    assert "66.7%" not in here["public"].reads()
