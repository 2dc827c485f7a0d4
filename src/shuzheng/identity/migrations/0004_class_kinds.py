from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0003_inspectors"),
    ]

    operations = [
        migrations.AddField(
            model_name="schoolclass",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("certificate_pilot", "certificate_pilot"),
                    ("system_pilot", "system_pilot"),
                    ("major_pilot", "major_pilot"),
                    ("other_arrangement", "other_arrangement"),
                ],
                max_length=30,
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="schoolclass",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "",
                            "certificate_pilot",
                            "system_pilot",
                            "major_pilot",
                            "other_arrangement",
                        ],
                    )
                ),
                name="identity_schoolclass_kind",
            ),
        ),
    ]
