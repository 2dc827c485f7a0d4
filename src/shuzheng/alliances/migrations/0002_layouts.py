import django.db.models.deletion
import shuzheng.alliances.rules.layout
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("alliances", "0001_initial"),
        ("identity", "0003_inspectors"),
        ("pilots", "0007_lead_terms"),
    ]

    operations = [
        migrations.CreateModel(
            name="LayoutPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("edition", models.PositiveSmallIntegerField()),
                ("made_on", models.DateField()),
                (
                    "alliance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="layouts",
                        to="pilots.alliance",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alliance_layouts",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LayoutRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("planned", models.PositiveSmallIntegerField()),
                (
                    "principle",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shuzheng.alliances.rules.layout.Principle["SAVING"],
                                shuzheng.alliances.rules.layout.Principle["SAVING"],
                            ),
                            (
                                shuzheng.alliances.rules.layout.Principle["SHARING"],
                                shuzheng.alliances.rules.layout.Principle["SHARING"],
                            ),
                            (
                                shuzheng.alliances.rules.layout.Principle["NEARNESS"],
                                shuzheng.alliances.rules.layout.Principle["NEARNESS"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="layout_rows",
                        to="identity.division",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="alliances.layoutplan",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="layoutplan",
            constraint=models.UniqueConstraint(
                fields=("alliance", "year", "edition"), name="alliances_layoutplan_edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="layoutrow",
            constraint=models.UniqueConstraint(
                fields=("plan", "city"), name="alliances_layoutrow_once"
            ),
        ),
    ]
