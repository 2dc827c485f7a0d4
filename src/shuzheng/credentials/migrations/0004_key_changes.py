import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("credentials", "0003_paper_codes"),
        ("identity", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeyChange",
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
                        choices=[("rotation", "rotation"), ("theft", "theft")], max_length=12
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("confirmed", "confirmed"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                            ("overtaken", "overtaken"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("since", models.DateTimeField(null=True)),
                ("proposed_by_id", models.BigIntegerField()),
                ("proposed_by_organisation_id", models.BigIntegerField()),
                ("proposed_at", models.DateTimeField()),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.AddField(
            model_name="issuerkey",
            name="compromised_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="issuerkey",
            name="compromised_size",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="issuerkey",
            name="last_signed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="issuerkey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("compromised_at", None), ("compromised_size", None)),
                    models.Q(
                        ("compromised_at__isnull", False),
                        ("compromised_size__gte", 0),
                        ("valid_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="credentials_issuerkey_compromised",
            ),
        ),
        migrations.AddField(
            model_name="keychange",
            name="key",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="credentials.issuerkey",
            ),
        ),
        migrations.AddField(
            model_name="keychange",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="key_changes",
                to="identity.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="keychange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("organisation",),
                name="credentials_keychange_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="keychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["proposed", "confirmed", "declined", "withdrawn", "overtaken"])
                ),
                name="credentials_keychange_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="keychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "rotation"), ("since", None)),
                    models.Q(("kind", "theft"), ("since__isnull", False)),
                    _connector="OR",
                ),
                name="credentials_keychange_since",
            ),
        ),
    ]
