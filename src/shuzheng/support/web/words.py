"""Words and signs of help for institutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.support.rules import measurement, pairing, unevenness

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from shuzheng.support.rules.unevenness import Measure

MEASUREMENT = {measurement.State.OPEN: Kind.WAIT, measurement.State.FROZEN: Kind.OK}
PAIRING = {
    pairing.State.PROPOSED: Kind.WAIT,
    pairing.State.AGREED: Kind.RUN,
    pairing.State.RUNNING: Kind.RUN,
    pairing.State.EVALUATED: Kind.OK,
    pairing.State.ENDED: Kind.OFF,
    pairing.State.DROPPED: Kind.OFF,
}
WORD = {pairing.Word.AGREES: Kind.OK, pairing.Word.OBJECTS: Kind.BAD}
JUDGEMENT = {
    pairing.Judgement.ON_TRACK: Kind.OK,
    pairing.Judgement.BEHIND: Kind.BAD,
    pairing.Judgement.TO_CHANGE: Kind.WAIT,
}
RESULT = {
    pairing.Result.REACHED: Kind.OK,
    pairing.Result.PARTLY: Kind.WAIT,
    pairing.Result.NOT_REACHED: Kind.BAD,
}
PER_STUDENT = {
    unevenness.Measure.HOURS: _("Training hours per pilot student"),
    unevenness.Measure.SPENDING: _("Spending per pilot student, in yuan"),
    unevenness.Measure.TEACHERS: _("Qualified teachers per pilot student"),
    unevenness.Measure.SEATS: _("Seats per pilot student"),
}
PRINTED_MEASURES = {
    unevenness.Measure.HOURS: "生均培训学时",
    unevenness.Measure.SPENDING: "生均经费投入",
    unevenness.Measure.TEACHERS: "生均具备资格教师",
    unevenness.Measure.SEATS: "生均考核工位",
}
PRINTED_SHARES = {
    pairing.Resource.TEACHERS: "师资与考评员",
    pairing.Resource.COURSES: "课程与教学资料",
    pairing.Resource.BASES: "实训基地与设备",
    pairing.Resource.SITES: "考核站点与工位",
    pairing.Resource.PLACES: "培训名额",
    pairing.Resource.MANAGEMENT: "管理经验",
}


def measurement_chip(state: measurement.State) -> Chip:
    """Return a measurement's state as a chip."""
    return Chip(MEASUREMENT[state], gettext(measurement.MEASUREMENT.labels[state]))


def pairing_chip(state: pairing.State) -> Chip:
    """Return a pairing's state as a chip."""
    return Chip(PAIRING[state], gettext(pairing.PAIRING.labels[state]))


def word_chip(word: pairing.Word | None) -> Chip:
    """Return what an institution said, or that it said nothing."""
    if word is None:
        return Chip(Kind.OFF, gettext("No answer"))
    return Chip(WORD[word], gettext(pairing.WORDS[word]))


def judgement_chip(one: pairing.Judgement) -> Chip:
    """Return what a check says as a chip."""
    return Chip(JUDGEMENT[one], gettext(pairing.JUDGEMENTS[one]))


def result_chip(one: pairing.Result) -> Chip:
    """Return a result as a chip."""
    return Chip(RESULT[one], gettext(pairing.RESULTS[one]))


def measures(found: Iterable[Measure]) -> str:
    """Return measures in words, the reader's language."""
    return gettext(", ").join(gettext(unevenness.MEASURES[one]) for one in found)


def shares(found: Iterable[pairing.Resource]) -> str:
    """Return shared resources in words, the reader's language."""
    return gettext(", ").join(gettext(pairing.RESOURCES[one]) for one in found)


def days(since: date, until: date) -> str:
    """Return some days in words, the reader's language."""
    return gettext("{since} to {until}").format(since=since, until=until)


def institutions(count: int) -> str:
    """Return a number of institutions in words."""
    words = ngettext("{count} institution", "{count} institutions", count)
    return words.format(count=count)


def desk() -> Crumb:
    """Return the way home."""
    return Crumb(_("Desk"), "/desk/")


def crumbs() -> list[Crumb]:
    """Return the way to a pairing."""
    return [desk(), Crumb(_("Pairings"), reverse("support:pairings"))]


def measurement_crumbs() -> list[Crumb]:
    """Return the way to a measurement."""
    return [desk(), Crumb(_("Conditions of institutions"), reverse("support:measurements"))]
