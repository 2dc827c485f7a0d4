"""The whole flow of the programme, step by step: where each is done, and by which act (R-010).

Source: 本省试点情况概述 （一）, “实现证书申报、考核、数据统计的全流程数字化管理”. A step is an act
of the platform: it is there when its fact is recorded, and nothing on paper makes up for it. Papers
can be printed (tickets, certificates, official documents); none has to be handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_


class Part(StrEnum):
    """The parts of the flow that the source names, and the certificate between them."""

    APPLICATION = auto()
    ASSESSMENT = auto()
    CERTIFICATES = auto()
    STATISTICS = auto()


PARTS: Final = {
    Part.APPLICATION: N_("Filing and application"),
    Part.ASSESSMENT: N_("Assessment"),
    Part.CERTIFICATES: N_("Certificates"),
    Part.STATISTICS: N_("Statistics and reports"),
}


class Way(StrEnum):
    """How a step is done."""

    FORM = auto()
    SHEET = auto()
    PHONE = auto()
    CLOCK = auto()


WAYS: Final = {
    Way.FORM: N_("by form"),
    Way.SHEET: N_("by workbook"),
    Way.PHONE: N_("on the phone"),
    Way.CLOCK: N_("by the platform itself"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is done, by which act (`verb` of its fact), how, and on which page."""

    part: Part
    words: str
    who: str
    verb: str
    ways: tuple[Way, ...]
    url_name: str


_BOTH: Final = (Way.FORM, Way.SHEET)
STEPS: Final = (
    Step(
        Part.APPLICATION,
        N_("File the pilot of the year"),
        N_("institution"),
        "pilots.filing.submitted",
        _BOTH,
        "pilots:filings",
    ),
    Step(
        Part.APPLICATION,
        N_("Take up a certificate by an appraised case"),
        N_("institution"),
        "pilots.entry.proposed",
        (Way.FORM,),
        "pilots:entries",
    ),
    Step(
        Part.APPLICATION,
        N_("Report an activity of training or assessment"),
        N_("organisation and alliance"),
        "pilots.activity.submitted",
        (Way.FORM,),
        "pilots:activities",
    ),
    Step(
        Part.APPLICATION,
        N_("Apply to become an assessment site"),
        N_("institution"),
        "assessment.site.applied",
        (Way.FORM,),
        "assessment:sites",
    ),
    Step(
        Part.ASSESSMENT,
        N_("Plan an assessment"),
        N_("organisation"),
        "assessment.plan.submitted",
        (Way.FORM,),
        "assessment:plans",
    ),
    Step(
        Part.ASSESSMENT,
        N_("Put candidates down and have them confirm"),
        N_("institution and candidate"),
        "assessment.registration.confirmed",
        (Way.SHEET, Way.PHONE),
        "assessment:plans",
    ),
    Step(
        Part.ASSESSMENT,
        N_("Draw and lock the seats"),
        N_("site"),
        "assessment.seating.locked",
        (Way.CLOCK, Way.FORM),
        "assessment:plans",
    ),
    Step(
        Part.ASSESSMENT,
        N_("Record who sat"),
        N_("invigilator"),
        "assessment.sittings.recorded",
        (Way.FORM, Way.PHONE),
        "assessment:plans",
    ),
    Step(
        Part.ASSESSMENT,
        N_("Enter marks"),
        N_("assessor"),
        "assessment.marks.entered",
        _BOTH,
        "assessment:plans",
    ),
    Step(
        Part.ASSESSMENT,
        N_("Publish results"),
        N_("organisation"),
        "assessment.results.published",
        (Way.FORM,),
        "assessment:plans",
    ),
    Step(
        Part.ASSESSMENT,
        N_("Ask for a score review"),
        N_("candidate"),
        "assessment.review.asked",
        (Way.PHONE,),
        "assessment:reviews",
    ),
    Step(
        Part.CERTIFICATES,
        N_("Issue certificates"),
        N_("organisation"),
        "credentials.certificates.issued",
        (Way.FORM,),
        "assessment:plans",
    ),
    Step(
        Part.CERTIFICATES,
        N_("Check certificates"),
        N_("enterprise"),
        "reliance.check.asked",
        _BOTH,
        "reliance:checks",
    ),
    Step(
        Part.STATISTICS,
        N_("Report twice a month"),
        N_("institution"),
        "pilots.report.filed",
        (Way.FORM,),
        "pilots:reports",
    ),
    Step(
        Part.STATISTICS,
        N_("Freeze the figures of the province"),
        N_("the platform itself"),
        "insight.cut.taken",
        (Way.CLOCK,),
        "insight:open",
    ),
)


@applies("R-010")
def steps_of(part: Part) -> tuple[Step, ...]:
    """Return the steps of a part of the flow, in their order."""
    return tuple(one for one in STEPS if one.part is part)
