import django.db.models.deletion
import shuzheng.complaints.rules.effects
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0001_initial"),
        ("pilots", "0006_kinds_in_use"),
        ("quality", "0005_findings_without_inspection"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consequence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.complaints.rules.effects.Effect["FINDING"],
                                shuzheng.complaints.rules.effects.Effect["FINDING"],
                            ),
                            (
                                shuzheng.complaints.rules.effects.Effect["CASE"],
                                shuzheng.complaints.rules.effects.Effect["CASE"],
                            ),
                            (
                                shuzheng.complaints.rules.effects.Effect["SCORE_REVIEW"],
                                shuzheng.complaints.rules.effects.Effect["SCORE_REVIEW"],
                            ),
                            (
                                shuzheng.complaints.rules.effects.Effect["REFUND"],
                                shuzheng.complaints.rules.effects.Effect["REFUND"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="pilots.case",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consequences",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="quality.finding",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("complaint", "effect"), name="complaints_consequence_once"
                    )
                ],
            },
        ),
    ]
