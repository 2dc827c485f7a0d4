import django.db.models.deletion
import shuzheng.standing.rules.notices
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gazette", "0002_publicity"),
        ("identity", "0003_inspectors"),
        ("standing", "0003_parties"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="notice",
            name="standing_notice_state",
        ),
        migrations.AddField(
            model_name="notice",
            name="document",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notice",
                to="gazette.document",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="revoked_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="revoked_reason",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="notice",
            name="text",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="notice",
            name="state",
            field=models.CharField(
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
                    (
                        shuzheng.standing.rules.notices.State["REVOKED"],
                        shuzheng.standing.rules.notices.State["REVOKED"],
                    ),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.standing.rules.notices.State["PROPOSED"],
                            shuzheng.standing.rules.notices.State["HEARD"],
                            shuzheng.standing.rules.notices.State["ISSUED"],
                            shuzheng.standing.rules.notices.State["DROPPED"],
                            shuzheng.standing.rules.notices.State["ELIGIBILITY_LOSS_PROPOSED"],
                            shuzheng.standing.rules.notices.State["ELIGIBILITY_LOSS_DROPPED"],
                            shuzheng.standing.rules.notices.State["ELIGIBILITY_LOST"],
                            shuzheng.standing.rules.notices.State["OVERTURNED"],
                            shuzheng.standing.rules.notices.State["REVOKED"],
                        ],
                    )
                ),
                name="standing_notice_state",
            ),
        ),
    ]
