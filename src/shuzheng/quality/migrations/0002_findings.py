import django.db.models.deletion
import shuzheng.quality.rules.finding
import shuzheng.quality.rules.inspection
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0005_custody"),
        ("foundation", "0005_subjects_unchecked"),
        ("identity", "0003_inspectors"),
        ("quality", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("item", models.CharField(blank=True, max_length=40)),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.quality.rules.finding.Severity["MINOR"],
                                shuzheng.quality.rules.finding.Severity["MINOR"],
                            ),
                            (
                                shuzheng.quality.rules.finding.Severity["MAJOR"],
                                shuzheng.quality.rules.finding.Severity["MAJOR"],
                            ),
                            (
                                shuzheng.quality.rules.finding.Severity["GRAVE"],
                                shuzheng.quality.rules.finding.Severity["GRAVE"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField()),
                ("happened_on", models.DateField()),
                ("found_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.quality.rules.finding.State["OPEN"],
                                shuzheng.quality.rules.finding.State["OPEN"],
                            ),
                            (
                                shuzheng.quality.rules.finding.State["CONTESTED"],
                                shuzheng.quality.rules.finding.State["CONTESTED"],
                            ),
                            (
                                shuzheng.quality.rules.finding.State["WITHDRAWN"],
                                shuzheng.quality.rules.finding.State["WITHDRAWN"],
                            ),
                            (
                                shuzheng.quality.rules.finding.State["RECTIFYING"],
                                shuzheng.quality.rules.finding.State["RECTIFYING"],
                            ),
                            (
                                shuzheng.quality.rules.finding.State["SUBMITTED"],
                                shuzheng.quality.rules.finding.State["SUBMITTED"],
                            ),
                            (
                                shuzheng.quality.rules.finding.State["RECHECKED"],
                                shuzheng.quality.rules.finding.State["RECHECKED"],
                            ),
                            (
                                shuzheng.quality.rules.finding.State["CLOSED"],
                                shuzheng.quality.rules.finding.State["CLOSED"],
                            ),
                            (
                                shuzheng.quality.rules.finding.State["OVERDUE"],
                                shuzheng.quality.rules.finding.State["OVERDUE"],
                            ),
                            (
                                shuzheng.quality.rules.finding.State["ESCALATED"],
                                shuzheng.quality.rules.finding.State["ESCALATED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("due_on", models.DateField()),
                ("contest", models.TextField(blank=True)),
                ("contested_on", models.DateField(null=True)),
                ("contest_reason", models.CharField(blank=True, max_length=500)),
                ("rectification", models.TextField(blank=True)),
                ("submitted_on", models.DateField(null=True)),
                ("rechecked_on", models.DateField(null=True)),
                ("rechecked_by", models.BigIntegerField(null=True)),
                ("recheck_reason", models.CharField(blank=True, max_length=500)),
                ("escalated", models.PositiveSmallIntegerField(default=0)),
                ("escalated_on", models.DateField(null=True)),
                ("escalation_reason", models.CharField(blank=True, max_length=500)),
                ("closed_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="FindingFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_rectification", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="inspection",
            name="quality_inspection_state",
        ),
        migrations.AddField(
            model_name="inspection",
            name="answers",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="inspection",
            name="closed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="inspection",
            name="confirmed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="inspection",
            name="heard",
            field=models.CharField(
                blank=True,
                choices=[
                    (
                        shuzheng.quality.rules.inspection.Heard["AGREED"],
                        shuzheng.quality.rules.inspection.Heard["AGREED"],
                    ),
                    (
                        shuzheng.quality.rules.inspection.Heard["OBJECTED"],
                        shuzheng.quality.rules.inspection.Heard["OBJECTED"],
                    ),
                    (
                        shuzheng.quality.rules.inspection.Heard["SILENT"],
                        shuzheng.quality.rules.inspection.Heard["SILENT"],
                    ),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="inspection",
            name="heard_by",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="inspection",
            name="published_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="inspection",
            name="record",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inspections",
                to="foundation.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="inspection",
            name="remarks",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="inspection",
            name="report",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="inspection",
            name="reported_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="inspection",
            name="signature",
            field=models.CharField(
                blank=True,
                choices=[
                    (
                        shuzheng.quality.rules.inspection.Signature["SIGNED"],
                        shuzheng.quality.rules.inspection.Signature["SIGNED"],
                    ),
                    (
                        shuzheng.quality.rules.inspection.Signature["REFUSED"],
                        shuzheng.quality.rules.inspection.Signature["REFUSED"],
                    ),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="inspection",
            name="statement",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="inspection",
            name="state",
            field=models.CharField(
                choices=[
                    (
                        shuzheng.quality.rules.inspection.State["SEALED"],
                        shuzheng.quality.rules.inspection.State["SEALED"],
                    ),
                    (
                        shuzheng.quality.rules.inspection.State["ON_SITE"],
                        shuzheng.quality.rules.inspection.State["ON_SITE"],
                    ),
                    (
                        shuzheng.quality.rules.inspection.State["REPORTED"],
                        shuzheng.quality.rules.inspection.State["REPORTED"],
                    ),
                    (
                        shuzheng.quality.rules.inspection.State["CONFIRMED"],
                        shuzheng.quality.rules.inspection.State["CONFIRMED"],
                    ),
                    (
                        shuzheng.quality.rules.inspection.State["PUBLISHED"],
                        shuzheng.quality.rules.inspection.State["PUBLISHED"],
                    ),
                    (
                        shuzheng.quality.rules.inspection.State["CLOSED"],
                        shuzheng.quality.rules.inspection.State["CLOSED"],
                    ),
                    (
                        shuzheng.quality.rules.inspection.State["CALLED_OFF"],
                        shuzheng.quality.rules.inspection.State["CALLED_OFF"],
                    ),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.quality.rules.inspection.State["SEALED"],
                            shuzheng.quality.rules.inspection.State["ON_SITE"],
                            shuzheng.quality.rules.inspection.State["REPORTED"],
                            shuzheng.quality.rules.inspection.State["CONFIRMED"],
                            shuzheng.quality.rules.inspection.State["PUBLISHED"],
                            shuzheng.quality.rules.inspection.State["CLOSED"],
                            shuzheng.quality.rules.inspection.State["CALLED_OFF"],
                        ],
                    )
                ),
                name="quality_inspection_state",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="inspection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="quality.inspection",
            ),
        ),
        migrations.AddField(
            model_name="findingfile",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="about_findings",
                to="foundation.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="findingfile",
            name="finding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="quality.finding",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["state", "due_on"], name="quality_finding_due"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("inspection", "number"), name="quality_finding_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.quality.rules.finding.State["OPEN"],
                            shuzheng.quality.rules.finding.State["CONTESTED"],
                            shuzheng.quality.rules.finding.State["WITHDRAWN"],
                            shuzheng.quality.rules.finding.State["RECTIFYING"],
                            shuzheng.quality.rules.finding.State["SUBMITTED"],
                            shuzheng.quality.rules.finding.State["RECHECKED"],
                            shuzheng.quality.rules.finding.State["CLOSED"],
                            shuzheng.quality.rules.finding.State["OVERDUE"],
                            shuzheng.quality.rules.finding.State["ESCALATED"],
                        ],
                    )
                ),
                name="quality_finding_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("happened_on__lte", models.F("found_on"))),
                name="quality_finding_happened",
            ),
        ),
        migrations.AddConstraint(
            model_name="findingfile",
            constraint=models.UniqueConstraint(
                fields=("finding", "file"), name="quality_findingfile_once"
            ),
        ),
    ]
