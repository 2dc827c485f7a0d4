import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0005_custody"),
    ]

    operations = [
        migrations.CreateModel(
            name="Centre",
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
                                "designated",
                                "designated",
                            ),
                            (
                                "withdrawn",
                                "withdrawn",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.CharField(max_length=60)),
                ("designated_on", models.DateField()),
                ("recorded_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("withdrawn_on", models.DateField(null=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="centres",
                        to="assessment.site",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reason", ""),
                                ("state", "designated"),
                                ("withdrawn_on__isnull", True),
                            ),
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_on__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_centre_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        name="assessment_centre_number",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "designated")),
                        fields=("site",),
                        name="assessment_centre_once",
                    ),
                ],
            },
        ),
    ]
