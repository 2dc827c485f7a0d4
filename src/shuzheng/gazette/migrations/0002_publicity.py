import django.db.models.deletion
import shuzheng.gazette.rules.publicity
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("gazette", "0001_initial"),
        ("identity", "0002_enterprises"),
    ]

    operations = [
        migrations.CreateModel(
            name="Period",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("days", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.gazette.rules.publicity.State["PREPARED"],
                                shuzheng.gazette.rules.publicity.State["PREPARED"],
                            ),
                            (
                                shuzheng.gazette.rules.publicity.State["RUNNING"],
                                shuzheng.gazette.rules.publicity.State["RUNNING"],
                            ),
                            (
                                shuzheng.gazette.rules.publicity.State["UNCONTESTED"],
                                shuzheng.gazette.rules.publicity.State["UNCONTESTED"],
                            ),
                            (
                                shuzheng.gazette.rules.publicity.State["CONFIRMED"],
                                shuzheng.gazette.rules.publicity.State["CONFIRMED"],
                            ),
                            (
                                shuzheng.gazette.rules.publicity.State["OVERTURNED"],
                                shuzheng.gazette.rules.publicity.State["OVERTURNED"],
                            ),
                            (
                                shuzheng.gazette.rules.publicity.State["STOPPED"],
                                shuzheng.gazette.rules.publicity.State["STOPPED"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="period",
                        to="gazette.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                (
                    "certificate_type",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shown_in",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shown_in",
                        to="identity.organisation",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subjects",
                        to="gazette.period",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("code_index", models.CharField(max_length=64, unique=True)),
                ("text_sealed", models.TextField()),
                ("name_sealed", models.TextField(blank=True)),
                ("contact_sealed", models.TextField(blank=True)),
                ("lodged_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.gazette.rules.publicity.ObjectionState["LODGED"],
                                shuzheng.gazette.rules.publicity.ObjectionState["LODGED"],
                            ),
                            (
                                shuzheng.gazette.rules.publicity.ObjectionState["UPHELD"],
                                shuzheng.gazette.rules.publicity.ObjectionState["UPHELD"],
                            ),
                            (
                                shuzheng.gazette.rules.publicity.ObjectionState["REJECTED"],
                                shuzheng.gazette.rules.publicity.ObjectionState["REJECTED"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="gazette.period",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="gazette.subject",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="period",
            index=models.Index(fields=["state", "until"], name="gazette_period_running"),
        ),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.gazette.rules.publicity.State["PREPARED"],
                            shuzheng.gazette.rules.publicity.State["RUNNING"],
                            shuzheng.gazette.rules.publicity.State["UNCONTESTED"],
                            shuzheng.gazette.rules.publicity.State["CONFIRMED"],
                            shuzheng.gazette.rules.publicity.State["OVERTURNED"],
                            shuzheng.gazette.rules.publicity.State["STOPPED"],
                        ],
                    )
                ),
                name="gazette_period_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.gazette.rules.publicity.ObjectionState["LODGED"],
                            shuzheng.gazette.rules.publicity.ObjectionState["UPHELD"],
                            shuzheng.gazette.rules.publicity.ObjectionState["REJECTED"],
                        ],
                    )
                ),
                name="gazette_objection_state",
            ),
        ),
    ]
