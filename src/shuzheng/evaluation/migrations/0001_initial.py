import django.db.models.deletion
import shuzheng.evaluation.rules.evaluation
import shuzheng.evaluation.rules.indicators
import shuzheng.evaluation.rules.scoring
import shuzheng.evaluation.rules.self_check
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("assessment", "0005_custody"),
        ("foundation", "0005_subjects_unchecked"),
        ("gazette", "0002_publicity"),
        ("identity", "0003_inspectors"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.evaluation.rules.indicators.Kind["INSTITUTION"],
                                shuzheng.evaluation.rules.indicators.Kind["INSTITUTION"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Kind["SITE"],
                                shuzheng.evaluation.rules.indicators.Kind["SITE"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Kind["ORGANISATION"],
                                shuzheng.evaluation.rules.indicators.Kind["ORGANISATION"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.evaluation.rules.evaluation.State["DRAFTED"],
                                shuzheng.evaluation.rules.evaluation.State["DRAFTED"],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.State[
                                    "INDICATOR_SET_PUBLISHED"
                                ],
                                shuzheng.evaluation.rules.evaluation.State[
                                    "INDICATOR_SET_PUBLISHED"
                                ],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.State["DATA_FROZEN"],
                                shuzheng.evaluation.rules.evaluation.State["DATA_FROZEN"],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.State["SELF_CHECK"],
                                shuzheng.evaluation.rules.evaluation.State["SELF_CHECK"],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.State["CITY_OPINION"],
                                shuzheng.evaluation.rules.evaluation.State["CITY_OPINION"],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.State["SCORED"],
                                shuzheng.evaluation.rules.evaluation.State["SCORED"],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.State["HEARD"],
                                shuzheng.evaluation.rules.evaluation.State["HEARD"],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.State["DECIDED"],
                                shuzheng.evaluation.rules.evaluation.State["DECIDED"],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.State["PUBLISHED"],
                                shuzheng.evaluation.rules.evaluation.State["PUBLISHED"],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.State["USED"],
                                shuzheng.evaluation.rules.evaluation.State["USED"],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.State["CLOSED"],
                                shuzheng.evaluation.rules.evaluation.State["CLOSED"],
                            ),
                        ],
                        max_length=30,
                    ),
                ),
                ("weights", models.JSONField(default=dict)),
                ("drafted_by", models.BigIntegerField(null=True)),
                ("published_set_on", models.DateField(null=True)),
                ("frozen_on", models.DateField(null=True)),
                ("check_by", models.DateField(null=True)),
                ("opinion_by", models.DateField(null=True)),
                ("scored_on", models.DateField(null=True)),
                ("contest_by", models.DateField(null=True)),
                ("heard_on", models.DateField(null=True)),
                ("heard_by", models.BigIntegerField(null=True)),
                ("decided_on", models.DateField(null=True)),
                ("decided_by", models.BigIntegerField(null=True)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("published_on", models.DateField(null=True)),
                ("is_demonstration", models.BooleanField(default=False)),
                (
                    "indicators",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_indicators",
                        to="gazette.document",
                    ),
                ),
                (
                    "result",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_result",
                        to="gazette.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FrozenHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("index", models.PositiveBigIntegerField()),
                ("figures_at", models.DateTimeField()),
                ("frozen_at", models.DateTimeField()),
                (
                    "evaluation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="head",
                        to="evaluation.evaluation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SelfCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.evaluation.rules.self_check.State["WRITTEN"],
                                shuzheng.evaluation.rules.self_check.State["WRITTEN"],
                            ),
                            (
                                shuzheng.evaluation.rules.self_check.State["SUBMITTED"],
                                shuzheng.evaluation.rules.self_check.State["SUBMITTED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("texts", models.JSONField(default=dict)),
                ("begun_on", models.DateField()),
                ("submitted_on", models.DateField(null=True)),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_checks",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_checks",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SelfFinding",
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
                                shuzheng.evaluation.rules.self_check.Found["OPEN"],
                                shuzheng.evaluation.rules.self_check.Found["OPEN"],
                            ),
                            (
                                shuzheng.evaluation.rules.self_check.Found["PUT_RIGHT"],
                                shuzheng.evaluation.rules.self_check.Found["PUT_RIGHT"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("measure", models.CharField(max_length=500)),
                ("due_on", models.DateField()),
                ("done", models.CharField(blank=True, max_length=500)),
                ("done_on", models.DateField(null=True)),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="evaluation.selfcheck",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SheetInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.evaluation.rules.indicators.Input["ACQUIRED"],
                                shuzheng.evaluation.rules.indicators.Input["ACQUIRED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["MAJORS"],
                                shuzheng.evaluation.rules.indicators.Input["MAJORS"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["MAPPED"],
                                shuzheng.evaluation.rules.indicators.Input["MAPPED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["REGULAR"],
                                shuzheng.evaluation.rules.indicators.Input["REGULAR"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["QUALIFIED"],
                                shuzheng.evaluation.rules.indicators.Input["QUALIFIED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["ON_TIME"],
                                shuzheng.evaluation.rules.indicators.Input["ON_TIME"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["REACHED"],
                                shuzheng.evaluation.rules.indicators.Input["REACHED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["FREE"],
                                shuzheng.evaluation.rules.indicators.Input["FREE"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["EXEMPT"],
                                shuzheng.evaluation.rules.indicators.Input["EXEMPT"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["RECTIFIED"],
                                shuzheng.evaluation.rules.indicators.Input["RECTIFIED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["COMPLETED"],
                                shuzheng.evaluation.rules.indicators.Input["COMPLETED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["MATCHED"],
                                shuzheng.evaluation.rules.indicators.Input["MATCHED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["RETAINED"],
                                shuzheng.evaluation.rules.indicators.Input["RETAINED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["SEATS_USED"],
                                shuzheng.evaluation.rules.indicators.Input["SEATS_USED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["CANDIDATES_SATISFIED"],
                                shuzheng.evaluation.rules.indicators.Input["CANDIDATES_SATISFIED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["ENTERPRISES_SATISFIED"],
                                shuzheng.evaluation.rules.indicators.Input["ENTERPRISES_SATISFIED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["PUNCTUAL"],
                                shuzheng.evaluation.rules.indicators.Input["PUNCTUAL"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["UPHELD"],
                                shuzheng.evaluation.rules.indicators.Input["UPHELD"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["FRESH"],
                                shuzheng.evaluation.rules.indicators.Input["FRESH"],
                            ),
                        ],
                        max_length=30,
                    ),
                ),
                ("count", models.PositiveIntegerField()),
                ("of", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("as_of", models.DateField()),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inputs",
                        to="evaluation.evaluation",
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
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=100)),
                ("statement", models.TextField(blank=True)),
                ("stated_on", models.DateField(null=True)),
                ("opinion", models.TextField(blank=True)),
                ("opinion_on", models.DateField(null=True)),
                ("objection", models.TextField(blank=True)),
                ("objected_on", models.DateField(null=True)),
                ("confirmed_on", models.DateField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shuzheng.evaluation.rules.evaluation.Objection["UPHELD"],
                                shuzheng.evaluation.rules.evaluation.Objection["UPHELD"],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.Objection["DISMISSED"],
                                shuzheng.evaluation.rules.evaluation.Objection["DISMISSED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("answer_reason", models.CharField(blank=True, max_length=500)),
                ("answered_on", models.DateField(null=True)),
                ("total", models.PositiveIntegerField(null=True)),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shuzheng.evaluation.rules.scoring.Grade["A"],
                                shuzheng.evaluation.rules.scoring.Grade["A"],
                            ),
                            (
                                shuzheng.evaluation.rules.scoring.Grade["B"],
                                shuzheng.evaluation.rules.scoring.Grade["B"],
                            ),
                            (
                                shuzheng.evaluation.rules.scoring.Grade["C"],
                                shuzheng.evaluation.rules.scoring.Grade["C"],
                            ),
                            (
                                shuzheng.evaluation.rules.scoring.Grade["D"],
                                shuzheng.evaluation.rules.scoring.Grade["D"],
                            ),
                            (
                                shuzheng.evaluation.rules.scoring.Grade["FAILED"],
                                shuzheng.evaluation.rules.scoring.Grade["FAILED"],
                            ),
                            (
                                shuzheng.evaluation.rules.scoring.Grade["NONE"],
                                shuzheng.evaluation.rules.scoring.Grade["NONE"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("vetoes", models.JSONField(default=list)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subjects",
                        to="evaluation.evaluation",
                    ),
                ),
                (
                    "objection_file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_objections",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "opinion_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_opinions",
                        to="identity.organisation",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluated",
                        to="identity.organisation",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluated",
                        to="assessment.site",
                    ),
                ),
                (
                    "statement_file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_statements",
                        to="foundation.storedfile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FrozenRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="row",
                        to="evaluation.subject",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.evaluation.rules.indicators.Input["ACQUIRED"],
                                shuzheng.evaluation.rules.indicators.Input["ACQUIRED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["MAJORS"],
                                shuzheng.evaluation.rules.indicators.Input["MAJORS"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["MAPPED"],
                                shuzheng.evaluation.rules.indicators.Input["MAPPED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["REGULAR"],
                                shuzheng.evaluation.rules.indicators.Input["REGULAR"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["QUALIFIED"],
                                shuzheng.evaluation.rules.indicators.Input["QUALIFIED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["ON_TIME"],
                                shuzheng.evaluation.rules.indicators.Input["ON_TIME"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["REACHED"],
                                shuzheng.evaluation.rules.indicators.Input["REACHED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["FREE"],
                                shuzheng.evaluation.rules.indicators.Input["FREE"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["EXEMPT"],
                                shuzheng.evaluation.rules.indicators.Input["EXEMPT"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["RECTIFIED"],
                                shuzheng.evaluation.rules.indicators.Input["RECTIFIED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["COMPLETED"],
                                shuzheng.evaluation.rules.indicators.Input["COMPLETED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["MATCHED"],
                                shuzheng.evaluation.rules.indicators.Input["MATCHED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["RETAINED"],
                                shuzheng.evaluation.rules.indicators.Input["RETAINED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["SEATS_USED"],
                                shuzheng.evaluation.rules.indicators.Input["SEATS_USED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["CANDIDATES_SATISFIED"],
                                shuzheng.evaluation.rules.indicators.Input["CANDIDATES_SATISFIED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["ENTERPRISES_SATISFIED"],
                                shuzheng.evaluation.rules.indicators.Input["ENTERPRISES_SATISFIED"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["PUNCTUAL"],
                                shuzheng.evaluation.rules.indicators.Input["PUNCTUAL"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["UPHELD"],
                                shuzheng.evaluation.rules.indicators.Input["UPHELD"],
                            ),
                            (
                                shuzheng.evaluation.rules.indicators.Input["FRESH"],
                                shuzheng.evaluation.rules.indicators.Input["FRESH"],
                            ),
                        ],
                        max_length=30,
                    ),
                ),
                ("count", models.PositiveIntegerField()),
                ("of", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("made_on", models.DateField()),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="evaluation.subject",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Used",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.evaluation.rules.evaluation.Use["FUNDS"],
                                shuzheng.evaluation.rules.evaluation.Use["FUNDS"],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.Use["REWARDS"],
                                shuzheng.evaluation.rules.evaluation.Use["REWARDS"],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.Use["ELIGIBILITY"],
                                shuzheng.evaluation.rules.evaluation.Use["ELIGIBILITY"],
                            ),
                            (
                                shuzheng.evaluation.rules.evaluation.Use["PAIRING"],
                                shuzheng.evaluation.rules.evaluation.Use["PAIRING"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("reference", models.CharField(max_length=200)),
                ("used_on", models.DateField()),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="evaluation.evaluation",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.UniqueConstraint(
                fields=("kind", "year"), name="evaluation_evaluation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.evaluation.rules.evaluation.State["DRAFTED"],
                            shuzheng.evaluation.rules.evaluation.State["INDICATOR_SET_PUBLISHED"],
                            shuzheng.evaluation.rules.evaluation.State["DATA_FROZEN"],
                            shuzheng.evaluation.rules.evaluation.State["SELF_CHECK"],
                            shuzheng.evaluation.rules.evaluation.State["CITY_OPINION"],
                            shuzheng.evaluation.rules.evaluation.State["SCORED"],
                            shuzheng.evaluation.rules.evaluation.State["HEARD"],
                            shuzheng.evaluation.rules.evaluation.State["DECIDED"],
                            shuzheng.evaluation.rules.evaluation.State["PUBLISHED"],
                            shuzheng.evaluation.rules.evaluation.State["USED"],
                            shuzheng.evaluation.rules.evaluation.State["CLOSED"],
                        ],
                    )
                ),
                name="evaluation_evaluation_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            shuzheng.evaluation.rules.indicators.Kind["INSTITUTION"],
                            shuzheng.evaluation.rules.indicators.Kind["SITE"],
                            shuzheng.evaluation.rules.indicators.Kind["ORGANISATION"],
                        ],
                    )
                ),
                name="evaluation_evaluation_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="selfcheck",
            index=models.Index(fields=["institution", "year"], name="evaluation_selfcheck_year"),
        ),
        migrations.AddConstraint(
            model_name="selfcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.evaluation.rules.self_check.State["WRITTEN"],
                            shuzheng.evaluation.rules.self_check.State["SUBMITTED"],
                        ],
                    )
                ),
                name="evaluation_selfcheck_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfcheck",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state", shuzheng.evaluation.rules.self_check.State["WRITTEN"])
                ),
                fields=("institution", "year"),
                name="evaluation_selfcheck_one_being_written",
            ),
        ),
        migrations.AddConstraint(
            model_name="selffinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.evaluation.rules.self_check.Found["OPEN"],
                            shuzheng.evaluation.rules.self_check.Found["PUT_RIGHT"],
                        ],
                    )
                ),
                name="evaluation_selffinding_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetinput",
            constraint=models.UniqueConstraint(
                fields=("evaluation", "code", "what"), name="evaluation_sheetinput_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetinput",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "what__in",
                        [
                            shuzheng.evaluation.rules.indicators.Input["ACQUIRED"],
                            shuzheng.evaluation.rules.indicators.Input["MAJORS"],
                            shuzheng.evaluation.rules.indicators.Input["MAPPED"],
                            shuzheng.evaluation.rules.indicators.Input["REGULAR"],
                            shuzheng.evaluation.rules.indicators.Input["QUALIFIED"],
                            shuzheng.evaluation.rules.indicators.Input["ON_TIME"],
                            shuzheng.evaluation.rules.indicators.Input["REACHED"],
                            shuzheng.evaluation.rules.indicators.Input["FREE"],
                            shuzheng.evaluation.rules.indicators.Input["EXEMPT"],
                            shuzheng.evaluation.rules.indicators.Input["RECTIFIED"],
                            shuzheng.evaluation.rules.indicators.Input["COMPLETED"],
                            shuzheng.evaluation.rules.indicators.Input["MATCHED"],
                            shuzheng.evaluation.rules.indicators.Input["RETAINED"],
                            shuzheng.evaluation.rules.indicators.Input["SEATS_USED"],
                            shuzheng.evaluation.rules.indicators.Input["CANDIDATES_SATISFIED"],
                            shuzheng.evaluation.rules.indicators.Input["ENTERPRISES_SATISFIED"],
                            shuzheng.evaluation.rules.indicators.Input["PUNCTUAL"],
                            shuzheng.evaluation.rules.indicators.Input["UPHELD"],
                            shuzheng.evaluation.rules.indicators.Input["FRESH"],
                        ],
                    )
                ),
                name="evaluation_sheetinput_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetinput",
            constraint=models.CheckConstraint(
                condition=models.Q(("of__gt", 0)), name="evaluation_sheetinput_of_some"
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.UniqueConstraint(
                fields=("evaluation", "code"), name="evaluation_subject_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "grade__in",
                        [
                            "",
                            shuzheng.evaluation.rules.scoring.Grade["A"],
                            shuzheng.evaluation.rules.scoring.Grade["B"],
                            shuzheng.evaluation.rules.scoring.Grade["C"],
                            shuzheng.evaluation.rules.scoring.Grade["D"],
                            shuzheng.evaluation.rules.scoring.Grade["FAILED"],
                            shuzheng.evaluation.rules.scoring.Grade["NONE"],
                        ],
                    )
                ),
                name="evaluation_subject_grade",
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "answer__in",
                        [
                            "",
                            shuzheng.evaluation.rules.evaluation.Objection["UPHELD"],
                            shuzheng.evaluation.rules.evaluation.Objection["DISMISSED"],
                        ],
                    )
                ),
                name="evaluation_subject_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", ""), ("objected_on__isnull", False), _connector="OR"),
                name="evaluation_subject_answers_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                fields=("subject", "what"), name="evaluation_correction_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "what__in",
                        [
                            shuzheng.evaluation.rules.indicators.Input["ACQUIRED"],
                            shuzheng.evaluation.rules.indicators.Input["MAJORS"],
                            shuzheng.evaluation.rules.indicators.Input["MAPPED"],
                            shuzheng.evaluation.rules.indicators.Input["REGULAR"],
                            shuzheng.evaluation.rules.indicators.Input["QUALIFIED"],
                            shuzheng.evaluation.rules.indicators.Input["ON_TIME"],
                            shuzheng.evaluation.rules.indicators.Input["REACHED"],
                            shuzheng.evaluation.rules.indicators.Input["FREE"],
                            shuzheng.evaluation.rules.indicators.Input["EXEMPT"],
                            shuzheng.evaluation.rules.indicators.Input["RECTIFIED"],
                            shuzheng.evaluation.rules.indicators.Input["COMPLETED"],
                            shuzheng.evaluation.rules.indicators.Input["MATCHED"],
                            shuzheng.evaluation.rules.indicators.Input["RETAINED"],
                            shuzheng.evaluation.rules.indicators.Input["SEATS_USED"],
                            shuzheng.evaluation.rules.indicators.Input["CANDIDATES_SATISFIED"],
                            shuzheng.evaluation.rules.indicators.Input["ENTERPRISES_SATISFIED"],
                            shuzheng.evaluation.rules.indicators.Input["PUNCTUAL"],
                            shuzheng.evaluation.rules.indicators.Input["UPHELD"],
                            shuzheng.evaluation.rules.indicators.Input["FRESH"],
                        ],
                    )
                ),
                name="evaluation_correction_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("of__gt", 0)), name="evaluation_correction_of_some"
            ),
        ),
        migrations.AddConstraint(
            model_name="used",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "use__in",
                        [
                            shuzheng.evaluation.rules.evaluation.Use["FUNDS"],
                            shuzheng.evaluation.rules.evaluation.Use["REWARDS"],
                            shuzheng.evaluation.rules.evaluation.Use["ELIGIBILITY"],
                            shuzheng.evaluation.rules.evaluation.Use["PAIRING"],
                        ],
                    )
                ),
                name="evaluation_used_use",
            ),
        ),
    ]
