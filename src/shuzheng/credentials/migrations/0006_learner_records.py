import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("credentials", "0005_key_tokens"),
        ("identity", "0002_enterprises"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="keychange", name="credentials_keychange_since"),
        migrations.AlterField(
            model_name="keychange",
            name="key",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="credentials.issuerkey",
            ),
        ),
        migrations.AlterField(
            model_name="keychange",
            name="kind",
            field=models.CharField(
                choices=[("rotation", "rotation"), ("theft", "theft"), ("first", "first")],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="keychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("key__isnull", False), ("kind", "rotation"), ("since", None)),
                    models.Q(("key__isnull", False), ("kind", "theft"), ("since__isnull", False)),
                    models.Q(("key", None), ("kind", "first"), ("since", None)),
                    _connector="OR",
                ),
                name="credentials_keychange_since",
            ),
        ),
        migrations.CreateModel(
            name="LearnerRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(unique=True)),
                ("issued_at", models.DateTimeField()),
                ("document", models.TextField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="credentials.issuerkey",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learner_record",
                        to="identity.person",
                    ),
                ),
            ],
        ),
    ]
