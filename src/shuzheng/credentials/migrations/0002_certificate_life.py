import datetime as dt
import django.db.models.deletion
import shuzheng.credentials.rules.status
from django.db import migrations, models


def date_the_first(apps, _schema_editor):
    """Until now no certificate had replaced another: each is the first of its own."""
    certificates = apps.get_model("credentials", "Certificate").objects
    certificates.update(first_issued_on=models.F("issued_on"))


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0001_initial"),
        ("catalogue", "0001_initial"),
        ("credentials", "0001_initial"),
        ("foundation", "0004_sealed_files"),
        ("identity", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verb",
                    models.CharField(
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
                        ],
                        max_length=12,
                    ),
                ),
                ("ground", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(max_length=500)),
                ("done_by_id", models.BigIntegerField()),
                ("done_by_organisation_id", models.BigIntegerField()),
                ("done_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="certificate",
            name="credentials_certificate_state",
        ),
        migrations.AddField(
            model_name="certificate",
            name="copies",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="certificate",
            name="first_issued_on",
            field=models.DateField(default=dt.date(2019, 1, 1)),
            preserve_default=False,
        ),
        migrations.RunPython(date_the_first, migrations.RunPython.noop),
        migrations.AddField(
            model_name="certificate",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="credentials.certificate",
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="state",
            field=models.CharField(
                choices=[
                    (
                        shuzheng.credentials.rules.status.State["ISSUED"],
                        shuzheng.credentials.rules.status.State["ISSUED"],
                    ),
                    (
                        shuzheng.credentials.rules.status.State["SUSPENDED"],
                        shuzheng.credentials.rules.status.State["SUSPENDED"],
                    ),
                    (
                        shuzheng.credentials.rules.status.State["REVOKED"],
                        shuzheng.credentials.rules.status.State["REVOKED"],
                    ),
                    (
                        shuzheng.credentials.rules.status.State["REPLACED"],
                        shuzheng.credentials.rules.status.State["REPLACED"],
                    ),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.credentials.rules.status.State["ISSUED"],
                            shuzheng.credentials.rules.status.State["SUSPENDED"],
                            shuzheng.credentials.rules.status.State["REVOKED"],
                            shuzheng.credentials.rules.status.State["REPLACED"],
                        ],
                    )
                ),
                name="credentials_certificate_state",
            ),
        ),
        migrations.AddField(
            model_name="statuschange",
            name="certificate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="credentials.certificate",
            ),
        ),
        migrations.AddField(
            model_name="statuschange",
            name="proof",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificate_changes",
                to="foundation.storedfile",
            ),
        ),
    ]
