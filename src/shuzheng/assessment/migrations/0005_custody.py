import django.db.models.deletion
import shuzheng.assessment.core.steps
import shuzheng.assessment.rules.custody
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0004_logged_steps"),
    ]

    operations = [
        migrations.AlterField(
            model_name="loggedstep",
            name="kind",
            field=models.CharField(
                choices=[
                    (
                        shuzheng.assessment.core.steps.Kind["PAPER_PACKAGE"],
                        shuzheng.assessment.core.steps.Kind["PAPER_PACKAGE"],
                    ),
                    (
                        shuzheng.assessment.core.steps.Kind["SEATING_LOCKED"],
                        shuzheng.assessment.core.steps.Kind["SEATING_LOCKED"],
                    ),
                    (
                        shuzheng.assessment.core.steps.Kind["PAPER_HANDED_IN"],
                        shuzheng.assessment.core.steps.Kind["PAPER_HANDED_IN"],
                    ),
                    (
                        shuzheng.assessment.core.steps.Kind["PAPER_PASSED_ON"],
                        shuzheng.assessment.core.steps.Kind["PAPER_PASSED_ON"],
                    ),
                    (
                        shuzheng.assessment.core.steps.Kind["MARK_LOCKED"],
                        shuzheng.assessment.core.steps.Kind["MARK_LOCKED"],
                    ),
                    (
                        shuzheng.assessment.core.steps.Kind["RESULT_PUBLISHED"],
                        shuzheng.assessment.core.steps.Kind["RESULT_PUBLISHED"],
                    ),
                ],
                max_length=30,
            ),
        ),
        migrations.CreateModel(
            name="PaperPackage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("seal", models.CharField(max_length=40)),
                ("copies", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.assessment.rules.custody.State["SEALED"],
                                shuzheng.assessment.rules.custody.State["SEALED"],
                            ),
                            (
                                shuzheng.assessment.rules.custody.State["SENT"],
                                shuzheng.assessment.rules.custody.State["SENT"],
                            ),
                            (
                                shuzheng.assessment.rules.custody.State["KEPT"],
                                shuzheng.assessment.rules.custody.State["KEPT"],
                            ),
                            (
                                shuzheng.assessment.rules.custody.State["OPENED"],
                                shuzheng.assessment.rules.custody.State["OPENED"],
                            ),
                            (
                                shuzheng.assessment.rules.custody.State["BROKEN"],
                                shuzheng.assessment.rules.custody.State["BROKEN"],
                            ),
                            (
                                shuzheng.assessment.rules.custody.State["RETURNED"],
                                shuzheng.assessment.rules.custody.State["RETURNED"],
                            ),
                            (
                                shuzheng.assessment.rules.custody.State["CANCELLED"],
                                shuzheng.assessment.rules.custody.State["CANCELLED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packages",
                        to="assessment.plan",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packages",
                        to="assessment.plansession",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packages",
                        to="assessment.site",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CustodyStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(blank=True, max_length=20)),
                ("done_by_id", models.BigIntegerField()),
                ("done_by_organisation_id", models.BigIntegerField()),
                ("second", models.CharField(blank=True, max_length=50)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("done_at", models.DateTimeField()),
                ("log_index", models.BigIntegerField(unique=True)),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="assessment.paperpackage",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="paperpackage",
            constraint=models.UniqueConstraint(
                fields=("plan", "seal"), name="assessment_package_seal_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperpackage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.assessment.rules.custody.State["SEALED"],
                            shuzheng.assessment.rules.custody.State["SENT"],
                            shuzheng.assessment.rules.custody.State["KEPT"],
                            shuzheng.assessment.rules.custody.State["OPENED"],
                            shuzheng.assessment.rules.custody.State["BROKEN"],
                            shuzheng.assessment.rules.custody.State["RETURNED"],
                            shuzheng.assessment.rules.custody.State["CANCELLED"],
                        ],
                    )
                ),
                name="assessment_package_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperpackage",
            constraint=models.CheckConstraint(
                condition=models.Q(("copies__gte", 1)), name="assessment_package_copies"
            ),
        ),
    ]
