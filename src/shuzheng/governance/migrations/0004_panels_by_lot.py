import uuid

import django.db.models.deletion
import shuzheng.governance.rules.panel
import shuzheng.governance.rules.pool
from django.db import migrations, models


def keep_what_was(apps, _schema_editor):
    """Panels that were made up by hand have done their work; whoever sat in them did."""
    for row in apps.get_model("governance", "Expert").objects.all():
        row.uid = uuid.uuid4()
        row.save(update_fields=["uid"])
    seats = apps.get_model("governance", "Seat").objects
    for row in apps.get_model("governance", "Panel").objects.all():
        sat = list(row.experts.order_by("pk"))
        row.uid = uuid.uuid4()
        row.kind, row.state = "other", "done"
        row.fields, row.size, row.done_on = [row.field], len(sat), row.meets_on
        row.save()
        for place, expert in enumerate(sat, 1):
            seats.create(panel=row, expert=expert, place=place, state="sitting")


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0003_pool"),
        ("identity", "0003_inspectors"),
        ("transparency", "0003_draws"),
    ]

    operations = [
        migrations.AddField(
            model_name="expert",
            name="uid",
            field=models.UUIDField(null=True, unique=True),
        ),
        migrations.AddField(
            model_name="interest",
            name="tie",
            field=models.CharField(
                choices=[
                    (
                        shuzheng.governance.rules.pool.Tie["INTEREST"],
                        shuzheng.governance.rules.pool.Tie["INTEREST"],
                    ),
                    (
                        shuzheng.governance.rules.pool.Tie["KIN"],
                        shuzheng.governance.rules.pool.Tie["KIN"],
                    ),
                ],
                default=shuzheng.governance.rules.pool.Tie["INTEREST"],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="uid",
            field=models.UUIDField(null=True, unique=True),
        ),
        migrations.AddField(
            model_name="panel",
            name="kind",
            field=models.CharField(
                choices=[
                    (
                        shuzheng.governance.rules.panel.Kind["CATALOGUE_REVIEW"],
                        shuzheng.governance.rules.panel.Kind["CATALOGUE_REVIEW"],
                    ),
                    (
                        shuzheng.governance.rules.panel.Kind["HEARING"],
                        shuzheng.governance.rules.panel.Kind["HEARING"],
                    ),
                    (
                        shuzheng.governance.rules.panel.Kind["APPRAISAL"],
                        shuzheng.governance.rules.panel.Kind["APPRAISAL"],
                    ),
                    (
                        shuzheng.governance.rules.panel.Kind["OTHER"],
                        shuzheng.governance.rules.panel.Kind["OTHER"],
                    ),
                ],
                default=shuzheng.governance.rules.panel.Kind["OTHER"],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="year",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="panel",
            name="fields",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="panel",
            name="size",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="panel",
            name="state",
            field=models.CharField(
                choices=[
                    (
                        shuzheng.governance.rules.panel.State["PLANNED"],
                        shuzheng.governance.rules.panel.State["PLANNED"],
                    ),
                    (
                        shuzheng.governance.rules.panel.State["DRAWING"],
                        shuzheng.governance.rules.panel.State["DRAWING"],
                    ),
                    (
                        shuzheng.governance.rules.panel.State["STANDING"],
                        shuzheng.governance.rules.panel.State["STANDING"],
                    ),
                    (
                        shuzheng.governance.rules.panel.State["DONE"],
                        shuzheng.governance.rules.panel.State["DONE"],
                    ),
                    (
                        shuzheng.governance.rules.panel.State["CANCELLED"],
                        shuzheng.governance.rules.panel.State["CANCELLED"],
                    ),
                    (
                        shuzheng.governance.rules.panel.State["DISSOLVED"],
                        shuzheng.governance.rules.panel.State["DISSOLVED"],
                    ),
                ],
                default=shuzheng.governance.rules.panel.State["PLANNED"],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="pool",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="panel",
            name="draw",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="panels",
                to="transparency.draw",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="drawn_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="panel",
            name="done_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="panel",
            name="reason",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.governance.rules.panel.SeatState["SITTING"],
                                shuzheng.governance.rules.panel.SeatState["SITTING"],
                            ),
                            (
                                shuzheng.governance.rules.panel.SeatState["SUBSTITUTE"],
                                shuzheng.governance.rules.panel.SeatState["SUBSTITUTE"],
                            ),
                            (
                                shuzheng.governance.rules.panel.SeatState["STEPPED_DOWN"],
                                shuzheng.governance.rules.panel.SeatState["STEPPED_DOWN"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shuzheng.governance.rules.panel.Why["CONFLICT"],
                                shuzheng.governance.rules.panel.Why["CONFLICT"],
                            ),
                            (
                                shuzheng.governance.rules.panel.Why["PREVENTED"],
                                shuzheng.governance.rules.panel.Why["PREVENTED"],
                            ),
                            (
                                shuzheng.governance.rules.panel.Why["BARRED"],
                                shuzheng.governance.rules.panel.Why["BARRED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("stepped_down_on", models.DateField(null=True)),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="governance.expert",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="governance.panel",
                    ),
                ),
            ],
        ),
        migrations.RunPython(keep_what_was, migrations.RunPython.noop),
    ]
