import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gazette", "0002_publicity"),
        ("workforce", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyOrders",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField()),
                ("departments", models.JSONField(default=list)),
                ("in_force_on", models.DateField()),
                ("workload", models.TextField(blank=True)),
                ("programmes", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="gazette.document",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "revision"), name="workforce_policyorders_once"
                    )
                ],
            },
        ),
    ]
