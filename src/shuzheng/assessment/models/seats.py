"""Seating, tickets, attendance and incidents."""

from __future__ import annotations

from django.db import models

from shuzheng.assessment.models.plans import Plan, PlanSession
from shuzheng.assessment.models.registrations import Registration
from shuzheng.assessment.models.sites import Seat
from shuzheng.assessment.rules import seating, sitting, ticket


class Seating(models.Model):
    """A plan's seating: drawn from a seed over frozen inputs, so that it can be drawn again.

    `inputs` holds candidates (registration, class, need) and rooms with their seats, by number
    only; `inputs_digest` is the SHA-256 of its canonical form. `draw` says where the seed is from;
    the first seatings have none.
    """

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="seating")
    state = models.CharField(max_length=20, choices=[(s, s) for s in seating.State])
    seed = models.CharField(max_length=64)
    draw = models.ForeignKey("transparency.Draw", models.PROTECT, null=True, related_name="+")
    algorithm = models.CharField(max_length=20)
    inputs = models.JSONField(default=dict)
    inputs_digest = models.CharField(max_length=64)
    unavoidable = models.PositiveIntegerField(default=0)
    conflicts = models.JSONField(default=list)
    planned_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(seating.State)), name="assessment_seating_state"
            ),
        )

    def __str__(self) -> str:
        return f"seating of {self.plan_id}"


class SeatAssignment(models.Model):
    """Who sits where: one seat a candidate, one candidate a seat."""

    seating = models.ForeignKey(Seating, models.CASCADE, related_name="assignments")
    registration = models.OneToOneField(Registration, models.PROTECT, related_name="seat")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="assignments")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("seating", "seat"), name="assessment_seatassignment_seat_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.registration_id} on {self.seat_id}"


class SeatChange(models.Model):
    """That a candidate was moved after the draw, and why; with the draw it gives the seating."""

    seating = models.ForeignKey(Seating, models.CASCADE, related_name="changes")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="seat_changes")
    from_seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    to_seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    changed_by_id = models.BigIntegerField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.registration_id} to {self.to_seat_id}"


class Ticket(models.Model):
    """An admission ticket (准考证); a reissue adds a copy and changes no state."""

    registration = models.OneToOneField(Registration, models.PROTECT, related_name="ticket")
    number = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=10, choices=[(s, s) for s in ticket.State])
    issued_at = models.DateTimeField()
    available_on = models.DateField()
    copies = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(ticket.State)), name="assessment_ticket_state"
            ),
        )

    def __str__(self) -> str:
        return self.number


class Attendance(models.Model):
    """How a candidate sat one session; identity is checked by two people."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="attendances")
    session = models.ForeignKey(PlanSession, models.PROTECT, related_name="attendances")
    state = models.CharField(max_length=30, choices=[(s, s) for s in sitting.State])
    checked_by_id = models.BigIntegerField(null=True)
    second_checker = models.CharField(max_length=50, blank=True)
    checked_in_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("registration", "session"), name="assessment_attendance_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(sitting.State)),
                name="assessment_attendance_state",
            ),
        )

    def __str__(self) -> str:
        return f"{self.registration_id} in {self.session_id}"


class Incident(models.Model):
    """An incident in a session, on its form; misconduct is decided after a hearing.

    `statement` is what the candidate said at the hearing. `decision` is "upheld" or "dismissed",
    and empty where nothing has been decided, or nothing has to be.
    """

    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="incidents")
    kind = models.CharField(max_length=20, choices=[(k, k) for k in sitting.IncidentKind])
    description = models.CharField(max_length=1000)
    reported_by_id = models.BigIntegerField()
    reported_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    statement = models.CharField(max_length=1000, blank=True)
    decision = models.CharField(max_length=20, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("attendance",),
                condition=models.Q(kind=sitting.IncidentKind.MISCONDUCT),
                name="assessment_incident_one_misconduct",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(sitting.IncidentKind)),
                name="assessment_incident_kind",
            ),
        )

    def __str__(self) -> str:
        return f"incident {self.pk}"
