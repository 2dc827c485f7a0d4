"""What the national platform also holds (handbook 4.3): nobody types it twice."""

from __future__ import annotations

from django.db import models


class NationalRecord(models.Model):
    """Mixin: the identifiers under which the national platform knows a row.

    `external_id` is the platform's own key, `official_number` the number it prints, and
    `reported_to_national_at` when the row was handed over; exchange is by file.
    """

    external_id = models.CharField(max_length=60, blank=True)
    official_number = models.CharField(max_length=40, blank=True)
    reported_to_national_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
