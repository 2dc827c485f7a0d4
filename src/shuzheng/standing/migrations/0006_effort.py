from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gazette", "0002_publicity"),
        ("identity", "0004_class_kinds"),
        ("standing", "0005_measures"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="ground",
            field=models.CharField(
                blank=True,
                choices=[
                    (
                        "slow_progress",
                        "slow_progress",
                    ),
                    (
                        "weak_effort",
                        "weak_effort",
                    ),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="indicators",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="notice",
            name="proposed_by",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="why",
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("rule", "R-195"),
                    (
                        "state__in",
                        [
                            "heard",
                            "proposed",
                        ],
                    ),
                ),
                fields=("organisation",),
                name="standing_notice_one_on_effort",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("rule", "R-195"), ("ground", ""), _connector="XOR"),
                name="standing_notice_ground",
            ),
        ),
    ]
