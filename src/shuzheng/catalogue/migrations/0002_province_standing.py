import shuzheng.catalogue.rules.standing
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("identity", "0003_inspectors"),
    ]

    operations = [
        migrations.AddField(
            model_name="certificatetype",
            name="closing_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="certificatetype",
            name="decision",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="certificatetype",
            name="state",
            field=models.CharField(
                choices=[
                    (
                        shuzheng.catalogue.rules.standing.State["LISTED"],
                        shuzheng.catalogue.rules.standing.State["LISTED"],
                    ),
                    (
                        shuzheng.catalogue.rules.standing.State["IN_USE"],
                        shuzheng.catalogue.rules.standing.State["IN_USE"],
                    ),
                    (
                        shuzheng.catalogue.rules.standing.State["WATCH"],
                        shuzheng.catalogue.rules.standing.State["WATCH"],
                    ),
                    (
                        shuzheng.catalogue.rules.standing.State["PHASING_OUT"],
                        shuzheng.catalogue.rules.standing.State["PHASING_OUT"],
                    ),
                    (
                        shuzheng.catalogue.rules.standing.State["CLOSED"],
                        shuzheng.catalogue.rules.standing.State["CLOSED"],
                    ),
                ],
                default=shuzheng.catalogue.rules.standing.State["LISTED"],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="certificatetype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.catalogue.rules.standing.State["LISTED"],
                            shuzheng.catalogue.rules.standing.State["IN_USE"],
                            shuzheng.catalogue.rules.standing.State["WATCH"],
                            shuzheng.catalogue.rules.standing.State["PHASING_OUT"],
                            shuzheng.catalogue.rules.standing.State["CLOSED"],
                        ],
                    )
                ),
                name="catalogue_certificatetype_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificatetype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [
                                shuzheng.catalogue.rules.standing.State["CLOSED"],
                                shuzheng.catalogue.rules.standing.State["PHASING_OUT"],
                            ],
                        ),
                        _negated=True,
                    ),
                    ("closing_on__isnull", False),
                    _connector="OR",
                ),
                name="catalogue_certificatetype_closing",
            ),
        ),
    ]
