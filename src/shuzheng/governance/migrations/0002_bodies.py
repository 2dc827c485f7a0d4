import django.db.models.deletion
import shuzheng.governance.rules.body
import shuzheng.governance.rules.guidance
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_province_standing"),
        ("foundation", "0005_subjects_unchecked"),
        ("governance", "0001_initial"),
        ("identity", "0003_inspectors"),
        ("pilots", "0007_lead_terms"),
    ]

    operations = [
        migrations.CreateModel(
            name="Charge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("review_on", models.DateField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "certificate_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="identity.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CertificateReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField()),
                ("reviewed_on", models.DateField()),
                ("found", models.TextField()),
                ("next_on", models.DateField()),
                (
                    "charge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="governance.charge",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Guidance",
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
                                shuzheng.governance.rules.guidance.Kind["STUDY"],
                                shuzheng.governance.rules.guidance.Kind["STUDY"],
                            ),
                            (
                                shuzheng.governance.rules.guidance.Kind["GUIDANCE"],
                                shuzheng.governance.rules.guidance.Kind["GUIDANCE"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("field", models.CharField(blank=True, max_length=60)),
                ("advice", models.TextField()),
                ("given_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.governance.rules.guidance.State["GIVEN"],
                                shuzheng.governance.rules.guidance.State["GIVEN"],
                            ),
                            (
                                shuzheng.governance.rules.guidance.State["IN_HAND"],
                                shuzheng.governance.rules.guidance.State["IN_HAND"],
                            ),
                            (
                                shuzheng.governance.rules.guidance.State["TAKEN_UP"],
                                shuzheng.governance.rules.guidance.State["TAKEN_UP"],
                            ),
                            (
                                shuzheng.governance.rules.guidance.State["NOT_TAKEN_UP"],
                                shuzheng.governance.rules.guidance.State["NOT_TAKEN_UP"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("outcome", models.TextField(blank=True)),
                ("settled_on", models.DateField(null=True)),
                (
                    "alliance",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guidance",
                        to="pilots.alliance",
                    ),
                ),
                (
                    "papers",
                    models.ManyToManyField(related_name="guidance", to="foundation.storedfile"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.governance.rules.body.Body["TASK_FORCE"],
                                shuzheng.governance.rules.body.Body["TASK_FORCE"],
                            ),
                            (
                                shuzheng.governance.rules.body.Body["COMMITTEE"],
                                shuzheng.governance.rules.body.Body["COMMITTEE"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.governance.rules.body.Part["CHAIR"],
                                shuzheng.governance.rules.body.Part["CHAIR"],
                            ),
                            (
                                shuzheng.governance.rules.body.Part["DEPUTY"],
                                shuzheng.governance.rules.body.Part["DEPUTY"],
                            ),
                            (
                                shuzheng.governance.rules.body.Part["MEMBER"],
                                shuzheng.governance.rules.body.Part["MEMBER"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=50)),
                ("department", models.CharField(max_length=100)),
                ("post", models.CharField(max_length=100)),
                ("duties", models.CharField(max_length=500)),
                ("fields", models.JSONField(default=list)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("phone", models.CharField(blank=True, max_length=30)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("body", "name", "department"),
                        name="governance_member_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("part", shuzheng.governance.rules.body.Part["CHAIR"]), ("until", None)
                        ),
                        fields=("body",),
                        name="governance_member_one_chair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.governance.rules.body.Body["TASK_FORCE"],
                                shuzheng.governance.rules.body.Body["TASK_FORCE"],
                            ),
                            (
                                shuzheng.governance.rules.body.Body["COMMITTEE"],
                                shuzheng.governance.rules.body.Body["COMMITTEE"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("held_on", models.DateField()),
                ("text", models.TextField()),
                ("written_on", models.DateField()),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="body_meetings",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "present",
                    models.ManyToManyField(related_name="meetings", to="governance.member"),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("certificate_type",),
                name="governance_charge_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("held_on__lte", models.F("written_on"))),
                name="governance_meeting_held",
            ),
        ),
    ]
