"""What a city bureau or the province gives to pilot institutions (R-024)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shuzheng.support.models.guidance import LONG, OfInstitutionQuerySet
from shuzheng.support.rules.preference import MOST_FEN, Kind, State


class Preference(models.Model):
    """One preference of one institution: `fen` for money only, `number` or `document`, or both.

    Who recorded it is told by its facts; `given_by` is the party that gives it.
    """

    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="preferences"
    )
    given_by = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="preferences_given"
    )
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    kind = models.CharField(max_length=20, choices=[(k, k) for k in Kind])
    title = models.CharField(max_length=150)
    words = models.TextField(max_length=LONG)
    fen = models.BigIntegerField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    number = models.CharField(max_length=60, blank=True)
    document = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="support_preferences"
    )
    recorded_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    withdrawn_on = models.DateField(null=True)

    objects = OfInstitutionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=list(State)), name="support_preference_state"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.MONEY, fen__isnull=False, fen__gt=0, fen__lte=MOST_FEN)
                | Q(kind__in=[Kind.POLICY, Kind.PROJECTS], fen__isnull=True),
                name="support_preference_amount",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="support_preference_term",
            ),
            models.CheckConstraint(
                condition=~Q(number="") | Q(document__isnull=False),
                name="support_preference_paper",
            ),
            models.CheckConstraint(
                condition=Q(state=State.RECORDED, withdrawn_on__isnull=True, reason="")
                | Q(state=State.WITHDRAWN, withdrawn_on__isnull=False) & ~Q(reason=""),
                name="support_preference_withdrawn",
            ),
            models.UniqueConstraint(
                fields=("institution", "given_by", "kind", "title", "since"),
                condition=Q(state=State.RECORDED),
                name="support_preference_once",
            ),
        )
        indexes = (models.Index(fields=("kind", "since"), name="support_preference_kind"),)

    def __str__(self) -> str:
        return self.title
