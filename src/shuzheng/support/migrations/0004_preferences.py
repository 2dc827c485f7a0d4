import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0005_subjects_unchecked"),
        ("identity", "0004_class_kinds"),
        ("support", "0003_feedback"),
    ]

    operations = [
        migrations.CreateModel(
            name="Preference",
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
                            ("recorded", "recorded"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("policy", "policy"),
                            ("money", "money"),
                            ("projects", "projects"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("words", models.TextField(max_length=2000)),
                ("fen", models.BigIntegerField(null=True)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("recorded_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("withdrawn_on", models.DateField(null=True)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_preferences",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preferences_given",
                        to="identity.organisation",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preferences",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "since"], name="support_preference_kind")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["recorded", "withdrawn"],
                            )
                        ),
                        name="support_preference_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("fen__gt", 0),
                                ("fen__isnull", False),
                                ("fen__lte", 1000000000000),
                                ("kind", "money"),
                            ),
                            models.Q(
                                ("fen__isnull", True),
                                (
                                    "kind__in",
                                    ["policy", "projects"],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="support_preference_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="support_preference_term",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True),
                            ("document__isnull", False),
                            _connector="OR",
                        ),
                        name="support_preference_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reason", ""),
                                ("state", "recorded"),
                                ("withdrawn_on__isnull", True),
                            ),
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_on__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="support_preference_withdrawn",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "recorded")),
                        fields=("institution", "given_by", "kind", "title", "since"),
                        name="support_preference_once",
                    ),
                ],
            },
        ),
    ]
