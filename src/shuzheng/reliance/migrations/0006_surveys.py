import django.db.models.deletion
import shuzheng.reliance.rules.survey
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0005_skill_fields"),
        ("identity", "0005_profile"),
        ("reliance", "0005_presentations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.reliance.rules.survey.Audience["SOCIETY"],
                                shuzheng.reliance.rules.survey.Audience["SOCIETY"],
                            ),
                            (
                                shuzheng.reliance.rules.survey.Audience["ENTERPRISES"],
                                shuzheng.reliance.rules.survey.Audience["ENTERPRISES"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("conducted_by", models.CharField(max_length=100)),
                ("source", models.CharField(max_length=200)),
                ("as_of", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.reliance.rules.survey.State["DRAFT"],
                                shuzheng.reliance.rules.survey.State["DRAFT"],
                            ),
                            (
                                shuzheng.reliance.rules.survey.State["PUBLISHED"],
                                shuzheng.reliance.rules.survey.State["PUBLISHED"],
                            ),
                            (
                                shuzheng.reliance.rules.survey.State["REPLACED"],
                                shuzheng.reliance.rules.survey.State["REPLACED"],
                            ),
                            (
                                shuzheng.reliance.rules.survey.State["DROPPED"],
                                shuzheng.reliance.rules.survey.State["DROPPED"],
                            ),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="reliance.survey",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SurveyLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.reliance.rules.survey.Scope["GROUP"],
                                shuzheng.reliance.rules.survey.Scope["GROUP"],
                            ),
                            (
                                shuzheng.reliance.rules.survey.Scope["PROVINCE"],
                                shuzheng.reliance.rules.survey.Scope["PROVINCE"],
                            ),
                            (
                                shuzheng.reliance.rules.survey.Scope["ORGANISATION"],
                                shuzheng.reliance.rules.survey.Scope["ORGANISATION"],
                            ),
                            (
                                shuzheng.reliance.rules.survey.Scope["CERTIFICATE"],
                                shuzheng.reliance.rules.survey.Scope["CERTIFICATE"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40)),
                ("asked", models.PositiveIntegerField()),
                ("valid", models.PositiveIntegerField()),
                ("recognised", models.PositiveIntegerField(null=True)),
                ("satisfied", models.PositiveIntegerField(null=True)),
                ("hiring", models.PositiveIntegerField(null=True)),
                ("postings", models.PositiveIntegerField(null=True)),
                (
                    "certificate_type",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.organisation",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="reliance.survey",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", shuzheng.reliance.rules.survey.State["PUBLISHED"])),
                fields=("audience", "year"),
                name="reliance_survey_one_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", shuzheng.reliance.rules.survey.State["DRAFT"])),
                fields=("audience", "year"),
                name="reliance_survey_one_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "audience__in",
                        [
                            shuzheng.reliance.rules.survey.Audience["SOCIETY"],
                            shuzheng.reliance.rules.survey.Audience["ENTERPRISES"],
                        ],
                    )
                ),
                name="reliance_survey_audience",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.reliance.rules.survey.State["DRAFT"],
                            shuzheng.reliance.rules.survey.State["PUBLISHED"],
                            shuzheng.reliance.rules.survey.State["REPLACED"],
                            shuzheng.reliance.rules.survey.State["DROPPED"],
                        ],
                    )
                ),
                name="reliance_survey_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("corrects", None), ("reason", "")),
                    models.Q(("corrects__isnull", False), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="reliance_survey_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyline",
            constraint=models.UniqueConstraint(
                fields=("survey", "scope", "key"), name="reliance_surveyline_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "scope__in",
                        [
                            shuzheng.reliance.rules.survey.Scope["GROUP"],
                            shuzheng.reliance.rules.survey.Scope["PROVINCE"],
                            shuzheng.reliance.rules.survey.Scope["ORGANISATION"],
                            shuzheng.reliance.rules.survey.Scope["CERTIFICATE"],
                        ],
                    )
                ),
                name="reliance_surveyline_scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid__lte", models.F("asked")),
                    models.Q(
                        ("recognised", None),
                        ("recognised__lte", models.F("valid")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("satisfied", None), ("satisfied__lte", models.F("valid")), _connector="OR"
                    ),
                    models.Q(("hiring", None), ("hiring__lte", models.F("valid")), _connector="OR"),
                ),
                name="reliance_surveyline_counts",
            ),
        ),
    ]
