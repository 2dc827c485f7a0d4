import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_province_standing"),
        ("identity", "0003_inspectors"),
        ("support", "0002_guidance"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feedback",
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
                            ("given", "given"),
                            ("answered", "answered"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("level_split", "level_split"),
                            ("requirement", "requirement"),
                            ("majors", "majors"),
                            ("other", "other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(max_length=2000)),
                ("given_on", models.DateField()),
                ("due_on", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopted", "adopted"),
                            ("not_adopted", "not_adopted"),
                            ("covered", "covered"),
                        ],
                        max_length=20,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000)),
                ("answered_on", models.DateField(null=True)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standard_feedback",
                        to="identity.organisation",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="catalogue.skillrequirement",
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="catalogue.standardversion",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "due_on"], name="support_feedback_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["given", "answered", "withdrawn"])),
                        name="support_feedback_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome__in", ["adopted", "not_adopted", "covered"]),
                                ("state", "answered"),
                                ("answered_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "answered"), _negated=True),
                                ("answered_on__isnull", True),
                                ("outcome", ""),
                            ),
                            _connector="OR",
                        ),
                        name="support_feedback_answered",
                    ),
                ],
            },
        ),
    ]
