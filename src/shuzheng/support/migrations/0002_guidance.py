import django.db.models.deletion
import shuzheng.support.rules.guidance
import shuzheng.support.rules.question
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0003_inspectors"),
        ("support", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guidance",
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
                                shuzheng.support.rules.guidance.State["OPEN"],
                                shuzheng.support.rules.guidance.State["OPEN"],
                            ),
                            (
                                shuzheng.support.rules.guidance.State["REPORTED"],
                                shuzheng.support.rules.guidance.State["REPORTED"],
                            ),
                            (
                                shuzheng.support.rules.guidance.State["CLOSED"],
                                shuzheng.support.rules.guidance.State["CLOSED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.support.rules.guidance.Way["NOTE"],
                                shuzheng.support.rules.guidance.Way["NOTE"],
                            ),
                            (
                                shuzheng.support.rules.guidance.Way["VISIT"],
                                shuzheng.support.rules.guidance.Way["VISIT"],
                            ),
                            (
                                shuzheng.support.rules.guidance.Way["MEETING"],
                                shuzheng.support.rules.guidance.Way["MEETING"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("given_on", models.DateField()),
                ("subject", models.CharField(max_length=150)),
                ("words", models.TextField(max_length=2000)),
                ("follow_up", models.CharField(blank=True, max_length=500)),
                ("due_on", models.DateField(null=True)),
                ("told", models.TextField(blank=True, max_length=2000)),
                ("told_on", models.DateField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=500)),
                ("closed_on", models.DateField(null=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guidance_given",
                        to="identity.organisation",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guidance",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "due_on"], name="support_guidance_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.support.rules.guidance.State["OPEN"],
                                    shuzheng.support.rules.guidance.State["REPORTED"],
                                    shuzheng.support.rules.guidance.State["CLOSED"],
                                ],
                            )
                        ),
                        name="support_guidance_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Help",
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
                                shuzheng.support.rules.guidance.HelpState["UNDER_WAY"],
                                shuzheng.support.rules.guidance.HelpState["UNDER_WAY"],
                            ),
                            (
                                shuzheng.support.rules.guidance.HelpState["CLOSED"],
                                shuzheng.support.rules.guidance.HelpState["CLOSED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.support.rules.guidance.Ground["NOTICE"],
                                shuzheng.support.rules.guidance.Ground["NOTICE"],
                            ),
                            (
                                shuzheng.support.rules.guidance.Ground["MISSED_REPORTS"],
                                shuzheng.support.rules.guidance.Ground["MISSED_REPORTS"],
                            ),
                            (
                                shuzheng.support.rules.guidance.Ground["FINDINGS"],
                                shuzheng.support.rules.guidance.Ground["FINDINGS"],
                            ),
                            (
                                shuzheng.support.rules.guidance.Ground["CONDITIONS"],
                                shuzheng.support.rules.guidance.Ground["CONDITIONS"],
                            ),
                            (
                                shuzheng.support.rules.guidance.Ground["OTHER"],
                                shuzheng.support.rules.guidance.Ground["OTHER"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("training", models.CharField(max_length=200)),
                ("training_on", models.DateField()),
                ("helper", models.CharField(max_length=150)),
                ("plan", models.TextField(max_length=2000)),
                ("opened_on", models.DateField()),
                ("until", models.DateField()),
                ("held_on", models.DateField(null=True)),
                ("managers", models.PositiveIntegerField(null=True)),
                ("outcome", models.TextField(blank=True, max_length=2000)),
                ("closed_on", models.DateField(null=True)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helps",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state", shuzheng.support.rules.guidance.HelpState["UNDER_WAY"])
                        ),
                        fields=("institution",),
                        name="support_help_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.support.rules.guidance.HelpState["UNDER_WAY"],
                                    shuzheng.support.rules.guidance.HelpState["CLOSED"],
                                ],
                            )
                        ),
                        name="support_help_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
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
                                shuzheng.support.rules.question.State["ASKED"],
                                shuzheng.support.rules.question.State["ASKED"],
                            ),
                            (
                                shuzheng.support.rules.question.State["ANSWERED"],
                                shuzheng.support.rules.question.State["ANSWERED"],
                            ),
                            (
                                shuzheng.support.rules.question.State["WITHDRAWN"],
                                shuzheng.support.rules.question.State["WITHDRAWN"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.support.rules.question.Topic["FILING"],
                                shuzheng.support.rules.question.Topic["FILING"],
                            ),
                            (
                                shuzheng.support.rules.question.Topic["TRAINING"],
                                shuzheng.support.rules.question.Topic["TRAINING"],
                            ),
                            (
                                shuzheng.support.rules.question.Topic["ASSESSMENT"],
                                shuzheng.support.rules.question.Topic["ASSESSMENT"],
                            ),
                            (
                                shuzheng.support.rules.question.Topic["FEES"],
                                shuzheng.support.rules.question.Topic["FEES"],
                            ),
                            (
                                shuzheng.support.rules.question.Topic["CREDITS"],
                                shuzheng.support.rules.question.Topic["CREDITS"],
                            ),
                            (
                                shuzheng.support.rules.question.Topic["OTHER"],
                                shuzheng.support.rules.question.Topic["OTHER"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("words", models.TextField(max_length=2000)),
                ("asked_on", models.DateField()),
                ("due_on", models.DateField()),
                ("answer", models.TextField(blank=True, max_length=2000)),
                ("answered_on", models.DateField(null=True)),
                ("is_shared", models.BooleanField(default=False)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "due_on"], name="support_question_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.support.rules.question.State["ASKED"],
                                    shuzheng.support.rules.question.State["ANSWERED"],
                                    shuzheng.support.rules.question.State["WITHDRAWN"],
                                ],
                            )
                        ),
                        name="support_question_state",
                    )
                ],
            },
        ),
    ]
