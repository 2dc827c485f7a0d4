import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_province_standing"),
        ("identity", "0004_class_kinds"),
        ("insight", "0002_institutions"),
    ]

    operations = [
        migrations.CreateModel(
            name="CutDepartment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("persons", models.PositiveIntegerField()),
                ("sat", models.PositiveIntegerField()),
                ("disputed", models.PositiveIntegerField()),
                ("passed", models.PositiveIntegerField()),
                ("majors", models.PositiveIntegerField()),
                ("majors_assessed", models.PositiveIntegerField()),
                (
                    "cut",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="departments",
                        to="insight.cut",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.department",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cut", "department", "year"), name="insight_cutdepartment_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CutHolding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.CharField(max_length=20)),
                ("holders", models.PositiveIntegerField()),
                (
                    "certificate_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "cut",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holdings",
                        to="insight.cut",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.department",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cut", "department", "certificate_type", "level"),
                        name="insight_cutholding_once",
                    )
                ],
            },
        ),
    ]
