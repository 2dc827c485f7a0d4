import django.db.models.deletion
import shuzheng.reminders.rules.digest
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation", "0006_unpacked_rows"),
        ("identity", "0005_profile"),
    ]

    operations = [
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="identity.person",
                    ),
                ),
                ("mail", models.BooleanField(default=True)),
                ("sms", models.BooleanField(default=False)),
                ("messenger", models.BooleanField(default=False)),
                ("address_sealed", models.TextField(blank=True)),
                ("address_masked", models.CharField(blank=True, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.reminders.rules.digest.Channel["MAIL"],
                                shuzheng.reminders.rules.digest.Channel["MAIL"],
                            ),
                            (
                                shuzheng.reminders.rules.digest.Channel["SMS"],
                                shuzheng.reminders.rules.digest.Channel["SMS"],
                            ),
                            (
                                shuzheng.reminders.rules.digest.Channel["MESSENGER"],
                                shuzheng.reminders.rules.digest.Channel["MESSENGER"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("until", models.BigIntegerField()),
                ("tries", models.PositiveSmallIntegerField(default=1)),
                ("began_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="digests",
                        to="identity.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["on"], name="reminders_digest_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "on", "channel"), name="reminders_digest_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sent_at", None), ("failed_at", None), _connector="OR"),
                        name="reminders_digest_sent_or_failed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("whom", models.CharField(max_length=30)),
                ("key", models.BigIntegerField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "fact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="foundation.fact",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="identity.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="identity.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at", None)),
                        fields=["person", "fact"],
                        name="reminders_reminder_unread",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "fact"), name="reminders_reminder_once"
                    )
                ],
            },
        ),
    ]
