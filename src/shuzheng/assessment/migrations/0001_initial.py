import django.db.models.deletion
import shuzheng.assessment.rules.marking
import shuzheng.assessment.rules.plan
import shuzheng.assessment.rules.registration
import shuzheng.assessment.rules.result
import shuzheng.assessment.rules.review
import shuzheng.assessment.rules.seating
import shuzheng.assessment.rules.site
import shuzheng.assessment.rules.sitting
import shuzheng.assessment.rules.ticket
import shuzheng.catalogue.rules.levels
import shuzheng.fees.rules.exemption
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_initial"),
        ("foundation", "0003_uploads"),
        ("identity", "0001_initial"),
        ("pilots", "0001_initial"),
        ("workforce", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.assessment.rules.sitting.State["NOT_STARTED"],
                                shuzheng.assessment.rules.sitting.State["NOT_STARTED"],
                            ),
                            (
                                shuzheng.assessment.rules.sitting.State["CHECKED_IN"],
                                shuzheng.assessment.rules.sitting.State["CHECKED_IN"],
                            ),
                            (
                                shuzheng.assessment.rules.sitting.State["PRESENT"],
                                shuzheng.assessment.rules.sitting.State["PRESENT"],
                            ),
                            (
                                shuzheng.assessment.rules.sitting.State["SUBMITTED"],
                                shuzheng.assessment.rules.sitting.State["SUBMITTED"],
                            ),
                            (
                                shuzheng.assessment.rules.sitting.State["ABSENT"],
                                shuzheng.assessment.rules.sitting.State["ABSENT"],
                            ),
                            (
                                shuzheng.assessment.rules.sitting.State["LATE_REFUSED"],
                                shuzheng.assessment.rules.sitting.State["LATE_REFUSED"],
                            ),
                            (
                                shuzheng.assessment.rules.sitting.State["ILL"],
                                shuzheng.assessment.rules.sitting.State["ILL"],
                            ),
                            (
                                shuzheng.assessment.rules.sitting.State["MISCONDUCT_OPEN"],
                                shuzheng.assessment.rules.sitting.State["MISCONDUCT_OPEN"],
                            ),
                            (
                                shuzheng.assessment.rules.sitting.State["MISCONDUCT_UPHELD"],
                                shuzheng.assessment.rules.sitting.State["MISCONDUCT_UPHELD"],
                            ),
                            (
                                shuzheng.assessment.rules.sitting.State["MISCONDUCT_DISMISSED"],
                                shuzheng.assessment.rules.sitting.State["MISCONDUCT_DISMISSED"],
                            ),
                        ],
                        max_length=30,
                    ),
                ),
                ("checked_by_id", models.BigIntegerField(null=True)),
                ("second_checker", models.CharField(blank=True, max_length=50)),
                ("checked_in_at", models.DateTimeField(null=True)),
                ("handed_in_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Component",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=60)),
                ("weight", models.PositiveSmallIntegerField()),
                ("full", models.PositiveIntegerField()),
                ("by_machine", models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=2)),
                ("name", models.CharField(max_length=60)),
                ("rows", models.PositiveSmallIntegerField()),
                ("columns", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Incident",
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
                                shuzheng.assessment.rules.sitting.IncidentKind["EQUIPMENT"],
                                shuzheng.assessment.rules.sitting.IncidentKind["EQUIPMENT"],
                            ),
                            (
                                shuzheng.assessment.rules.sitting.IncidentKind["HEALTH"],
                                shuzheng.assessment.rules.sitting.IncidentKind["HEALTH"],
                            ),
                            (
                                shuzheng.assessment.rules.sitting.IncidentKind["DISTURBANCE"],
                                shuzheng.assessment.rules.sitting.IncidentKind["DISTURBANCE"],
                            ),
                            (
                                shuzheng.assessment.rules.sitting.IncidentKind["MISCONDUCT"],
                                shuzheng.assessment.rules.sitting.IncidentKind["MISCONDUCT"],
                            ),
                            (
                                shuzheng.assessment.rules.sitting.IncidentKind["OTHER"],
                                shuzheng.assessment.rules.sitting.IncidentKind["OTHER"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("description", models.CharField(max_length=1000)),
                ("reported_by_id", models.BigIntegerField()),
                ("reported_at", models.DateTimeField()),
                ("heard_at", models.DateTimeField(null=True)),
                ("statement", models.CharField(blank=True, max_length=1000)),
                ("decision", models.CharField(blank=True, max_length=20)),
                ("decision_reason", models.CharField(blank=True, max_length=500)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="assessment.attendance",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MarkingSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.assessment.rules.marking.State["UNMARKED"],
                                shuzheng.assessment.rules.marking.State["UNMARKED"],
                            ),
                            (
                                shuzheng.assessment.rules.marking.State["FIRST_MARKED"],
                                shuzheng.assessment.rules.marking.State["FIRST_MARKED"],
                            ),
                            (
                                shuzheng.assessment.rules.marking.State["SECOND_MARKED"],
                                shuzheng.assessment.rules.marking.State["SECOND_MARKED"],
                            ),
                            (
                                shuzheng.assessment.rules.marking.State["AGREED"],
                                shuzheng.assessment.rules.marking.State["AGREED"],
                            ),
                            (
                                shuzheng.assessment.rules.marking.State["ADJUDICATED"],
                                shuzheng.assessment.rules.marking.State["ADJUDICATED"],
                            ),
                            (
                                shuzheng.assessment.rules.marking.State["LOCKED"],
                                shuzheng.assessment.rules.marking.State["LOCKED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("agreed", models.PositiveIntegerField(null=True)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("version_reason", models.CharField(blank=True, max_length=200)),
                ("locked_at", models.DateTimeField(null=True)),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="assessment.component",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField()),
                ("points", models.PositiveIntegerField()),
                ("marked_at", models.DateTimeField()),
                (
                    "marker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks_given",
                        to="identity.person",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="assessment.markingsheet",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MisconductAppeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.assessment.rules.review.AppealState["LODGED"],
                                shuzheng.assessment.rules.review.AppealState["LODGED"],
                            ),
                            (
                                shuzheng.assessment.rules.review.AppealState["HEARD"],
                                shuzheng.assessment.rules.review.AppealState["HEARD"],
                            ),
                            (
                                shuzheng.assessment.rules.review.AppealState["DISMISSED"],
                                shuzheng.assessment.rules.review.AppealState["DISMISSED"],
                            ),
                            (
                                shuzheng.assessment.rules.review.AppealState["OVERTURNED"],
                                shuzheng.assessment.rules.review.AppealState["OVERTURNED"],
                            ),
                            (
                                shuzheng.assessment.rules.review.AppealState["SETTLED"],
                                shuzheng.assessment.rules.review.AppealState["SETTLED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("lodged_on", models.DateField()),
                ("heard_on", models.DateField(null=True)),
                ("decision_reason", models.CharField(blank=True, max_length=500)),
                ("closed_on", models.DateField(null=True)),
                (
                    "hearer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals_heard",
                        to="identity.person",
                    ),
                ),
                (
                    "incident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="assessment.incident",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("external_id", models.CharField(blank=True, max_length=60)),
                ("official_number", models.CharField(blank=True, max_length=40)),
                ("reported_to_national_at", models.DateTimeField(blank=True, null=True)),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("serial", models.PositiveIntegerField(unique=True)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.catalogue.rules.levels.Level["ELEMENTARY"],
                                shuzheng.catalogue.rules.levels.Level["ELEMENTARY"],
                            ),
                            (
                                shuzheng.catalogue.rules.levels.Level["INTERMEDIATE"],
                                shuzheng.catalogue.rules.levels.Level["INTERMEDIATE"],
                            ),
                            (
                                shuzheng.catalogue.rules.levels.Level["ADVANCED"],
                                shuzheng.catalogue.rules.levels.Level["ADVANCED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("module", models.CharField(blank=True, max_length=60)),
                ("name", models.CharField(max_length=150)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.assessment.rules.plan.State["DRAFT"],
                                shuzheng.assessment.rules.plan.State["DRAFT"],
                            ),
                            (
                                shuzheng.assessment.rules.plan.State["SUBMITTED"],
                                shuzheng.assessment.rules.plan.State["SUBMITTED"],
                            ),
                            (
                                shuzheng.assessment.rules.plan.State["REPORTED"],
                                shuzheng.assessment.rules.plan.State["REPORTED"],
                            ),
                            (
                                shuzheng.assessment.rules.plan.State["OPEN"],
                                shuzheng.assessment.rules.plan.State["OPEN"],
                            ),
                            (
                                shuzheng.assessment.rules.plan.State["REGISTRATION_CLOSED"],
                                shuzheng.assessment.rules.plan.State["REGISTRATION_CLOSED"],
                            ),
                            (
                                shuzheng.assessment.rules.plan.State["SEATED"],
                                shuzheng.assessment.rules.plan.State["SEATED"],
                            ),
                            (
                                shuzheng.assessment.rules.plan.State["IN_PROGRESS"],
                                shuzheng.assessment.rules.plan.State["IN_PROGRESS"],
                            ),
                            (
                                shuzheng.assessment.rules.plan.State["SCORING"],
                                shuzheng.assessment.rules.plan.State["SCORING"],
                            ),
                            (
                                shuzheng.assessment.rules.plan.State["RESULTS_REVIEWED"],
                                shuzheng.assessment.rules.plan.State["RESULTS_REVIEWED"],
                            ),
                            (
                                shuzheng.assessment.rules.plan.State["RESULTS_PUBLISHED"],
                                shuzheng.assessment.rules.plan.State["RESULTS_PUBLISHED"],
                            ),
                            (
                                shuzheng.assessment.rules.plan.State["CERTIFIED"],
                                shuzheng.assessment.rules.plan.State["CERTIFIED"],
                            ),
                            (
                                shuzheng.assessment.rules.plan.State["ARCHIVED"],
                                shuzheng.assessment.rules.plan.State["ARCHIVED"],
                            ),
                            (
                                shuzheng.assessment.rules.plan.State["POSTPONED"],
                                shuzheng.assessment.rules.plan.State["POSTPONED"],
                            ),
                            (
                                shuzheng.assessment.rules.plan.State["CANCELLED"],
                                shuzheng.assessment.rules.plan.State["CANCELLED"],
                            ),
                        ],
                        max_length=30,
                    ),
                ),
                ("registration_opens_at", models.DateTimeField()),
                ("registration_closes_at", models.DateTimeField()),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("seats", models.PositiveIntegerField()),
                ("places_taken", models.PositiveIntegerField(default=0)),
                ("price_fen", models.PositiveIntegerField()),
                ("pass_rule", models.CharField(max_length=500)),
                ("guards", models.JSONField(default=list)),
                ("results_due_on", models.DateField(null=True)),
                ("results_published_at", models.DateTimeField(null=True)),
                ("review_until", models.DateField(null=True)),
                ("certificates_due_on", models.DateField(null=True)),
                ("next_on", models.DateField(null=True)),
                ("state_reason", models.CharField(blank=True, max_length=300)),
                (
                    "certificate_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "institutions",
                    models.ManyToManyField(
                        related_name="plans_invited_to", to="identity.organisation"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="identity.organisation",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="pilots.activityreport",
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="catalogue.standardversion",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="component",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="components",
                to="assessment.plan",
            ),
        ),
        migrations.CreateModel(
            name="PlanAssessor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_chief", models.BooleanField(default=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans_assessed",
                        to="identity.person",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessors",
                        to="assessment.plan",
                    ),
                ),
                (
                    "qualification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="workforce.qualification",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("component_code", models.CharField(max_length=32)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="assessment.plan",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="attendance",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="assessment.plansession",
            ),
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("external_id", models.CharField(blank=True, max_length=60)),
                ("official_number", models.CharField(blank=True, max_length=40)),
                ("reported_to_national_at", models.DateTimeField(blank=True, null=True)),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.catalogue.rules.levels.Level["ELEMENTARY"],
                                shuzheng.catalogue.rules.levels.Level["ELEMENTARY"],
                            ),
                            (
                                shuzheng.catalogue.rules.levels.Level["INTERMEDIATE"],
                                shuzheng.catalogue.rules.levels.Level["INTERMEDIATE"],
                            ),
                            (
                                shuzheng.catalogue.rules.levels.Level["ADVANCED"],
                                shuzheng.catalogue.rules.levels.Level["ADVANCED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("module", models.CharField(blank=True, max_length=60)),
                (
                    "candidate_kind",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.fees.rules.exemption.CandidateKind["STUDENT"],
                                shuzheng.fees.rules.exemption.CandidateKind["STUDENT"],
                            ),
                            (
                                shuzheng.fees.rules.exemption.CandidateKind["SOCIAL_LEARNER"],
                                shuzheng.fees.rules.exemption.CandidateKind["SOCIAL_LEARNER"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.assessment.rules.registration.State["DRAFTED"],
                                shuzheng.assessment.rules.registration.State["DRAFTED"],
                            ),
                            (
                                shuzheng.assessment.rules.registration.State["CONFIRMED"],
                                shuzheng.assessment.rules.registration.State["CONFIRMED"],
                            ),
                            (
                                shuzheng.assessment.rules.registration.State["DECLINED"],
                                shuzheng.assessment.rules.registration.State["DECLINED"],
                            ),
                            (
                                shuzheng.assessment.rules.registration.State["ELIGIBLE"],
                                shuzheng.assessment.rules.registration.State["ELIGIBLE"],
                            ),
                            (
                                shuzheng.assessment.rules.registration.State["INELIGIBLE"],
                                shuzheng.assessment.rules.registration.State["INELIGIBLE"],
                            ),
                            (
                                shuzheng.assessment.rules.registration.State["FEE_SETTLED"],
                                shuzheng.assessment.rules.registration.State["FEE_SETTLED"],
                            ),
                            (
                                shuzheng.assessment.rules.registration.State["ACCEPTED"],
                                shuzheng.assessment.rules.registration.State["ACCEPTED"],
                            ),
                            (
                                shuzheng.assessment.rules.registration.State["TICKETED"],
                                shuzheng.assessment.rules.registration.State["TICKETED"],
                            ),
                            (
                                shuzheng.assessment.rules.registration.State["WITHDRAWN"],
                                shuzheng.assessment.rules.registration.State["WITHDRAWN"],
                            ),
                            (
                                shuzheng.assessment.rules.registration.State["DEFERRED"],
                                shuzheng.assessment.rules.registration.State["DEFERRED"],
                            ),
                            (
                                shuzheng.assessment.rules.registration.State["REFUNDED"],
                                shuzheng.assessment.rules.registration.State["REFUNDED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("needs_accessible_seat", models.BooleanField(default=False)),
                ("needs_guardian", models.BooleanField(default=False)),
                ("drafted_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmation_method", models.CharField(blank=True, max_length=20)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("state_reason", models.CharField(blank=True, max_length=300)),
                ("finding", models.JSONField(default=dict)),
                ("deferral_asked_at", models.DateTimeField(null=True)),
                ("deferral_reason", models.CharField(blank=True, max_length=300)),
                ("rule_since", models.DateField(null=True)),
                ("plan_over", models.BooleanField(default=False)),
                (
                    "certificate_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="identity.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="identity.person",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="assessment.plan",
                    ),
                ),
                (
                    "school_class",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="identity.schoolclass",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="markingsheet",
            name="registration",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sheets",
                to="assessment.registration",
            ),
        ),
        migrations.CreateModel(
            name="GuardianConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("method", models.CharField(max_length=20)),
                ("given_at", models.DateTimeField()),
                (
                    "guardian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="identity.person",
                    ),
                ),
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guardian_consent",
                        to="assessment.registration",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="attendance",
            name="registration",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="assessment.registration",
            ),
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("external_id", models.CharField(blank=True, max_length=60)),
                ("official_number", models.CharField(blank=True, max_length=40)),
                ("reported_to_national_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.assessment.rules.result.State["COMPUTED"],
                                shuzheng.assessment.rules.result.State["COMPUTED"],
                            ),
                            (
                                shuzheng.assessment.rules.result.State["REVIEWED"],
                                shuzheng.assessment.rules.result.State["REVIEWED"],
                            ),
                            (
                                shuzheng.assessment.rules.result.State["PUBLISHED"],
                                shuzheng.assessment.rules.result.State["PUBLISHED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.assessment.rules.result.Outcome["PASSED"],
                                shuzheng.assessment.rules.result.Outcome["PASSED"],
                            ),
                            (
                                shuzheng.assessment.rules.result.Outcome["FAILED"],
                                shuzheng.assessment.rules.result.Outcome["FAILED"],
                            ),
                            (
                                shuzheng.assessment.rules.result.Outcome["ABSENT"],
                                shuzheng.assessment.rules.result.Outcome["ABSENT"],
                            ),
                            (
                                shuzheng.assessment.rules.result.Outcome["ANNULLED"],
                                shuzheng.assessment.rules.result.Outcome["ANNULLED"],
                            ),
                            (
                                shuzheng.assessment.rules.result.Outcome["HELD_BACK"],
                                shuzheng.assessment.rules.result.Outcome["HELD_BACK"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("score", models.PositiveIntegerField(null=True)),
                ("passed", models.BooleanField()),
                ("trace", models.JSONField(default=list)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("version_reason", models.CharField(blank=True, max_length=200)),
                ("computed_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("rule_since", models.DateField(null=True)),
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="result",
                        to="assessment.registration",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanRoom",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rooms",
                        to="assessment.plan",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="assessment.room",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoomCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checked_on", models.DateField()),
                ("held", models.JSONField()),
                ("checked_by_id", models.BigIntegerField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="assessment.room",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScoreReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.assessment.rules.review.State["REQUESTED"],
                                shuzheng.assessment.rules.review.State["REQUESTED"],
                            ),
                            (
                                shuzheng.assessment.rules.review.State["ACCEPTED"],
                                shuzheng.assessment.rules.review.State["ACCEPTED"],
                            ),
                            (
                                shuzheng.assessment.rules.review.State["REFUSED"],
                                shuzheng.assessment.rules.review.State["REFUSED"],
                            ),
                            (
                                shuzheng.assessment.rules.review.State["RECHECKED"],
                                shuzheng.assessment.rules.review.State["RECHECKED"],
                            ),
                            (
                                shuzheng.assessment.rules.review.State["UNCHANGED"],
                                shuzheng.assessment.rules.review.State["UNCHANGED"],
                            ),
                            (
                                shuzheng.assessment.rules.review.State["CHANGED"],
                                shuzheng.assessment.rules.review.State["CHANGED"],
                            ),
                            (
                                shuzheng.assessment.rules.review.State["NOTIFIED"],
                                shuzheng.assessment.rules.review.State["NOTIFIED"],
                            ),
                            (
                                shuzheng.assessment.rules.review.State["ESCALATED"],
                                shuzheng.assessment.rules.review.State["ESCALATED"],
                            ),
                            (
                                shuzheng.assessment.rules.review.State["UPHELD"],
                                shuzheng.assessment.rules.review.State["UPHELD"],
                            ),
                            (
                                shuzheng.assessment.rules.review.State["RETURNED"],
                                shuzheng.assessment.rules.review.State["RETURNED"],
                            ),
                            (
                                shuzheng.assessment.rules.review.State["CLOSED"],
                                shuzheng.assessment.rules.review.State["CLOSED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("requested_on", models.DateField()),
                ("answer_due_on", models.DateField(null=True)),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("answered_on", models.DateField(null=True)),
                ("escalated", models.PositiveSmallIntegerField(default=0)),
                ("escalation_reason", models.CharField(blank=True, max_length=500)),
                ("office_answer", models.CharField(blank=True, max_length=500)),
                ("closed_on", models.DateField(null=True)),
                (
                    "checker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews_checked",
                        to="identity.person",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="assessment.registration",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("row", models.PositiveSmallIntegerField()),
                ("column", models.PositiveSmallIntegerField()),
                ("usable", models.BooleanField()),
                ("accessible", models.BooleanField(default=False)),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="assessment.room",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.assessment.rules.seating.State["PLANNED"],
                                shuzheng.assessment.rules.seating.State["PLANNED"],
                            ),
                            (
                                shuzheng.assessment.rules.seating.State["LOCKED"],
                                shuzheng.assessment.rules.seating.State["LOCKED"],
                            ),
                            (
                                shuzheng.assessment.rules.seating.State["CHANGED"],
                                shuzheng.assessment.rules.seating.State["CHANGED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("seed", models.CharField(max_length=64)),
                ("algorithm", models.CharField(max_length=20)),
                ("inputs", models.JSONField(default=dict)),
                ("inputs_digest", models.CharField(max_length=64)),
                ("unavoidable", models.PositiveIntegerField(default=0)),
                ("conflicts", models.JSONField(default=list)),
                ("planned_at", models.DateTimeField()),
                ("locked_at", models.DateTimeField(null=True)),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seating",
                        to="assessment.plan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SeatChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("changed_by_id", models.BigIntegerField()),
                ("changed_at", models.DateTimeField()),
                (
                    "from_seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessment.seat",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seat_changes",
                        to="assessment.registration",
                    ),
                ),
                (
                    "to_seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessment.seat",
                    ),
                ),
                (
                    "seating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="assessment.seating",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SeatAssignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seat",
                        to="assessment.registration",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="assessment.seat",
                    ),
                ),
                (
                    "seating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="assessment.seating",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("external_id", models.CharField(blank=True, max_length=60)),
                ("official_number", models.CharField(blank=True, max_length=40)),
                ("reported_to_national_at", models.DateTimeField(blank=True, null=True)),
                ("code", models.CharField(max_length=4, unique=True)),
                ("name", models.CharField(max_length=100)),
                ("address", models.CharField(max_length=200)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sites",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="room",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rooms",
                to="assessment.site",
            ),
        ),
        migrations.CreateModel(
            name="SiteApproval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.catalogue.rules.levels.Level["ELEMENTARY"],
                                shuzheng.catalogue.rules.levels.Level["ELEMENTARY"],
                            ),
                            (
                                shuzheng.catalogue.rules.levels.Level["INTERMEDIATE"],
                                shuzheng.catalogue.rules.levels.Level["INTERMEDIATE"],
                            ),
                            (
                                shuzheng.catalogue.rules.levels.Level["ADVANCED"],
                                shuzheng.catalogue.rules.levels.Level["ADVANCED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.assessment.rules.site.State["DRAFT"],
                                shuzheng.assessment.rules.site.State["DRAFT"],
                            ),
                            (
                                shuzheng.assessment.rules.site.State["SUBMITTED"],
                                shuzheng.assessment.rules.site.State["SUBMITTED"],
                            ),
                            (
                                shuzheng.assessment.rules.site.State["ALLIANCE_OPINION"],
                                shuzheng.assessment.rules.site.State["ALLIANCE_OPINION"],
                            ),
                            (
                                shuzheng.assessment.rules.site.State["ORG_REVIEW"],
                                shuzheng.assessment.rules.site.State["ORG_REVIEW"],
                            ),
                            (
                                shuzheng.assessment.rules.site.State["APPROVED"],
                                shuzheng.assessment.rules.site.State["APPROVED"],
                            ),
                            (
                                shuzheng.assessment.rules.site.State["REFUSED"],
                                shuzheng.assessment.rules.site.State["REFUSED"],
                            ),
                            (
                                shuzheng.assessment.rules.site.State["ACTIVE"],
                                shuzheng.assessment.rules.site.State["ACTIVE"],
                            ),
                            (
                                shuzheng.assessment.rules.site.State["RESTRICTED"],
                                shuzheng.assessment.rules.site.State["RESTRICTED"],
                            ),
                            (
                                shuzheng.assessment.rules.site.State["SUSPENDED"],
                                shuzheng.assessment.rules.site.State["SUSPENDED"],
                            ),
                            (
                                shuzheng.assessment.rules.site.State["CLOSED"],
                                shuzheng.assessment.rules.site.State["CLOSED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("application", models.JSONField(default=dict)),
                ("submitted_on", models.DateField(null=True)),
                ("opinion", models.CharField(blank=True, max_length=500)),
                ("opinion_on", models.DateField(null=True)),
                ("review_began_on", models.DateField(null=True)),
                ("by_video", models.BooleanField(null=True)),
                ("visited_on", models.DateField(null=True)),
                ("approved_on", models.DateField(null=True)),
                ("approved_until", models.DateField(null=True)),
                ("refusal", models.CharField(blank=True, max_length=500)),
                ("seat_limit", models.PositiveIntegerField(null=True)),
                ("active_since", models.DateField(null=True)),
                ("rechecked_on", models.DateField(null=True)),
                ("limit_reason", models.CharField(blank=True, max_length=500)),
                ("rule_since", models.DateField(null=True)),
                (
                    "certificate_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="site_approvals",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "limited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sites_limited",
                        to="identity.organisation",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="site_approvals",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="assessment.site",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.assessment.rules.ticket.State["ISSUED"],
                                shuzheng.assessment.rules.ticket.State["ISSUED"],
                            ),
                            (
                                shuzheng.assessment.rules.ticket.State["VOID"],
                                shuzheng.assessment.rules.ticket.State["VOID"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("issued_at", models.DateTimeField()),
                ("available_on", models.DateField()),
                ("copies", models.PositiveSmallIntegerField(default=1)),
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ticket",
                        to="assessment.registration",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind", shuzheng.assessment.rules.sitting.IncidentKind["MISCONDUCT"])
                ),
                fields=("attendance",),
                name="assessment_incident_one_misconduct",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            shuzheng.assessment.rules.sitting.IncidentKind["EQUIPMENT"],
                            shuzheng.assessment.rules.sitting.IncidentKind["HEALTH"],
                            shuzheng.assessment.rules.sitting.IncidentKind["DISTURBANCE"],
                            shuzheng.assessment.rules.sitting.IncidentKind["MISCONDUCT"],
                            shuzheng.assessment.rules.sitting.IncidentKind["OTHER"],
                        ],
                    )
                ),
                name="assessment_incident_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.UniqueConstraint(
                fields=("sheet", "round"), name="assessment_mark_round_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.UniqueConstraint(
                fields=("sheet", "marker"), name="assessment_mark_marker_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="misconductappeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.assessment.rules.review.AppealState["LODGED"],
                            shuzheng.assessment.rules.review.AppealState["HEARD"],
                            shuzheng.assessment.rules.review.AppealState["DISMISSED"],
                            shuzheng.assessment.rules.review.AppealState["OVERTURNED"],
                            shuzheng.assessment.rules.review.AppealState["SETTLED"],
                        ],
                    )
                ),
                name="assessment_misconductappeal_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.assessment.rules.plan.State["DRAFT"],
                            shuzheng.assessment.rules.plan.State["SUBMITTED"],
                            shuzheng.assessment.rules.plan.State["REPORTED"],
                            shuzheng.assessment.rules.plan.State["OPEN"],
                            shuzheng.assessment.rules.plan.State["REGISTRATION_CLOSED"],
                            shuzheng.assessment.rules.plan.State["SEATED"],
                            shuzheng.assessment.rules.plan.State["IN_PROGRESS"],
                            shuzheng.assessment.rules.plan.State["SCORING"],
                            shuzheng.assessment.rules.plan.State["RESULTS_REVIEWED"],
                            shuzheng.assessment.rules.plan.State["RESULTS_PUBLISHED"],
                            shuzheng.assessment.rules.plan.State["CERTIFIED"],
                            shuzheng.assessment.rules.plan.State["ARCHIVED"],
                            shuzheng.assessment.rules.plan.State["POSTPONED"],
                            shuzheng.assessment.rules.plan.State["CANCELLED"],
                        ],
                    )
                ),
                name="assessment_plan_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__gte", models.F("first_on"))),
                name="assessment_plan_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("places_taken__lte", models.F("seats"))),
                name="assessment_plan_places",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("registration_closes_at__gt", models.F("registration_opens_at"))
                ),
                name="assessment_plan_window",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.UniqueConstraint(
                fields=("plan", "code"), name="assessment_component_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="planassessor",
            constraint=models.UniqueConstraint(
                fields=("plan", "person"), name="assessment_planassessor_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="plansession",
            constraint=models.UniqueConstraint(
                fields=("plan", "component_code"), name="assessment_plansession_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="plansession",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="assessment_plansession_times",
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["plan", "state"], name="assessment_registration_plan"),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                fields=["institution", "state"], name="assessment_registration_school"
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                fields=("plan", "person"), name="assessment_registration_once_a_plan"
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("plan_over", False),
                    (
                        "state__in",
                        [
                            shuzheng.assessment.rules.registration.State["ACCEPTED"],
                            shuzheng.assessment.rules.registration.State["CONFIRMED"],
                            shuzheng.assessment.rules.registration.State["DRAFTED"],
                            shuzheng.assessment.rules.registration.State["ELIGIBLE"],
                            shuzheng.assessment.rules.registration.State["FEE_SETTLED"],
                            shuzheng.assessment.rules.registration.State["INELIGIBLE"],
                            shuzheng.assessment.rules.registration.State["TICKETED"],
                        ],
                    ),
                ),
                fields=("person", "certificate_type", "level", "module"),
                name="assessment_registration_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.assessment.rules.registration.State["DRAFTED"],
                            shuzheng.assessment.rules.registration.State["CONFIRMED"],
                            shuzheng.assessment.rules.registration.State["DECLINED"],
                            shuzheng.assessment.rules.registration.State["ELIGIBLE"],
                            shuzheng.assessment.rules.registration.State["INELIGIBLE"],
                            shuzheng.assessment.rules.registration.State["FEE_SETTLED"],
                            shuzheng.assessment.rules.registration.State["ACCEPTED"],
                            shuzheng.assessment.rules.registration.State["TICKETED"],
                            shuzheng.assessment.rules.registration.State["WITHDRAWN"],
                            shuzheng.assessment.rules.registration.State["DEFERRED"],
                            shuzheng.assessment.rules.registration.State["REFUNDED"],
                        ],
                    )
                ),
                name="assessment_registration_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="markingsheet",
            constraint=models.UniqueConstraint(
                fields=("registration", "component"), name="assessment_markingsheet_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="markingsheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.assessment.rules.marking.State["UNMARKED"],
                            shuzheng.assessment.rules.marking.State["FIRST_MARKED"],
                            shuzheng.assessment.rules.marking.State["SECOND_MARKED"],
                            shuzheng.assessment.rules.marking.State["AGREED"],
                            shuzheng.assessment.rules.marking.State["ADJUDICATED"],
                            shuzheng.assessment.rules.marking.State["LOCKED"],
                        ],
                    )
                ),
                name="assessment_markingsheet_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("registration", "session"), name="assessment_attendance_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.assessment.rules.sitting.State["NOT_STARTED"],
                            shuzheng.assessment.rules.sitting.State["CHECKED_IN"],
                            shuzheng.assessment.rules.sitting.State["PRESENT"],
                            shuzheng.assessment.rules.sitting.State["SUBMITTED"],
                            shuzheng.assessment.rules.sitting.State["ABSENT"],
                            shuzheng.assessment.rules.sitting.State["LATE_REFUSED"],
                            shuzheng.assessment.rules.sitting.State["ILL"],
                            shuzheng.assessment.rules.sitting.State["MISCONDUCT_OPEN"],
                            shuzheng.assessment.rules.sitting.State["MISCONDUCT_UPHELD"],
                            shuzheng.assessment.rules.sitting.State["MISCONDUCT_DISMISSED"],
                        ],
                    )
                ),
                name="assessment_attendance_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.assessment.rules.result.State["COMPUTED"],
                            shuzheng.assessment.rules.result.State["REVIEWED"],
                            shuzheng.assessment.rules.result.State["PUBLISHED"],
                        ],
                    )
                ),
                name="assessment_result_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            shuzheng.assessment.rules.result.Outcome["PASSED"],
                            shuzheng.assessment.rules.result.Outcome["FAILED"],
                            shuzheng.assessment.rules.result.Outcome["ABSENT"],
                            shuzheng.assessment.rules.result.Outcome["ANNULLED"],
                            shuzheng.assessment.rules.result.Outcome["HELD_BACK"],
                        ],
                    )
                ),
                name="assessment_result_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="planroom",
            constraint=models.UniqueConstraint(
                fields=("plan", "room"), name="assessment_planroom_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="scorereview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("refused", "closed")), _negated=True),
                fields=("registration",),
                name="assessment_scorereview_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="scorereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.assessment.rules.review.State["REQUESTED"],
                            shuzheng.assessment.rules.review.State["ACCEPTED"],
                            shuzheng.assessment.rules.review.State["REFUSED"],
                            shuzheng.assessment.rules.review.State["RECHECKED"],
                            shuzheng.assessment.rules.review.State["UNCHANGED"],
                            shuzheng.assessment.rules.review.State["CHANGED"],
                            shuzheng.assessment.rules.review.State["NOTIFIED"],
                            shuzheng.assessment.rules.review.State["ESCALATED"],
                            shuzheng.assessment.rules.review.State["UPHELD"],
                            shuzheng.assessment.rules.review.State["RETURNED"],
                            shuzheng.assessment.rules.review.State["CLOSED"],
                        ],
                    )
                ),
                name="assessment_scorereview_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("room", "number"), name="assessment_seat_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("room", "row", "column"), name="assessment_seat_place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="seating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.assessment.rules.seating.State["PLANNED"],
                            shuzheng.assessment.rules.seating.State["LOCKED"],
                            shuzheng.assessment.rules.seating.State["CHANGED"],
                        ],
                    )
                ),
                name="assessment_seating_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="seatassignment",
            constraint=models.UniqueConstraint(
                fields=("seating", "seat"), name="assessment_seatassignment_seat_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(
                fields=("site", "code"), name="assessment_room_code_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="siteapproval",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            shuzheng.assessment.rules.site.State["REFUSED"],
                            shuzheng.assessment.rules.site.State["CLOSED"],
                        ),
                    ),
                    _negated=True,
                ),
                fields=("site", "certificate_type", "level"),
                name="assessment_siteapproval_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="siteapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.assessment.rules.site.State["DRAFT"],
                            shuzheng.assessment.rules.site.State["SUBMITTED"],
                            shuzheng.assessment.rules.site.State["ALLIANCE_OPINION"],
                            shuzheng.assessment.rules.site.State["ORG_REVIEW"],
                            shuzheng.assessment.rules.site.State["APPROVED"],
                            shuzheng.assessment.rules.site.State["REFUSED"],
                            shuzheng.assessment.rules.site.State["ACTIVE"],
                            shuzheng.assessment.rules.site.State["RESTRICTED"],
                            shuzheng.assessment.rules.site.State["SUSPENDED"],
                            shuzheng.assessment.rules.site.State["CLOSED"],
                        ],
                    )
                ),
                name="assessment_siteapproval_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.assessment.rules.ticket.State["ISSUED"],
                            shuzheng.assessment.rules.ticket.State["VOID"],
                        ],
                    )
                ),
                name="assessment_ticket_state",
            ),
        ),
    ]
