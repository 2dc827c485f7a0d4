import django.db.models.deletion
import shuzheng.pilots.rules.tracking
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pilots", "0004_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="TrackingRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(unique=True)),
                ("until", models.DateField()),
                ("reminded_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Tracking",
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
                                shuzheng.pilots.rules.tracking.State["DUE"],
                                shuzheng.pilots.rules.tracking.State["DUE"],
                            ),
                            (
                                shuzheng.pilots.rules.tracking.State["RECORDED"],
                                shuzheng.pilots.rules.tracking.State["RECORDED"],
                            ),
                            (
                                shuzheng.pilots.rules.tracking.State["LAPSED"],
                                shuzheng.pilots.rules.tracking.State["LAPSED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("organisation", models.TextField(blank=True)),
                ("training", models.TextField(blank=True)),
                ("assessment", models.TextField(blank=True)),
                ("figures", models.JSONField(default=dict)),
                ("recorded_on", models.DateField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trackings",
                        to="pilots.institutioncertificate",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trackings",
                        to="pilots.trackinground",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("round", "entry"), name="pilots_tracking_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.pilots.rules.tracking.State["DUE"],
                                    shuzheng.pilots.rules.tracking.State["RECORDED"],
                                    shuzheng.pilots.rules.tracking.State["LAPSED"],
                                ],
                            )
                        ),
                        name="pilots_tracking_state",
                    ),
                ],
            },
        ),
    ]
