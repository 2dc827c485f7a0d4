import django.db.models.deletion
import shuzheng.gazette.rules.documents
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation", "0005_subjects_unchecked"),
        ("identity", "0002_enterprises"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.gazette.rules.documents.Kind["NOTICE"],
                                shuzheng.gazette.rules.documents.Kind["NOTICE"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.Kind["PUBLIC_NOTICE"],
                                shuzheng.gazette.rules.documents.Kind["PUBLIC_NOTICE"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.Kind["ANNOUNCEMENT"],
                                shuzheng.gazette.rules.documents.Kind["ANNOUNCEMENT"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.Kind["PUBLICITY"],
                                shuzheng.gazette.rules.documents.Kind["PUBLICITY"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.Kind["POLICY"],
                                shuzheng.gazette.rules.documents.Kind["POLICY"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.Kind["LIST"],
                                shuzheng.gazette.rules.documents.Kind["LIST"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.Kind["CASE"],
                                shuzheng.gazette.rules.documents.Kind["CASE"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "publicity",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.gazette.rules.documents.Publicity["PUBLIC"],
                                shuzheng.gazette.rules.documents.Publicity["PUBLIC"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.Publicity["ON_REQUEST"],
                                shuzheng.gazette.rules.documents.Publicity["ON_REQUEST"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.Publicity["INTERNAL"],
                                shuzheng.gazette.rules.documents.Publicity["INTERNAL"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shuzheng.gazette.rules.documents.Topic["CHARGES"],
                                shuzheng.gazette.rules.documents.Topic["CHARGES"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.Topic["TEACHERS"],
                                shuzheng.gazette.rules.documents.Topic["TEACHERS"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.Topic["OTHER"],
                                shuzheng.gazette.rules.documents.Topic["OTHER"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("body", models.TextField(blank=True)),
                (
                    "issued_by",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.gazette.rules.documents.Issuer["DEPARTMENT"],
                                shuzheng.gazette.rules.documents.Issuer["DEPARTMENT"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.Issuer["OFFICE"],
                                shuzheng.gazette.rules.documents.Issuer["OFFICE"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.Issuer["OTHER"],
                                shuzheng.gazette.rules.documents.Issuer["OTHER"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("issuer_name", models.CharField(max_length=100)),
                ("number", models.CharField(blank=True, max_length=40)),
                ("series", models.CharField(blank=True, max_length=20)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("serial", models.PositiveIntegerField(null=True)),
                ("dated_on", models.DateField(null=True)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("correction", models.CharField(blank=True, max_length=500)),
                ("recipient_kinds", models.JSONField(default=list)),
                ("recipient_ids", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.gazette.rules.documents.State["DRAFT"],
                                shuzheng.gazette.rules.documents.State["DRAFT"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.State["APPROVED"],
                                shuzheng.gazette.rules.documents.State["APPROVED"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.State["PUBLISHED"],
                                shuzheng.gazette.rules.documents.State["PUBLISHED"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.State["SUPERSEDED"],
                                shuzheng.gazette.rules.documents.State["SUPERSEDED"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.State["WITHDRAWN"],
                                shuzheng.gazette.rules.documents.State["WITHDRAWN"],
                            ),
                            (
                                shuzheng.gazette.rules.documents.State["DISCARDED"],
                                shuzheng.gazette.rules.documents.State["DISCARDED"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("drafted_by_id", models.BigIntegerField()),
                ("edited_by_id", models.BigIntegerField()),
                ("approved_by_id", models.BigIntegerField(null=True)),
                ("changed_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                ("search_text", models.TextField(blank=True)),
                ("is_demonstration", models.BooleanField(default=False)),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="gazette.document",
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents_issued",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_with",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="gazette.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Gram",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gram", models.CharField(max_length=2)),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grams",
                        to="gazette.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("addressed_as", models.CharField(max_length=40)),
                ("signed_at", models.DateTimeField(null=True)),
                ("signed_by_id", models.BigIntegerField(null=True)),
                ("reminded_on", models.DateField(null=True)),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="gazette.document",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents_received",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                fields=["publicity", "state", "dated_on"], name="gazette_document_openly"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["state", "changed_at"], name="gazette_document_desk"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("number", ""), _negated=True),
                    models.Q(
                        ("state", shuzheng.gazette.rules.documents.State["DISCARDED"]),
                        _negated=True,
                    ),
                ),
                fields=("number", "version"),
                name="gazette_document_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("serial__isnull", False),
                    models.Q(
                        ("state", shuzheng.gazette.rules.documents.State["DISCARDED"]),
                        _negated=True,
                    ),
                ),
                fields=("series", "year", "serial", "version"),
                name="gazette_document_serial_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.gazette.rules.documents.State["DRAFT"],
                            shuzheng.gazette.rules.documents.State["APPROVED"],
                            shuzheng.gazette.rules.documents.State["PUBLISHED"],
                            shuzheng.gazette.rules.documents.State["SUPERSEDED"],
                            shuzheng.gazette.rules.documents.State["WITHDRAWN"],
                            shuzheng.gazette.rules.documents.State["DISCARDED"],
                        ],
                    )
                ),
                name="gazette_document_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            shuzheng.gazette.rules.documents.Kind["NOTICE"],
                            shuzheng.gazette.rules.documents.Kind["PUBLIC_NOTICE"],
                            shuzheng.gazette.rules.documents.Kind["ANNOUNCEMENT"],
                            shuzheng.gazette.rules.documents.Kind["PUBLICITY"],
                            shuzheng.gazette.rules.documents.Kind["POLICY"],
                            shuzheng.gazette.rules.documents.Kind["LIST"],
                            shuzheng.gazette.rules.documents.Kind["CASE"],
                        ],
                    )
                ),
                name="gazette_document_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "publicity__in",
                        [
                            shuzheng.gazette.rules.documents.Publicity["PUBLIC"],
                            shuzheng.gazette.rules.documents.Publicity["ON_REQUEST"],
                            shuzheng.gazette.rules.documents.Publicity["INTERNAL"],
                        ],
                    )
                ),
                name="gazette_document_publicity",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                fields=("document", "file"), name="gazette_attachment_once"
            ),
        ),
        migrations.AddIndex(
            model_name="gram",
            index=models.Index(fields=["document"], name="gazette_gram_document"),
        ),
        migrations.AddConstraint(
            model_name="gram",
            constraint=models.UniqueConstraint(
                fields=("gram", "document"), name="gazette_gram_once"
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["organisation", "signed_at"], name="gazette_receipt_inbox"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("document", "organisation"), name="gazette_receipt_once"
            ),
        ),
    ]
