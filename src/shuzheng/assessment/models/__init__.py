"""Sites, plans, registrations, seats, papers in custody, sittings, marks, results."""

from shuzheng.assessment.models.centres import Centre
from shuzheng.assessment.models.costs import CostSheet
from shuzheng.assessment.models.custody import CustodyStep, PaperPackage
from shuzheng.assessment.models.logged import LoggedStep
from shuzheng.assessment.models.plans import Component, Plan, PlanAssessor, PlanRoom, PlanSession
from shuzheng.assessment.models.registrations import GuardianConsent, Registration
from shuzheng.assessment.models.results import (
    Mark,
    MarkingSheet,
    MisconductAppeal,
    Result,
    ScoreReview,
)
from shuzheng.assessment.models.seats import (
    Attendance,
    Incident,
    SeatAssignment,
    SeatChange,
    Seating,
    Ticket,
)
from shuzheng.assessment.models.sites import Room, RoomCheck, Seat, Site, SiteApproval

__all__ = [
    "Attendance",
    "Centre",
    "Component",
    "CostSheet",
    "CustodyStep",
    "GuardianConsent",
    "Incident",
    "LoggedStep",
    "Mark",
    "MarkingSheet",
    "MisconductAppeal",
    "PaperPackage",
    "Plan",
    "PlanAssessor",
    "PlanRoom",
    "PlanSession",
    "Registration",
    "Result",
    "Room",
    "RoomCheck",
    "ScoreReview",
    "Seat",
    "SeatAssignment",
    "SeatChange",
    "Seating",
    "Site",
    "SiteApproval",
    "Ticket",
]
