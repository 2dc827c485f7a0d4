import django.db.models.deletion
import shuzheng.pilots.rules.reporting
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_enterprises"),
        ("pilots", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField(unique=True)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("reminded_on", models.DateField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="filing",
            name="ended_on",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="ReportBreak",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("declared_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="pilots_reportbreak_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
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
                                shuzheng.pilots.rules.reporting.State["DUE"],
                                shuzheng.pilots.rules.reporting.State["DUE"],
                            ),
                            (
                                shuzheng.pilots.rules.reporting.State["DRAFT"],
                                shuzheng.pilots.rules.reporting.State["DRAFT"],
                            ),
                            (
                                shuzheng.pilots.rules.reporting.State["SUBMITTED"],
                                shuzheng.pilots.rules.reporting.State["SUBMITTED"],
                            ),
                            (
                                shuzheng.pilots.rules.reporting.State["MISSED"],
                                shuzheng.pilots.rules.reporting.State["MISSED"],
                            ),
                            (
                                shuzheng.pilots.rules.reporting.State["LATE_SUBMITTED"],
                                shuzheng.pilots.rules.reporting.State["LATE_SUBMITTED"],
                            ),
                            (
                                shuzheng.pilots.rules.reporting.State["EXCUSED"],
                                shuzheng.pilots.rules.reporting.State["EXCUSED"],
                            ),
                            (
                                shuzheng.pilots.rules.reporting.State["ACCEPTED"],
                                shuzheng.pilots.rules.reporting.State["ACCEPTED"],
                            ),
                            (
                                shuzheng.pilots.rules.reporting.State["RETURNED"],
                                shuzheng.pilots.rules.reporting.State["RETURNED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("progress", models.TextField(blank=True)),
                ("experience", models.TextField(blank=True)),
                ("cases", models.TextField(blank=True)),
                ("problems", models.TextField(blank=True)),
                ("suggestions", models.TextField(blank=True)),
                ("edition", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField(null=True)),
                ("figures", models.JSONField(default=dict)),
                ("figures_at", models.DateTimeField(null=True)),
                ("submitted_on", models.DateField(null=True)),
                ("accepted_on", models.DateField(null=True)),
                ("accepted_by_silence", models.BooleanField(default=False)),
                ("returned_reason", models.CharField(blank=True, max_length=500)),
                (
                    "excuse",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shuzheng.pilots.rules.reporting.Excuse["OFFICE"],
                                shuzheng.pilots.rules.reporting.Excuse["OFFICE"],
                            ),
                            (
                                shuzheng.pilots.rules.reporting.Excuse["BREAK"],
                                shuzheng.pilots.rules.reporting.Excuse["BREAK"],
                            ),
                            (
                                shuzheng.pilots.rules.reporting.Excuse["NOT_OWED"],
                                shuzheng.pilots.rules.reporting.Excuse["NOT_OWED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("excuse_reason", models.CharField(blank=True, max_length=500)),
                ("entered_on", models.DateField(null=True)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="identity.organisation",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="pilots.reportperiod",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answer_due_on", models.DateField()),
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
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestion",
                        to="pilots.report",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FilingRest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rests",
                        to="pilots.filing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("filing",),
                        name="pilots_filingrest_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["institution", "state"], name="pilots_report_school"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["state", "submitted_on"], name="pilots_report_waiting"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("period", "institution"), name="pilots_report_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.pilots.rules.reporting.State["DUE"],
                            shuzheng.pilots.rules.reporting.State["DRAFT"],
                            shuzheng.pilots.rules.reporting.State["SUBMITTED"],
                            shuzheng.pilots.rules.reporting.State["MISSED"],
                            shuzheng.pilots.rules.reporting.State["LATE_SUBMITTED"],
                            shuzheng.pilots.rules.reporting.State["EXCUSED"],
                            shuzheng.pilots.rules.reporting.State["ACCEPTED"],
                            shuzheng.pilots.rules.reporting.State["RETURNED"],
                        ],
                    )
                ),
                name="pilots_report_state",
            ),
        ),
    ]
