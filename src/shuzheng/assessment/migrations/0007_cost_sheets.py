import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0006_centres"),
    ]

    operations = [
        migrations.CreateModel(
            name="CostSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("current", "current"), ("replaced", "replaced")], max_length=20
                    ),
                ),
                ("premises_fen", models.PositiveIntegerField()),
                ("equipment_fen", models.PositiveIntegerField()),
                ("consumables_fen", models.PositiveIntegerField()),
                ("people_fen", models.PositiveIntegerField()),
                ("note", models.CharField(blank=True, max_length=500)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("recorded_on", models.DateField()),
                ("replaced_on", models.DateField(null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cost_sheets",
                        to="assessment.plan",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cost_sheets",
                        to="assessment.site",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replaced_on__isnull", True), ("state", "current")),
                            models.Q(("replaced_on__isnull", False), ("state", "replaced")),
                            _connector="OR",
                        ),
                        name="assessment_costsheet_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("version", 1)),
                            models.Q(("version__gt", 1), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="assessment_costsheet_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consumables_fen__lte", 1000000000),
                            ("equipment_fen__lte", 1000000000),
                            ("people_fen__lte", 1000000000),
                            ("premises_fen__lte", 1000000000),
                        ),
                        name="assessment_costsheet_most",
                    ),
                    models.UniqueConstraint(
                        fields=("plan", "site", "version"), name="assessment_costsheet_version"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "current")),
                        fields=("plan", "site"),
                        name="assessment_costsheet_current",
                    ),
                ],
            },
        ),
    ]
