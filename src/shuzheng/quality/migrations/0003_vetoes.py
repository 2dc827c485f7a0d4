import django.db.models.deletion
import shuzheng.quality.rules.veto
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quality", "0002_findings"),
        ("standing", "0003_parties"),
    ]

    operations = [
        migrations.CreateModel(
            name="Veto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.quality.rules.veto.State["PROPOSED"],
                                shuzheng.quality.rules.veto.State["PROPOSED"],
                            ),
                            (
                                shuzheng.quality.rules.veto.State["HEARD"],
                                shuzheng.quality.rules.veto.State["HEARD"],
                            ),
                            (
                                shuzheng.quality.rules.veto.State["DECIDED"],
                                shuzheng.quality.rules.veto.State["DECIDED"],
                            ),
                            (
                                shuzheng.quality.rules.veto.State["IN_FORCE"],
                                shuzheng.quality.rules.veto.State["IN_FORCE"],
                            ),
                            (
                                shuzheng.quality.rules.veto.State["DISMISSED"],
                                shuzheng.quality.rules.veto.State["DISMISSED"],
                            ),
                            (
                                shuzheng.quality.rules.veto.State["LIFTED"],
                                shuzheng.quality.rules.veto.State["LIFTED"],
                            ),
                            (
                                shuzheng.quality.rules.veto.State["OVERTURNED"],
                                shuzheng.quality.rules.veto.State["OVERTURNED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.quality.rules.veto.Ground["LEAKED_PAPER"],
                                shuzheng.quality.rules.veto.Ground["LEAKED_PAPER"],
                            ),
                            (
                                shuzheng.quality.rules.veto.Ground["SUBSTITUTE"],
                                shuzheng.quality.rules.veto.Ground["SUBSTITUTE"],
                            ),
                            (
                                shuzheng.quality.rules.veto.Ground["MADE_UP_SCORES"],
                                shuzheng.quality.rules.veto.Ground["MADE_UP_SCORES"],
                            ),
                            (
                                shuzheng.quality.rules.veto.Ground["UNASSESSED_CERTIFICATE"],
                                shuzheng.quality.rules.veto.Ground["UNASSESSED_CERTIFICATE"],
                            ),
                            (
                                shuzheng.quality.rules.veto.Ground["OVERCHARGING"],
                                shuzheng.quality.rules.veto.Ground["OVERCHARGING"],
                            ),
                            (
                                shuzheng.quality.rules.veto.Ground["DATA_FOR_GAIN"],
                                shuzheng.quality.rules.veto.Ground["DATA_FOR_GAIN"],
                            ),
                            (
                                shuzheng.quality.rules.veto.Ground["OBSTRUCTION"],
                                shuzheng.quality.rules.veto.Ground["OBSTRUCTION"],
                            ),
                        ],
                        max_length=30,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("proposed_on", models.DateField()),
                ("proposed_by", models.BigIntegerField()),
                ("heard_on", models.DateField(null=True)),
                ("statement", models.TextField(blank=True)),
                ("heard_recorded_by", models.BigIntegerField(null=True)),
                ("decided_on", models.DateField(null=True)),
                ("decided_by", models.BigIntegerField(null=True)),
                ("decision_reason", models.CharField(blank=True, max_length=500)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("review_on", models.DateField(null=True)),
                ("enforced_on", models.DateField(null=True)),
                ("enforced_by", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=500)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vetoes",
                        to="quality.finding",
                    ),
                ),
                (
                    "restriction",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="veto",
                        to="standing.restriction",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.quality.rules.veto.State["DISMISSED"],
                                    shuzheng.quality.rules.veto.State["LIFTED"],
                                    shuzheng.quality.rules.veto.State["OVERTURNED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=("finding",),
                        name="quality_veto_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.quality.rules.veto.State["PROPOSED"],
                                    shuzheng.quality.rules.veto.State["HEARD"],
                                    shuzheng.quality.rules.veto.State["DECIDED"],
                                    shuzheng.quality.rules.veto.State["IN_FORCE"],
                                    shuzheng.quality.rules.veto.State["DISMISSED"],
                                    shuzheng.quality.rules.veto.State["LIFTED"],
                                    shuzheng.quality.rules.veto.State["OVERTURNED"],
                                ],
                            )
                        ),
                        name="quality_veto_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", shuzheng.quality.rules.veto.State["IN_FORCE"]),
                                _negated=True,
                            ),
                            ("restriction__isnull", False),
                            _connector="OR",
                        ),
                        name="quality_veto_bars",
                    ),
                ],
            },
        ),
    ]
