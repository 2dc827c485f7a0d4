import django.db.models.deletion
import shuzheng.governance.rules.milestone
import shuzheng.governance.rules.plan
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation", "0005_subjects_unchecked"),
        ("gazette", "0002_publicity"),
        ("identity", "0003_inspectors"),
    ]

    operations = [
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=150)),
                (
                    "content",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.governance.rules.milestone.Content["ORGANISATIONS"],
                                shuzheng.governance.rules.milestone.Content["ORGANISATIONS"],
                            ),
                            (
                                shuzheng.governance.rules.milestone.Content["CERTIFICATES"],
                                shuzheng.governance.rules.milestone.Content["CERTIFICATES"],
                            ),
                            (
                                shuzheng.governance.rules.milestone.Content["CURRICULUM"],
                                shuzheng.governance.rules.milestone.Content["CURRICULUM"],
                            ),
                            (
                                shuzheng.governance.rules.milestone.Content["TRAINING"],
                                shuzheng.governance.rules.milestone.Content["TRAINING"],
                            ),
                            (
                                shuzheng.governance.rules.milestone.Content["ASSESSMENT"],
                                shuzheng.governance.rules.milestone.Content["ASSESSMENT"],
                            ),
                            (
                                shuzheng.governance.rules.milestone.Content["CREDIT_BANK"],
                                shuzheng.governance.rules.milestone.Content["CREDIT_BANK"],
                            ),
                            (
                                shuzheng.governance.rules.milestone.Content["SUPERVISION"],
                                shuzheng.governance.rules.milestone.Content["SUPERVISION"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("owner", models.CharField(max_length=100)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.governance.rules.milestone.State["PLANNED"],
                                shuzheng.governance.rules.milestone.State["PLANNED"],
                            ),
                            (
                                shuzheng.governance.rules.milestone.State["UNDER_WAY"],
                                shuzheng.governance.rules.milestone.State["UNDER_WAY"],
                            ),
                            (
                                shuzheng.governance.rules.milestone.State["DONE"],
                                shuzheng.governance.rules.milestone.State["DONE"],
                            ),
                            (
                                shuzheng.governance.rules.milestone.State["CALLED_OFF"],
                                shuzheng.governance.rules.milestone.State["CALLED_OFF"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("begun_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("said", models.TextField(blank=True)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "owner_party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("edition", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.governance.rules.plan.State["DRAFTING"],
                                shuzheng.governance.rules.plan.State["DRAFTING"],
                            ),
                            (
                                shuzheng.governance.rules.plan.State["FIXED"],
                                shuzheng.governance.rules.plan.State["FIXED"],
                            ),
                            (
                                shuzheng.governance.rules.plan.State["IN_FORCE"],
                                shuzheng.governance.rules.plan.State["IN_FORCE"],
                            ),
                            (
                                shuzheng.governance.rules.plan.State["REPLACED"],
                                shuzheng.governance.rules.plan.State["REPLACED"],
                            ),
                            (
                                shuzheng.governance.rules.plan.State["DISCARDED"],
                                shuzheng.governance.rules.plan.State["DISCARDED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("aims", models.TextField()),
                ("industries", models.JSONField(default=list)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("drafted_on", models.DateField()),
                ("fixed_on", models.DateField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("log_index", models.BigIntegerField(null=True)),
                ("published_on", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="gazette.document",
                    ),
                ),
                (
                    "fixed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans_fixed",
                        to="identity.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanRow",
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
                                shuzheng.governance.rules.plan.List["INSTITUTIONS"],
                                shuzheng.governance.rules.plan.List["INSTITUTIONS"],
                            ),
                            (
                                shuzheng.governance.rules.plan.List["CERTIFICATES"],
                                shuzheng.governance.rules.plan.List["CERTIFICATES"],
                            ),
                            (
                                shuzheng.governance.rules.plan.List["SITES"],
                                shuzheng.governance.rules.plan.List["SITES"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("code", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=200)),
                ("place", models.CharField(blank=True, max_length=60)),
                ("detail", models.CharField(blank=True, max_length=200)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="governance.plan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Postponement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was", models.DateField()),
                ("due_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("moved_on", models.DateField()),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postponements",
                        to="governance.milestone",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(fields=["state", "due_on"], name="governance_milestone_due"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                fields=("year", "name"), name="governance_milestone_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=("year", "edition"), name="governance_plan_edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.governance.rules.plan.State["DRAFTING"],
                            shuzheng.governance.rules.plan.State["FIXED"],
                        ],
                    )
                ),
                fields=("year",),
                name="governance_plan_one_unfinished",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", shuzheng.governance.rules.plan.State["IN_FORCE"])),
                fields=("year",),
                name="governance_plan_one_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="planrow",
            constraint=models.UniqueConstraint(
                fields=("plan", "kind", "code"), name="governance_row_once"
            ),
        ),
    ]
