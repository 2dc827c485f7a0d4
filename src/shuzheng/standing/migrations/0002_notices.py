import django.db.models.deletion
import shuzheng.standing.rules.notices
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_enterprises"),
        ("standing", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
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
                                shuzheng.standing.rules.notices.State["PROPOSED"],
                                shuzheng.standing.rules.notices.State["PROPOSED"],
                            ),
                            (
                                shuzheng.standing.rules.notices.State["HEARD"],
                                shuzheng.standing.rules.notices.State["HEARD"],
                            ),
                            (
                                shuzheng.standing.rules.notices.State["ISSUED"],
                                shuzheng.standing.rules.notices.State["ISSUED"],
                            ),
                            (
                                shuzheng.standing.rules.notices.State["DROPPED"],
                                shuzheng.standing.rules.notices.State["DROPPED"],
                            ),
                            (
                                shuzheng.standing.rules.notices.State["ELIGIBILITY_LOSS_PROPOSED"],
                                shuzheng.standing.rules.notices.State["ELIGIBILITY_LOSS_PROPOSED"],
                            ),
                            (
                                shuzheng.standing.rules.notices.State["ELIGIBILITY_LOSS_DROPPED"],
                                shuzheng.standing.rules.notices.State["ELIGIBILITY_LOSS_DROPPED"],
                            ),
                            (
                                shuzheng.standing.rules.notices.State["ELIGIBILITY_LOST"],
                                shuzheng.standing.rules.notices.State["ELIGIBILITY_LOST"],
                            ),
                            (
                                shuzheng.standing.rules.notices.State["OVERTURNED"],
                                shuzheng.standing.rules.notices.State["OVERTURNED"],
                            ),
                        ],
                        max_length=30,
                    ),
                ),
                ("rule", models.CharField(max_length=10)),
                ("grounds", models.JSONField(default=list)),
                ("first_ground_on", models.DateField()),
                ("proposed_on", models.DateField()),
                ("heard_on", models.DateField(null=True)),
                ("statement", models.TextField(blank=True)),
                ("prepared_by", models.BigIntegerField(null=True)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("issued_on", models.DateField(null=True)),
                ("dropped_on", models.DateField(null=True)),
                ("dropped_reason", models.CharField(blank=True, max_length=500)),
                ("fell", models.BooleanField(default=False)),
                ("correction_due_on", models.DateField(null=True)),
                ("corrected_on", models.DateField(null=True)),
                ("correction", models.TextField(blank=True)),
                ("further", models.JSONField(default=list)),
                ("further_count", models.PositiveSmallIntegerField(default=0)),
                ("loss_proposed_on", models.DateField(null=True)),
                ("loss_reason", models.CharField(blank=True, max_length=500)),
                ("loss_prepared_by", models.BigIntegerField(null=True)),
                ("loss_heard_on", models.DateField(null=True)),
                ("loss_statement", models.TextField(blank=True)),
                ("loss_dropped_reason", models.CharField(blank=True, max_length=500)),
                ("decided_on", models.DateField(null=True)),
                ("decided_by", models.BigIntegerField(null=True)),
                ("appeal_until", models.DateField(null=True)),
                ("appealed_on", models.DateField(null=True)),
                ("appeal", models.TextField(blank=True)),
                ("appeal_decided_on", models.DateField(null=True)),
                ("appeal_reason", models.CharField(blank=True, max_length=500)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="identity.organisation",
                    ),
                ),
                (
                    "restriction",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notice",
                        to="standing.restriction",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("fell", False)),
                        fields=("organisation", "rule", "first_ground_on"),
                        name="standing_notice_one_for_a_row",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="standing_notice_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.standing.rules.notices.State["PROPOSED"],
                                    shuzheng.standing.rules.notices.State["HEARD"],
                                    shuzheng.standing.rules.notices.State["ISSUED"],
                                    shuzheng.standing.rules.notices.State["DROPPED"],
                                    shuzheng.standing.rules.notices.State[
                                        "ELIGIBILITY_LOSS_PROPOSED"
                                    ],
                                    shuzheng.standing.rules.notices.State[
                                        "ELIGIBILITY_LOSS_DROPPED"
                                    ],
                                    shuzheng.standing.rules.notices.State["ELIGIBILITY_LOST"],
                                    shuzheng.standing.rules.notices.State["OVERTURNED"],
                                ],
                            )
                        ),
                        name="standing_notice_state",
                    ),
                ],
            },
        ),
    ]
