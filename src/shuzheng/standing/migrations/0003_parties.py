import django.db.models.deletion
import shuzheng.standing.rules.restrictions
import shuzheng.standing.rules.running
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0005_subjects_unchecked"),
        ("identity", "0002_enterprises"),
        ("standing", "0002_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="RunningSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.standing.rules.running.Outcome["GOES_ON"],
                                shuzheng.standing.rules.running.Outcome["GOES_ON"],
                            ),
                            (
                                shuzheng.standing.rules.running.Outcome["POSTPONED"],
                                shuzheng.standing.rules.running.Outcome["POSTPONED"],
                            ),
                            (
                                shuzheng.standing.rules.running.Outcome["CANCELLED"],
                                shuzheng.standing.rules.running.Outcome["CANCELLED"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="restriction",
            name="standing_restriction_kind",
        ),
        migrations.AddField(
            model_name="restriction",
            name="decided_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="restriction",
            name="decider",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="restriction",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="restrictions",
                to="identity.person",
            ),
        ),
        migrations.AddField(
            model_name="restriction",
            name="site_code",
            field=models.CharField(blank=True, max_length=4),
        ),
        migrations.AddField(
            model_name="restriction",
            name="site_name",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="restriction",
            name="kind",
            field=models.CharField(
                choices=[
                    (
                        shuzheng.standing.rules.restrictions.Kind["ELIGIBILITY_LOSS"],
                        shuzheng.standing.rules.restrictions.Kind["ELIGIBILITY_LOSS"],
                    ),
                    (
                        shuzheng.standing.rules.restrictions.Kind["SUSPENSION"],
                        shuzheng.standing.rules.restrictions.Kind["SUSPENSION"],
                    ),
                    (
                        shuzheng.standing.rules.restrictions.Kind["ISSUING_STOP"],
                        shuzheng.standing.rules.restrictions.Kind["ISSUING_STOP"],
                    ),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="restriction",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="restrictions",
                to="identity.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("year", None)),
                fields=("organisation", "site_code", "kind", "decision_number"),
                name="standing_restriction_once_undated",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False)),
                fields=("person", "kind", "decision_number"),
                name="standing_restriction_once_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("organisation__isnull", False), ("person", None)),
                    models.Q(("organisation", None), ("person__isnull", False), ("site_code", "")),
                    _connector="OR",
                ),
                name="standing_restriction_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            shuzheng.standing.rules.restrictions.Kind["ELIGIBILITY_LOSS"],
                            shuzheng.standing.rules.restrictions.Kind["SUSPENSION"],
                            shuzheng.standing.rules.restrictions.Kind["ISSUING_STOP"],
                        ],
                    )
                ),
                name="standing_restriction_kind",
            ),
        ),
        migrations.AddField(
            model_name="runningsession",
            name="restriction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="running",
                to="standing.restriction",
            ),
        ),
        migrations.AddIndex(
            model_name="runningsession",
            index=models.Index(fields=["subject"], name="standing_runningsession_of"),
        ),
        migrations.AddConstraint(
            model_name="runningsession",
            constraint=models.UniqueConstraint(
                fields=("restriction", "subject"), name="standing_runningsession_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="runningsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            shuzheng.standing.rules.running.Outcome["GOES_ON"],
                            shuzheng.standing.rules.running.Outcome["POSTPONED"],
                            shuzheng.standing.rules.running.Outcome["CANCELLED"],
                        ],
                    )
                ),
                name="standing_runningsession_outcome",
            ),
        ),
    ]
