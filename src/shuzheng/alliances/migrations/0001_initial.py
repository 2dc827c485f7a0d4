import django.db.models.deletion
import shuzheng.alliances.rules.summary
import shuzheng.pilots.rules.reporting
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation", "0005_subjects_unchecked"),
        ("identity", "0003_inspectors"),
        ("pilots", "0007_lead_terms"),
    ]

    operations = [
        migrations.CreateModel(
            name="SummaryPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(unique=True)),
                ("until", models.DateField()),
                ("due_on", models.DateField()),
                ("reminded_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Summary",
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
                                shuzheng.alliances.rules.summary.State["DUE"],
                                shuzheng.alliances.rules.summary.State["DUE"],
                            ),
                            (
                                shuzheng.alliances.rules.summary.State["SUBMITTED"],
                                shuzheng.alliances.rules.summary.State["SUBMITTED"],
                            ),
                            (
                                shuzheng.alliances.rules.summary.State["ANSWERED"],
                                shuzheng.alliances.rules.summary.State["ANSWERED"],
                            ),
                            (
                                shuzheng.alliances.rules.summary.State["LAPSED"],
                                shuzheng.alliances.rules.summary.State["LAPSED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("situation", models.TextField(blank=True)),
                ("results", models.TextField(blank=True)),
                ("suggestions", models.TextField(blank=True)),
                ("figures", models.JSONField(default=dict)),
                ("submitted_on", models.DateField(null=True)),
                ("answer_due_on", models.DateField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shuzheng.pilots.rules.reporting.Answer["TAKEN_UP"],
                                shuzheng.pilots.rules.reporting.Answer["TAKEN_UP"],
                            ),
                            (
                                shuzheng.pilots.rules.reporting.Answer["UNDER_STUDY"],
                                shuzheng.pilots.rules.reporting.Answer["UNDER_STUDY"],
                            ),
                            (
                                shuzheng.pilots.rules.reporting.Answer["PASSED_ON"],
                                shuzheng.pilots.rules.reporting.Answer["PASSED_ON"],
                            ),
                            (
                                shuzheng.pilots.rules.reporting.Answer["NOT_TAKEN_UP"],
                                shuzheng.pilots.rules.reporting.Answer["NOT_TAKEN_UP"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("answered_on", models.DateField(null=True)),
                (
                    "alliance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="summaries",
                        to="pilots.alliance",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alliance_summaries",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alliance_summaries",
                        to="identity.organisation",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="summaries",
                        to="alliances.summaryperiod",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "answer_due_on"], name="alliances_summary_due")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("period", "alliance"), name="alliances_summary_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.alliances.rules.summary.State["DUE"],
                                    shuzheng.alliances.rules.summary.State["SUBMITTED"],
                                    shuzheng.alliances.rules.summary.State["ANSWERED"],
                                    shuzheng.alliances.rules.summary.State["LAPSED"],
                                ],
                            )
                        ),
                        name="alliances_summary_state",
                    ),
                ],
            },
        ),
    ]
