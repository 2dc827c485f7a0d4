"""Three cases of complainants, and the tracking of certificates in use, twice a year."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shuzheng.catalogue.queries import certificates
from shuzheng.complaints.queries import cases
from shuzheng.complaints.rules.complaint import Kind, Outcome, Urgency
from shuzheng.complaints.services import assigning, effects, filing, handling
from shuzheng.complaints.services.assigning import Assigned
from shuzheng.complaints.services.filing import Given, Who
from shuzheng.foundation.ui import listing
from shuzheng.pilots.queries import pages_tracking
from shuzheng.pilots.rules.tracking import Aspect
from shuzheng.pilots.services import tracking
from shuzheng.quality.rules.finding import Severity
from shuzheng.quality.services import findings
from shuzheng.quality.services.findings import Found

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.demo.year.cast import Year

EVERY = listing.Wish("all", "received", size=100)
DUE = listing.Wish("due", size=100)
NAMED = Who("演示投诉人", "13800000000")
TRACKED = ((6, 20), (12, 18))
"""When A tracks its certificates; nobody else does."""
TOLD = dict.fromkeys(Aspect, "运行平稳。（演示）")
SAMPLES = ((7, 1), (7, 3), (7, 22), (7, 24), (7, 30))
"""Complaint on samples: received, accepted, answered, satisfied, closed by the office."""
FINDING = ((7, 15), (8, 10), (8, 12), (8, 14))
"""What it showed: found against the organisation, handed in, checked again, closed in 30 days."""
ENQUIRY = ((9, 1), (9, 2), (9, 3))
"""An enquiry answered in time, of which nothing more is heard: the clock closes it."""
SLOW = ((9, 8), (9, 28), (11, 12))
"""A complaint accepted late and answered late, of which nothing more is heard either."""
UPHELD = handling.Answer(
    "经查属实，已责成改正。（演示）", Outcome.UPHELD, "样题改按现行标准编制。（演示）"
)
EXPLAINED = handling.Answer("成绩公布后10天内可以申请复核。（演示）", Outcome.EXPLAINED)
NOT_UPHELD = handling.Answer("经调阅监控，未发现所反映的情况。（演示）", Outcome.NOT_UPHELD)
WRONG = "公开样题依据已废止的标准版本编制。（演示）"


def enter(year: Year) -> None:
    """Enter the cases, each with its steps, and the tracking of A."""
    about = partial(_code, year)
    received, accepted, answered, rated, closed = SAMPLES
    year.enter(*received, partial(_file, year, Kind.COMPLAINT, "样题与标准不一致。（演示）", about))
    year.enter(*accepted, partial(_accept, year, 0))
    year.enter(*answered, partial(_answer, year, 0, UPHELD))
    year.enter(*rated, lambda now: filing.rate(year.receipts[0], "", satisfied=True, now=now))
    year.enter(*closed, lambda now: handling.close(_id(year, 0), actor=year.world.office, now=now))
    for when, act in zip(FINDING, (_find, _submit, _recheck, _close), strict=True):
        year.enter(*when, partial(act, year), 11)
    for place, steps, kind, text, answer in (
        (1, ENQUIRY, Kind.ENQUIRY, "成绩有疑问怎么办？（演示）", EXPLAINED),
        (2, SLOW, Kind.COMPLAINT, "有人携带手机进入考场。（演示）", NOT_UPHELD),
    ):
        first, second, third = steps
        year.enter(*first, partial(_file, year, kind, text, partial(_school, year)))
        year.enter(*second, partial(_accept, year, place))
        year.enter(*third, partial(_answer, year, place, answer))
    for when in TRACKED:
        year.enter(*when, partial(_track, year))


def _code(year: Year) -> str:
    pk = year.certificate(1)
    return certificates.brief([pk])[pk].code


def _school(year: Year) -> str:
    return year.schools["C"].code


def _file(year: Year, kind: Kind, text: str, about: partial[str], now: datetime) -> None:
    """Let somebody hand a case in, and the office assign it to itself."""
    year.receipts.append(filing.file(Given(kind, text, about()), who=NAMED, now=now))
    by = year.world.office
    given = Assigned(kind, Urgency.ORDINARY, by.organisation_id, by.person_id)
    assigning.triage(_id(year, len(year.receipts) - 1), given, actor=by, now=now)


def _id(year: Year, place: int) -> int:
    """Return a case as the office finds it by its number."""
    number = year.receipts[place].number
    at = year.at(12, 31)
    return cases.listed(year.world.office, EVERY, at, q=number).rows[0].id


def _accept(year: Year, place: int, now: datetime) -> None:
    pk, office = _id(year, place), year.world.office
    handling.accept(pk, actor=office, now=now)
    handling.investigate(pk, actor=office, now=now)


def _answer(year: Year, place: int, given: handling.Answer, now: datetime) -> None:
    handling.answer(_id(year, place), given, actor=year.world.office, now=now)


def _find(year: Year, now: datetime) -> None:
    """Let the case of the samples lead to a minor finding against the organisation."""
    holder, pk, office = year.holder(1), _id(year, 0), year.world.office
    handling.ask_party(pk, holder.id, "请说明样题依据。（演示）", actor=office, now=now)
    found = Found(Severity.MINOR, WRONG, year.on(*SAMPLES[0]))
    year.findings.append(effects.open_finding(pk, holder.id, found, actor=office, now=now))


def _submit(year: Year, now: datetime) -> None:
    staff, pk = year.holder(1).staff, year.findings[2]
    findings.begin(pk, actor=staff, now=now)
    proof = year.world.paper("整改说明", staff, now)
    findings.submit(pk, "已改正。（演示）", file_id=proof, actor=staff, now=now)


def _recheck(year: Year, now: datetime) -> None:
    words = "样题已改正。（演示）"
    findings.recheck(year.findings[2], words, passed=True, actor=year.colleague, now=now)


def _close(year: Year, now: datetime) -> None:
    findings.close(year.findings[2], actor=year.world.office, now=now)


def _track(year: Year, now: datetime) -> None:
    by = year.schools["A"].liaison
    for line in pages_tracking.lines(by, DUE, now).rows:
        tracking.record(line.id, TOLD, actor=by, now=now)
