import django.db.models.deletion
import shuzheng.reliance.rules.checking
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0002_enterprises"),
    ]

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("asked", models.PositiveIntegerField(default=0)),
                ("missed", models.PositiveIntegerField(default=0)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_allowances",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "on"), name="reliance_allowance_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.reliance.rules.checking.Channel["WORKBOOK"],
                                shuzheng.reliance.rules.checking.Channel["WORKBOOK"],
                            ),
                            (
                                shuzheng.reliance.rules.checking.Channel["INTERFACE"],
                                shuzheng.reliance.rules.checking.Channel["INTERFACE"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.reliance.rules.checking.State["WAITING"],
                                shuzheng.reliance.rules.checking.State["WAITING"],
                            ),
                            (
                                shuzheng.reliance.rules.checking.State["ANSWERED"],
                                shuzheng.reliance.rules.checking.State["ANSWERED"],
                            ),
                            (
                                shuzheng.reliance.rules.checking.State["DELETED"],
                                shuzheng.reliance.rules.checking.State["DELETED"],
                            ),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("asked_by_id", models.BigIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("asked", models.PositiveIntegerField()),
                ("outcomes", models.JSONField(default=dict)),
                ("key_sealed", models.TextField(blank=True)),
                ("body", models.BinaryField()),
                ("expires_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate_checks",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "asked_at"], name="reliance_check_mine"),
                    models.Index(fields=["expires_at"], name="reliance_check_expiry"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                [
                                    shuzheng.reliance.rules.checking.Channel["WORKBOOK"],
                                    shuzheng.reliance.rules.checking.Channel["INTERFACE"],
                                ],
                            )
                        ),
                        name="reliance_check_channel",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.reliance.rules.checking.State["WAITING"],
                                    shuzheng.reliance.rules.checking.State["ANSWERED"],
                                    shuzheng.reliance.rules.checking.State["DELETED"],
                                ],
                            )
                        ),
                        name="reliance_check_state",
                    ),
                ],
            },
        ),
    ]
