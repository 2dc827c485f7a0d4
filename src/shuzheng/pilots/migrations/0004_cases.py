import django.db.models.deletion
import shuzheng.pilots.rules.cases
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("foundation", "0005_subjects_unchecked"),
        ("identity", "0003_inspectors"),
        ("pilots", "0003_organs"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=100)),
                ("account", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.pilots.rules.cases.State["OPENED"],
                                shuzheng.pilots.rules.cases.State["OPENED"],
                            ),
                            (
                                shuzheng.pilots.rules.cases.State["VERIFIED"],
                                shuzheng.pilots.rules.cases.State["VERIFIED"],
                            ),
                            (
                                shuzheng.pilots.rules.cases.State["NOT_VERIFIED"],
                                shuzheng.pilots.rules.cases.State["NOT_VERIFIED"],
                            ),
                            (
                                shuzheng.pilots.rules.cases.State["REPORTED_TO_MINISTRY"],
                                shuzheng.pilots.rules.cases.State["REPORTED_TO_MINISTRY"],
                            ),
                            (
                                shuzheng.pilots.rules.cases.State["ANSWERED"],
                                shuzheng.pilots.rules.cases.State["ANSWERED"],
                            ),
                            (
                                shuzheng.pilots.rules.cases.State["CLOSED"],
                                shuzheng.pilots.rules.cases.State["CLOSED"],
                            ),
                        ],
                        max_length=24,
                    ),
                ),
                ("opened_on", models.DateField()),
                ("verify_due_on", models.DateField()),
                ("report_due_on", models.DateField()),
                ("decided_on", models.DateField(null=True)),
                ("finding", models.TextField(blank=True)),
                ("reported_on", models.DateField(null=True)),
                ("advice", models.TextField(blank=True)),
                ("answered_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("closed_on", models.DateField(null=True)),
                ("conclusion", models.TextField(blank=True)),
                (
                    "advice_document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_advice",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "answer_document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_answers",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "certificate_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="identity.organisation",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_against",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "state"], name="pilots_case_against")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.pilots.rules.cases.State["OPENED"],
                                    shuzheng.pilots.rules.cases.State["VERIFIED"],
                                    shuzheng.pilots.rules.cases.State["NOT_VERIFIED"],
                                    shuzheng.pilots.rules.cases.State["REPORTED_TO_MINISTRY"],
                                    shuzheng.pilots.rules.cases.State["ANSWERED"],
                                    shuzheng.pilots.rules.cases.State["CLOSED"],
                                ],
                            )
                        ),
                        name="pilots_case_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.pilots.rules.cases.Category["TRAINING"],
                                shuzheng.pilots.rules.cases.Category["TRAINING"],
                            ),
                            (
                                shuzheng.pilots.rules.cases.Category["ASSESSMENT"],
                                shuzheng.pilots.rules.cases.Category["ASSESSMENT"],
                            ),
                            (
                                shuzheng.pilots.rules.cases.Category["VIOLATION"],
                                shuzheng.pilots.rules.cases.Category["VIOLATION"],
                            ),
                            (
                                shuzheng.pilots.rules.cases.Category["FEES"],
                                shuzheng.pilots.rules.cases.Category["FEES"],
                            ),
                            (
                                shuzheng.pilots.rules.cases.Category["OTHER"],
                                shuzheng.pilots.rules.cases.Category["OTHER"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.pilots.rules.cases.ProblemState["REPORTED"],
                                shuzheng.pilots.rules.cases.ProblemState["REPORTED"],
                            ),
                            (
                                shuzheng.pilots.rules.cases.ProblemState["IN_HAND"],
                                shuzheng.pilots.rules.cases.ProblemState["IN_HAND"],
                            ),
                            (
                                shuzheng.pilots.rules.cases.ProblemState["SETTLED"],
                                shuzheng.pilots.rules.cases.ProblemState["SETTLED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("reported_on", models.DateField()),
                ("owner", models.CharField(blank=True, max_length=50)),
                ("due_on", models.DateField(null=True)),
                ("settled_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "certificate_type",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "reported_on"], name="pilots_problem_waiting")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.pilots.rules.cases.ProblemState["REPORTED"],
                                    shuzheng.pilots.rules.cases.ProblemState["IN_HAND"],
                                    shuzheng.pilots.rules.cases.ProblemState["SETTLED"],
                                ],
                            )
                        ),
                        name="pilots_problem_state",
                    )
                ],
            },
        ),
    ]
