import shuzheng.catalogue.rules.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_detailing"),
    ]

    operations = [
        migrations.CreateModel(
            name="SkillField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "area",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.catalogue.rules.fields.Area["MODERN_FARMING"],
                                shuzheng.catalogue.rules.fields.Area["MODERN_FARMING"],
                            ),
                            (
                                shuzheng.catalogue.rules.fields.Area["ADVANCED_MANUFACTURING"],
                                shuzheng.catalogue.rules.fields.Area["ADVANCED_MANUFACTURING"],
                            ),
                            (
                                shuzheng.catalogue.rules.fields.Area["MODERN_SERVICES"],
                                shuzheng.catalogue.rules.fields.Area["MODERN_SERVICES"],
                            ),
                            (
                                shuzheng.catalogue.rules.fields.Area["STRATEGIC_EMERGING"],
                                shuzheng.catalogue.rules.fields.Area["STRATEGIC_EMERGING"],
                            ),
                            (
                                shuzheng.catalogue.rules.fields.Area["OTHER"],
                                shuzheng.catalogue.rules.fields.Area["OTHER"],
                            ),
                        ],
                        max_length=30,
                    ),
                ),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on", None)),
                        fields=("name",),
                        name="catalogue_skillfield_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            ("closed_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="catalogue_skillfield_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "area__in",
                                [
                                    shuzheng.catalogue.rules.fields.Area["MODERN_FARMING"],
                                    shuzheng.catalogue.rules.fields.Area["ADVANCED_MANUFACTURING"],
                                    shuzheng.catalogue.rules.fields.Area["MODERN_SERVICES"],
                                    shuzheng.catalogue.rules.fields.Area["STRATEGIC_EMERGING"],
                                    shuzheng.catalogue.rules.fields.Area["OTHER"],
                                ],
                            )
                        ),
                        name="catalogue_skillfield_area",
                    ),
                ],
            },
        ),
    ]
