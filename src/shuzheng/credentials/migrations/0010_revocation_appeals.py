import django.db.models.deletion
import shuzheng.credentials.rules.appeals
import shuzheng.credentials.rules.status
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("credentials", "0009_status_messages"),
        ("foundation", "0005_subjects_unchecked"),
    ]

    operations = [
        migrations.AlterField(
            model_name="statuschange",
            name="verb",
            field=models.CharField(
                choices=[
                    (
                        shuzheng.credentials.rules.status.Verb["SUSPEND"],
                        shuzheng.credentials.rules.status.Verb["SUSPEND"],
                    ),
                    (
                        shuzheng.credentials.rules.status.Verb["CLEAR"],
                        shuzheng.credentials.rules.status.Verb["CLEAR"],
                    ),
                    (
                        shuzheng.credentials.rules.status.Verb["REVOKE"],
                        shuzheng.credentials.rules.status.Verb["REVOKE"],
                    ),
                    (
                        shuzheng.credentials.rules.status.Verb["REPLACE"],
                        shuzheng.credentials.rules.status.Verb["REPLACE"],
                    ),
                    (
                        shuzheng.credentials.rules.status.Verb["REISSUE"],
                        shuzheng.credentials.rules.status.Verb["REISSUE"],
                    ),
                    (
                        shuzheng.credentials.rules.status.Verb["OVERTURN"],
                        shuzheng.credentials.rules.status.Verb["OVERTURN"],
                    ),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="RevocationAppeal",
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
                                shuzheng.credentials.rules.appeals.State["LODGED"],
                                shuzheng.credentials.rules.appeals.State["LODGED"],
                            ),
                            (
                                shuzheng.credentials.rules.appeals.State["WITHDRAWN"],
                                shuzheng.credentials.rules.appeals.State["WITHDRAWN"],
                            ),
                            (
                                shuzheng.credentials.rules.appeals.State["UPHELD"],
                                shuzheng.credentials.rules.appeals.State["UPHELD"],
                            ),
                            (
                                shuzheng.credentials.rules.appeals.State["OVERTURNED"],
                                shuzheng.credentials.rules.appeals.State["OVERTURNED"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("grounds_sealed", models.TextField()),
                ("lodged_by_id", models.BigIntegerField()),
                ("lodged_on", models.DateField()),
                ("due_on", models.DateField()),
                ("statement_sealed", models.TextField(blank=True)),
                ("stated_by_id", models.BigIntegerField(null=True)),
                ("stated_at", models.DateTimeField(null=True)),
                ("answer_sealed", models.TextField(blank=True)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "certificate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="credentials.certificate",
                    ),
                ),
                (
                    "documents",
                    models.ManyToManyField(
                        related_name="revocation_appeals_backed", to="foundation.storedfile"
                    ),
                ),
                (
                    "revocation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="credentials.revocation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.credentials.rules.appeals.State["LODGED"],
                                    shuzheng.credentials.rules.appeals.State["WITHDRAWN"],
                                    shuzheng.credentials.rules.appeals.State["UPHELD"],
                                    shuzheng.credentials.rules.appeals.State["OVERTURNED"],
                                ],
                            )
                        ),
                        name="credentials_revocationappeal_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at", None),
                                ("state", shuzheng.credentials.rules.appeals.State["LODGED"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", shuzheng.credentials.rules.appeals.State["LODGED"]),
                                    _negated=True,
                                ),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="credentials_revocationappeal_closed",
                    ),
                ],
            },
        ),
    ]
