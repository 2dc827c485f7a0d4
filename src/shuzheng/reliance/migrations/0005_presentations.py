import django.db.models.deletion
import shuzheng.reliance.rules.sharing
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("credentials", "0011_rsa_keys"),
        ("identity", "0003_inspectors"),
        ("reliance", "0004_token_scopes"),
    ]

    operations = [
        migrations.AddField(
            model_name="share",
            name="extent",
            field=models.CharField(
                choices=[
                    (
                        shuzheng.reliance.rules.sharing.Extent["WHOLE"],
                        shuzheng.reliance.rules.sharing.Extent["WHOLE"],
                    ),
                    (
                        shuzheng.reliance.rules.sharing.Extent["PART"],
                        shuzheng.reliance.rules.sharing.Extent["PART"],
                    ),
                ],
                default="whole",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="share",
            name="party",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shares_received",
                to="identity.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="share",
            name="recipient",
            field=models.CharField(max_length=100),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "extent__in",
                        [
                            shuzheng.reliance.rules.sharing.Extent["WHOLE"],
                            shuzheng.reliance.rules.sharing.Extent["PART"],
                        ],
                    )
                ),
                name="reliance_share_extent",
            ),
        ),
    ]
