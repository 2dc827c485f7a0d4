import django.db.models.deletion
import shuzheng.support.rules.measurement
import shuzheng.support.rules.pairing
import shuzheng.support.rules.unevenness
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation", "0005_subjects_unchecked"),
        ("identity", "0003_inspectors"),
    ]

    operations = [
        migrations.CreateModel(
            name="Measurement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.support.rules.measurement.State["OPEN"],
                                shuzheng.support.rules.measurement.State["OPEN"],
                            ),
                            (
                                shuzheng.support.rules.measurement.State["FROZEN"],
                                shuzheng.support.rules.measurement.State["FROZEN"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("opened_on", models.DateField()),
                ("frozen_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.support.rules.measurement.State["OPEN"],
                                    shuzheng.support.rules.measurement.State["FROZEN"],
                                ],
                            )
                        ),
                        name="support_measurement_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField()),
                (
                    "measurement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frozen",
                        to="support.measurement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Pairing",
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
                                shuzheng.support.rules.pairing.State["PROPOSED"],
                                shuzheng.support.rules.pairing.State["PROPOSED"],
                            ),
                            (
                                shuzheng.support.rules.pairing.State["AGREED"],
                                shuzheng.support.rules.pairing.State["AGREED"],
                            ),
                            (
                                shuzheng.support.rules.pairing.State["RUNNING"],
                                shuzheng.support.rules.pairing.State["RUNNING"],
                            ),
                            (
                                shuzheng.support.rules.pairing.State["EVALUATED"],
                                shuzheng.support.rules.pairing.State["EVALUATED"],
                            ),
                            (
                                shuzheng.support.rules.pairing.State["ENDED"],
                                shuzheng.support.rules.pairing.State["ENDED"],
                            ),
                            (
                                shuzheng.support.rules.pairing.State["DROPPED"],
                                shuzheng.support.rules.pairing.State["DROPPED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("measures", models.JSONField(default=list)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("shares", models.JSONField(default=list)),
                ("words", models.TextField(max_length=2000)),
                ("goal", models.TextField(max_length=2000)),
                ("proposed_on", models.DateField()),
                ("answer_until", models.DateField()),
                (
                    "helper_word",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shuzheng.support.rules.pairing.Word["AGREES"],
                                shuzheng.support.rules.pairing.Word["AGREES"],
                            ),
                            (
                                shuzheng.support.rules.pairing.Word["OBJECTS"],
                                shuzheng.support.rules.pairing.Word["OBJECTS"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("helper_said", models.CharField(blank=True, max_length=500)),
                ("helper_on", models.DateField(null=True)),
                (
                    "helped_word",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shuzheng.support.rules.pairing.Word["AGREES"],
                                shuzheng.support.rules.pairing.Word["AGREES"],
                            ),
                            (
                                shuzheng.support.rules.pairing.Word["OBJECTS"],
                                shuzheng.support.rules.pairing.Word["OBJECTS"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("helped_said", models.CharField(blank=True, max_length=500)),
                ("helped_on", models.DateField(null=True)),
                ("decided_on", models.DateField(null=True)),
                ("decision", models.CharField(blank=True, max_length=500)),
                ("before", models.JSONField(default=dict)),
                ("evaluation_due_on", models.DateField(null=True)),
                ("evaluated_on", models.DateField(null=True)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shuzheng.support.rules.pairing.Result["REACHED"],
                                shuzheng.support.rules.pairing.Result["REACHED"],
                            ),
                            (
                                shuzheng.support.rules.pairing.Result["PARTLY"],
                                shuzheng.support.rules.pairing.Result["PARTLY"],
                            ),
                            (
                                shuzheng.support.rules.pairing.Result["NOT_REACHED"],
                                shuzheng.support.rules.pairing.Result["NOT_REACHED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("evaluation", models.TextField(blank=True, max_length=2000)),
                ("early_reason", models.CharField(blank=True, max_length=500)),
                ("after", models.JSONField(default=dict)),
                ("ended_on", models.DateField(null=True)),
                ("ending", models.CharField(blank=True, max_length=500)),
                (
                    "helped",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helped_by",
                        to="identity.organisation",
                    ),
                ),
                (
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helping",
                        to="identity.organisation",
                    ),
                ),
                (
                    "measurement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings",
                        to="support.measurement",
                    ),
                ),
            ],
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
                ("number", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("due_on", models.DateField()),
                ("reminded_on", models.DateField(null=True)),
                ("written_on", models.DateField(null=True)),
                (
                    "judgement",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shuzheng.support.rules.pairing.Judgement["ON_TRACK"],
                                shuzheng.support.rules.pairing.Judgement["ON_TRACK"],
                            ),
                            (
                                shuzheng.support.rules.pairing.Judgement["BEHIND"],
                                shuzheng.support.rules.pairing.Judgement["BEHIND"],
                            ),
                            (
                                shuzheng.support.rules.pairing.Judgement["TO_CHANGE"],
                                shuzheng.support.rules.pairing.Judgement["TO_CHANGE"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("figures", models.JSONField(default=dict)),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="support.pairing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(null=True)),
                ("told_on", models.DateField(null=True)),
                ("persons", models.PositiveIntegerField(null=True)),
                ("hours", models.PositiveIntegerField(null=True)),
                ("words", models.TextField(blank=True, max_length=2000)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_actions",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions_planned",
                        to="identity.organisation",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions_told",
                        to="identity.organisation",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="support.pairing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SheetAmount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.support.rules.unevenness.Measure["HOURS"],
                                shuzheng.support.rules.unevenness.Measure["HOURS"],
                            ),
                            (
                                shuzheng.support.rules.unevenness.Measure["SPENDING"],
                                shuzheng.support.rules.unevenness.Measure["SPENDING"],
                            ),
                            (
                                shuzheng.support.rules.unevenness.Measure["TEACHERS"],
                                shuzheng.support.rules.unevenness.Measure["TEACHERS"],
                            ),
                            (
                                shuzheng.support.rules.unevenness.Measure["SEATS"],
                                shuzheng.support.rules.unevenness.Measure["SEATS"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("amount", models.PositiveBigIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("as_of", models.DateField()),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_amounts",
                        to="identity.organisation",
                    ),
                ),
                (
                    "measurement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amounts",
                        to="support.measurement",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.support.rules.pairing.State["AGREED"],
                            shuzheng.support.rules.pairing.State["PROPOSED"],
                            shuzheng.support.rules.pairing.State["RUNNING"],
                        ],
                    )
                ),
                fields=("helper", "helped"),
                name="support_pairing_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.CheckConstraint(
                condition=models.Q(("helper", models.F("helped")), _negated=True),
                name="support_pairing_of_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("since"))), name="support_pairing_term"
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.support.rules.pairing.State["PROPOSED"],
                            shuzheng.support.rules.pairing.State["AGREED"],
                            shuzheng.support.rules.pairing.State["RUNNING"],
                            shuzheng.support.rules.pairing.State["EVALUATED"],
                            shuzheng.support.rules.pairing.State["ENDED"],
                            shuzheng.support.rules.pairing.State["DROPPED"],
                        ],
                    )
                ),
                name="support_pairing_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.UniqueConstraint(
                fields=("pairing", "number"), name="support_check_once"
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["due_on"], name="support_action_due"),
        ),
        migrations.AddConstraint(
            model_name="sheetamount",
            constraint=models.UniqueConstraint(
                fields=("measurement", "institution", "measure"), name="support_sheetamount_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetamount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "measure__in",
                        [
                            shuzheng.support.rules.unevenness.Measure["HOURS"],
                            shuzheng.support.rules.unevenness.Measure["SPENDING"],
                            shuzheng.support.rules.unevenness.Measure["TEACHERS"],
                            shuzheng.support.rules.unevenness.Measure["SEATS"],
                        ],
                    )
                ),
                name="support_sheetamount_measure",
            ),
        ),
    ]
