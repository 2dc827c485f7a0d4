import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CutInstitutions",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city_code", models.CharField(max_length=6)),
                ("kind", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("eligible", models.PositiveIntegerField(null=True)),
                ("filed", models.PositiveIntegerField()),
                ("learners", models.PositiveIntegerField()),
                (
                    "cut",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="institutions",
                        to="insight.cut",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cut", "city_code", "kind", "year"),
                        name="insight_cutinstitutions_once",
                    )
                ],
            },
        ),
    ]
