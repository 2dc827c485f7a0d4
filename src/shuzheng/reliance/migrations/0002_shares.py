import django.db.models.deletion
import shuzheng.reliance.rules.sharing
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("credentials", "0003_paper_codes"),
        ("identity", "0002_enterprises"),
        ("reliance", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.reliance.rules.sharing.State["AWAITING"],
                                shuzheng.reliance.rules.sharing.State["AWAITING"],
                            ),
                            (
                                shuzheng.reliance.rules.sharing.State["OPEN"],
                                shuzheng.reliance.rules.sharing.State["OPEN"],
                            ),
                            (
                                shuzheng.reliance.rules.sharing.State["DECLINED"],
                                shuzheng.reliance.rules.sharing.State["DECLINED"],
                            ),
                            (
                                shuzheng.reliance.rules.sharing.State["WITHDRAWN"],
                                shuzheng.reliance.rules.sharing.State["WITHDRAWN"],
                            ),
                            (
                                shuzheng.reliance.rules.sharing.State["EXPIRED"],
                                shuzheng.reliance.rules.sharing.State["EXPIRED"],
                            ),
                        ],
                        default="awaiting",
                        max_length=12,
                    ),
                ),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("recipient", models.CharField(max_length=60)),
                ("purpose", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("consented_by_id", models.BigIntegerField(null=True)),
                ("consented_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="identity.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShareItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="share_items",
                        to="credentials.certificate",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="reliance.share",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="share",
            name="certificates",
            field=models.ManyToManyField(
                related_name="shares", through="reliance.ShareItem", to="credentials.certificate"
            ),
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares_opened",
                        to="identity.organisation",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="reliance.share",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["share", "at"], name="reliance_opening_when")],
            },
        ),
        migrations.AddConstraint(
            model_name="shareitem",
            constraint=models.UniqueConstraint(
                fields=("share", "certificate"), name="reliance_shareitem_once"
            ),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(fields=["person", "made_at"], name="reliance_share_mine"),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(fields=["state", "expires_at"], name="reliance_share_expiry"),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.reliance.rules.sharing.State["AWAITING"],
                            shuzheng.reliance.rules.sharing.State["OPEN"],
                            shuzheng.reliance.rules.sharing.State["DECLINED"],
                            shuzheng.reliance.rules.sharing.State["WITHDRAWN"],
                            shuzheng.reliance.rules.sharing.State["EXPIRED"],
                        ],
                    )
                ),
                name="reliance_share_state",
            ),
        ),
    ]
