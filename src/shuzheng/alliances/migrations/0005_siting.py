import django.db.models.deletion
import shuzheng.alliances.rules.layout
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("alliances", "0004_joint"),
        ("catalogue", "0005_skill_fields"),
        ("identity", "0005_profile"),
    ]

    operations = [
        migrations.CreateModel(
            name="SitingProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("inputs", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("value", models.FloatField()),
                ("bound", models.FloatField()),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="SitingRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("learners", models.PositiveIntegerField()),
                ("institutions", models.PositiveIntegerField()),
                ("fills", models.BooleanField()),
                (
                    "principle",
                    models.CharField(
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
                (
                    "certificate_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="siting_rows",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="siting_rows",
                        to="identity.division",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="siting_rows",
                        to="identity.organisation",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="alliances.sitingproposal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "institution", "certificate_type"),
                        name="alliances_sitingrow_once",
                    )
                ],
            },
        ),
    ]
