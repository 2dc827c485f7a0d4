import django.db.models.deletion
import shuzheng.complaints.rules.complaint
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("assessment", "0005_custody"),
        ("catalogue", "0001_initial"),
        ("foundation", "0005_subjects_unchecked"),
        ("identity", "0003_inspectors"),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("secret_index", models.CharField(max_length=64, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.complaints.rules.complaint.Kind["ENQUIRY"],
                                shuzheng.complaints.rules.complaint.Kind["ENQUIRY"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.Kind["COMPLAINT"],
                                shuzheng.complaints.rules.complaint.Kind["COMPLAINT"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.Kind["OPINION"],
                                shuzheng.complaints.rules.complaint.Kind["OPINION"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.complaints.rules.complaint.Urgency["ORDINARY"],
                                shuzheng.complaints.rules.complaint.Urgency["ORDINARY"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.Urgency["URGENT"],
                                shuzheng.complaints.rules.complaint.Urgency["URGENT"],
                            ),
                        ],
                        default=shuzheng.complaints.rules.complaint.Urgency["ORDINARY"],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.complaints.rules.complaint.State["RECEIVED"],
                                shuzheng.complaints.rules.complaint.State["RECEIVED"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.State["TRIAGED"],
                                shuzheng.complaints.rules.complaint.State["TRIAGED"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.State["ACCEPTED"],
                                shuzheng.complaints.rules.complaint.State["ACCEPTED"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.State["TRANSFERRED"],
                                shuzheng.complaints.rules.complaint.State["TRANSFERRED"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.State["NOT_ACCEPTED"],
                                shuzheng.complaints.rules.complaint.State["NOT_ACCEPTED"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.State["INVESTIGATING"],
                                shuzheng.complaints.rules.complaint.State["INVESTIGATING"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.State["ANSWERED"],
                                shuzheng.complaints.rules.complaint.State["ANSWERED"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.State["SATISFIED"],
                                shuzheng.complaints.rules.complaint.State["SATISFIED"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.State["DISSATISFIED"],
                                shuzheng.complaints.rules.complaint.State["DISSATISFIED"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.State["REVIEWED"],
                                shuzheng.complaints.rules.complaint.State["REVIEWED"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.State["CLOSED"],
                                shuzheng.complaints.rules.complaint.State["CLOSED"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.State["MERGED"],
                                shuzheng.complaints.rules.complaint.State["MERGED"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.State["WITHDRAWN"],
                                shuzheng.complaints.rules.complaint.State["WITHDRAWN"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=200)),
                ("text_sealed", models.TextField()),
                ("received_at", models.DateTimeField()),
                ("accept_due_on", models.DateField()),
                ("answer_due_on", models.DateField()),
                ("accepted_on", models.DateField(null=True)),
                ("reason_sealed", models.TextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shuzheng.complaints.rules.complaint.Outcome["EXPLAINED"],
                                shuzheng.complaints.rules.complaint.Outcome["EXPLAINED"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.Outcome["UPHELD"],
                                shuzheng.complaints.rules.complaint.Outcome["UPHELD"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.Outcome["NOT_UPHELD"],
                                shuzheng.complaints.rules.complaint.Outcome["NOT_UPHELD"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.Outcome["ADOPTED"],
                                shuzheng.complaints.rules.complaint.Outcome["ADOPTED"],
                            ),
                            (
                                shuzheng.complaints.rules.complaint.Outcome["NOT_ADOPTED"],
                                shuzheng.complaints.rules.complaint.Outcome["NOT_ADOPTED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("answer_sealed", models.TextField(blank=True)),
                ("answered_on", models.DateField(null=True)),
                ("answered_by", models.BigIntegerField(null=True)),
                ("heard_until", models.DateField(null=True)),
                ("change", models.TextField(blank=True)),
                ("is_satisfied", models.BooleanField(null=True)),
                ("review_sealed", models.TextField(blank=True)),
                ("closed_on", models.DateField(null=True)),
                ("flagged_at", models.DateTimeField(null=True)),
                ("flag_cleared_at", models.DateTimeField(null=True)),
                (
                    "certificate_type",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints_owned",
                        to="identity.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints_about",
                        to="identity.organisation",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints_owned",
                        to="identity.organisation",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="assessment.plan",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="assessment.site",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Complainant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_sealed", models.TextField(blank=True)),
                ("contact_sealed", models.TextField(blank=True)),
                ("person_index", models.CharField(blank=True, db_index=True, max_length=64)),
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complainant",
                        to="complaints.complaint",
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
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="about_complaints",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="complaints.complaint",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Concerned",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.TextField(blank=True)),
                ("asked_on", models.DateField(null=True)),
                ("statement", models.TextField(blank=True)),
                ("stated_on", models.DateField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerned",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerned_by",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("is_from_complainant", models.BooleanField()),
                ("text_sealed", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="complaints.complaint",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["state", "answer_due_on"], name="complaints_complaint_due"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.complaints.rules.complaint.State["RECEIVED"],
                            shuzheng.complaints.rules.complaint.State["TRIAGED"],
                            shuzheng.complaints.rules.complaint.State["ACCEPTED"],
                            shuzheng.complaints.rules.complaint.State["TRANSFERRED"],
                            shuzheng.complaints.rules.complaint.State["NOT_ACCEPTED"],
                            shuzheng.complaints.rules.complaint.State["INVESTIGATING"],
                            shuzheng.complaints.rules.complaint.State["ANSWERED"],
                            shuzheng.complaints.rules.complaint.State["SATISFIED"],
                            shuzheng.complaints.rules.complaint.State["DISSATISFIED"],
                            shuzheng.complaints.rules.complaint.State["REVIEWED"],
                            shuzheng.complaints.rules.complaint.State["CLOSED"],
                            shuzheng.complaints.rules.complaint.State["MERGED"],
                            shuzheng.complaints.rules.complaint.State["WITHDRAWN"],
                        ],
                    )
                ),
                name="complaints_complaint_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("officer", None), ("owner", None)),
                    models.Q(("officer__isnull", False), ("owner__isnull", False)),
                    _connector="OR",
                ),
                name="complaints_complaint_owned_by_both",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                fields=("complaint", "file"), name="complaints_attachment_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="concerned",
            constraint=models.UniqueConstraint(
                fields=("complaint", "organisation"), name="complaints_concerned_once"
            ),
        ),
    ]
