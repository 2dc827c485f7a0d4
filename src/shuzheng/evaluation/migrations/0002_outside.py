import django.db.models.deletion
import shuzheng.evaluation.rules.third_party
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0005_custody"),
        ("evaluation", "0001_initial"),
        ("foundation", "0005_subjects_unchecked"),
        ("identity", "0003_inspectors"),
    ]

    operations = [
        migrations.CreateModel(
            name="MinistryResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("subject", models.CharField(max_length=100)),
                ("result", models.CharField(max_length=500)),
                ("document", models.CharField(max_length=200)),
                ("dated_on", models.DateField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ministry_results",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("party", "year", "subject"), name="evaluation_ministryresult_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ThirdParty",
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
                                shuzheng.evaluation.rules.third_party.State["COMMISSIONED"],
                                shuzheng.evaluation.rules.third_party.State["COMMISSIONED"],
                            ),
                            (
                                shuzheng.evaluation.rules.third_party.State["INDEPENDENT"],
                                shuzheng.evaluation.rules.third_party.State["INDEPENDENT"],
                            ),
                            (
                                shuzheng.evaluation.rules.third_party.State["REPORTED"],
                                shuzheng.evaluation.rules.third_party.State["REPORTED"],
                            ),
                            (
                                shuzheng.evaluation.rules.third_party.State["CALLED_OFF"],
                                shuzheng.evaluation.rules.third_party.State["CALLED_OFF"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("evaluator", models.CharField(max_length=100)),
                ("subject", models.CharField(max_length=200)),
                ("contract", models.CharField(max_length=60)),
                ("commissioned_on", models.DateField()),
                ("declaration", models.TextField(blank=True)),
                ("declared_on", models.DateField(null=True)),
                ("result", models.TextField(blank=True)),
                ("score", models.PositiveSmallIntegerField(null=True)),
                ("reported_on", models.DateField(null=True)),
                ("called_off_reason", models.CharField(blank=True, max_length=500)),
                (
                    "declaration_file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="independence_declared",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="third_party_evaluations",
                        to="identity.organisation",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="third_party_reports",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="third_party_evaluations",
                        to="assessment.site",
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
                                    shuzheng.evaluation.rules.third_party.State["COMMISSIONED"],
                                    shuzheng.evaluation.rules.third_party.State["INDEPENDENT"],
                                    shuzheng.evaluation.rules.third_party.State["REPORTED"],
                                    shuzheng.evaluation.rules.third_party.State["CALLED_OFF"],
                                ],
                            )
                        ),
                        name="evaluation_thirdparty_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", shuzheng.evaluation.rules.third_party.State["REPORTED"]),
                                _negated=True,
                            ),
                            ("declared_on__isnull", False),
                            _connector="OR",
                        ),
                        name="evaluation_thirdparty_independent",
                    ),
                ],
            },
        ),
    ]
