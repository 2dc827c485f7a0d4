import django.db.models.deletion
import shuzheng.standing.rules.measures
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0003_inspectors"),
        ("standing", "0004_published"),
    ]

    operations = [
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.standing.rules.measures.Kind["MEETING"],
                                shuzheng.standing.rules.measures.Kind["MEETING"],
                            ),
                            (
                                shuzheng.standing.rules.measures.Kind["PUBLIC_NOTICE"],
                                shuzheng.standing.rules.measures.Kind["PUBLIC_NOTICE"],
                            ),
                            (
                                shuzheng.standing.rules.measures.Kind["SUMMONS"],
                                shuzheng.standing.rules.measures.Kind["SUMMONS"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.standing.rules.measures.State["OPEN"],
                                shuzheng.standing.rules.measures.State["OPEN"],
                            ),
                            (
                                shuzheng.standing.rules.measures.State["REPORTED"],
                                shuzheng.standing.rules.measures.State["REPORTED"],
                            ),
                            (
                                shuzheng.standing.rules.measures.State["CLOSED"],
                                shuzheng.standing.rules.measures.State["CLOSED"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("held_on", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("attendees", models.CharField(max_length=500)),
                ("outcome", models.TextField()),
                ("follow_up", models.CharField(max_length=500)),
                ("due_on", models.DateField()),
                ("done", models.TextField(blank=True)),
                ("done_on", models.DateField(null=True)),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("closed_on", models.DateField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    shuzheng.standing.rules.measures.Kind["MEETING"],
                                    shuzheng.standing.rules.measures.Kind["PUBLIC_NOTICE"],
                                    shuzheng.standing.rules.measures.Kind["SUMMONS"],
                                ],
                            )
                        ),
                        name="standing_measure_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.standing.rules.measures.State["OPEN"],
                                    shuzheng.standing.rules.measures.State["REPORTED"],
                                    shuzheng.standing.rules.measures.State["CLOSED"],
                                ],
                            )
                        ),
                        name="standing_measure_state",
                    ),
                ],
            },
        ),
    ]
