import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0006_unpacked_rows"),
        ("identity", "0005_profile"),
        ("pilots", "0008_examples"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutsideRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                "recorded",
                                "recorded",
                            ),
                            (
                                "withdrawn",
                                "withdrawn",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                "training",
                                "training",
                            ),
                            (
                                "evaluation",
                                "evaluation",
                            ),
                            (
                                "certification",
                                "certification",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("certificate", models.CharField(max_length=150)),
                ("issuer", models.CharField(max_length=150)),
                ("persons", models.PositiveIntegerField()),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("recorded_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("withdrawn_on", models.DateField(null=True)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outside_records",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outside_records",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "recorded",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="pilots_outsiderecord_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "training",
                                    "evaluation",
                                    "certification",
                                ],
                            )
                        ),
                        name="pilots_outsiderecord_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("persons__gte", 1), ("persons__lte", 100000)),
                        name="pilots_outsiderecord_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="pilots_outsiderecord_term",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reason", ""),
                                ("state", "recorded"),
                                ("withdrawn_on__isnull", True),
                            ),
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_on__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="pilots_outsiderecord_withdrawn",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "recorded")),
                        fields=("institution", "kind", "certificate", "issuer", "since"),
                        name="pilots_outsiderecord_once",
                    ),
                ],
            },
        ),
    ]
