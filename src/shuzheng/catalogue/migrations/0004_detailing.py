import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_level_parts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Detailing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=10)),
                ("industry", models.JSONField(default=list)),
                ("enterprises", models.JSONField(default=list)),
                ("content", models.TextField()),
                ("scoring", models.TextField()),
                ("published_on", models.DateField()),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="detailings",
                        to="catalogue.standardversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("standard", "version"), name="catalogue_detailing_once"
                    )
                ],
            },
        ),
    ]
