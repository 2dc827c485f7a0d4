"""Take and give back places of a plan: the only quota (R-100), guarded by a conditional update.

`Plan.places_taken` counts the open registrations. Whoever opens or ends registrations calls this in
the same transaction; a plan's row is locked by the update, so two users cannot both take the last.
"""

from __future__ import annotations

from django.db.models import F

from shuzheng.assessment.models import Plan
from shuzheng.assessment.rules import admission
from shuzheng.kernel.rulebook import applies


@applies("R-100")
def take(plan_id: int, number: int) -> None:
    """Take `number` places of a plan, or refuse (PlanFull) and take none."""
    if not number:
        return
    room = Plan.objects.filter(pk=plan_id, places_taken__lte=F("seats") - number)
    if not room.update(places_taken=F("places_taken") + number):
        seats = Plan.objects.values_list("seats", flat=True).get(pk=plan_id)
        raise admission.PlanFull(seats=seats)


def release(plan_id: int, number: int) -> None:
    """Give `number` places of a plan back."""
    if number:
        held = Plan.objects.filter(pk=plan_id, places_taken__gte=number)
        held.update(places_taken=F("places_taken") - number)
