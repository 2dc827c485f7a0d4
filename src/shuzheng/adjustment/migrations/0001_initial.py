import django.db.models.deletion
import shuzheng.adjustment.rules.cut
import shuzheng.adjustment.rules.proposal
import shuzheng.adjustment.rules.review
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0002_province_standing"),
        ("foundation", "0005_subjects_unchecked"),
        ("gazette", "0002_publicity"),
    ]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("year", models.PositiveSmallIntegerField(unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.adjustment.rules.review.State["OPENED"],
                                shuzheng.adjustment.rules.review.State["OPENED"],
                            ),
                            (
                                shuzheng.adjustment.rules.review.State["DATA_FROZEN"],
                                shuzheng.adjustment.rules.review.State["DATA_FROZEN"],
                            ),
                            (
                                shuzheng.adjustment.rules.review.State["RANKED"],
                                shuzheng.adjustment.rules.review.State["RANKED"],
                            ),
                            (
                                shuzheng.adjustment.rules.review.State["EXPERT_REVIEW"],
                                shuzheng.adjustment.rules.review.State["EXPERT_REVIEW"],
                            ),
                            (
                                shuzheng.adjustment.rules.review.State["PROPOSED"],
                                shuzheng.adjustment.rules.review.State["PROPOSED"],
                            ),
                            (
                                shuzheng.adjustment.rules.review.State["IN_PUBLICITY"],
                                shuzheng.adjustment.rules.review.State["IN_PUBLICITY"],
                            ),
                            (
                                shuzheng.adjustment.rules.review.State["DECIDED"],
                                shuzheng.adjustment.rules.review.State["DECIDED"],
                            ),
                            (
                                shuzheng.adjustment.rules.review.State["REPORTED_TO_MINISTRY"],
                                shuzheng.adjustment.rules.review.State["REPORTED_TO_MINISTRY"],
                            ),
                            (
                                shuzheng.adjustment.rules.review.State["EFFECTIVE"],
                                shuzheng.adjustment.rules.review.State["EFFECTIVE"],
                            ),
                            (
                                shuzheng.adjustment.rules.review.State["CLOSED"],
                                shuzheng.adjustment.rules.review.State["CLOSED"],
                            ),
                            (
                                shuzheng.adjustment.rules.review.State["WITHDRAWN"],
                                shuzheng.adjustment.rules.review.State["WITHDRAWN"],
                            ),
                        ],
                        max_length=24,
                    ),
                ),
                ("opened_on", models.DateField()),
                ("ranked_on", models.DateField(null=True)),
                ("heard_on", models.DateField(null=True)),
                ("experts", models.JSONField(default=list)),
                ("opinion", models.TextField(blank=True)),
                ("proposed_on", models.DateField(null=True)),
                ("prepared_by", models.BigIntegerField(null=True)),
                ("decided_on", models.DateField(null=True)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("effective_on", models.DateField(null=True)),
                ("closing_on", models.DateField(null=True)),
                ("reported_on", models.DateField(null=True)),
                ("report_number", models.CharField(blank=True, max_length=60)),
                ("withdrawn_on", models.DateField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                ("is_demonstration", models.BooleanField(default=False)),
                (
                    "decision",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_decided",
                        to="gazette.document",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="catalogue_reviews",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "publicity",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_shown",
                        to="gazette.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ListLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.adjustment.rules.proposal.Fate["DROP"],
                                shuzheng.adjustment.rules.proposal.Fate["DROP"],
                            ),
                            (
                                shuzheng.adjustment.rules.proposal.Fate["WATCH"],
                                shuzheng.adjustment.rules.proposal.Fate["WATCH"],
                            ),
                            (
                                shuzheng.adjustment.rules.proposal.Fate["KEEP"],
                                shuzheng.adjustment.rules.proposal.Fate["KEEP"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.adjustment.rules.proposal.Ground["RANK"],
                                shuzheng.adjustment.rules.proposal.Ground["RANK"],
                            ),
                            (
                                shuzheng.adjustment.rules.proposal.Ground["EXPERTS"],
                                shuzheng.adjustment.rules.proposal.Ground["EXPERTS"],
                            ),
                            (
                                shuzheng.adjustment.rules.proposal.Ground["VETO"],
                                shuzheng.adjustment.rules.proposal.Ground["VETO"],
                            ),
                            (
                                shuzheng.adjustment.rules.proposal.Ground["NATIONAL"],
                                shuzheng.adjustment.rules.proposal.Ground["NATIONAL"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "certificate_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_lines",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="adjustment.review",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FrozenCut",
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
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cut",
                        to="adjustment.review",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Addition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("field", models.CharField(max_length=60)),
                ("grounds", models.CharField(max_length=500)),
                (
                    "certificate_type",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_additions",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additions",
                        to="adjustment.review",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Served",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shortage", models.JSONField(default=list)),
                ("industries", models.JSONField(default=list)),
                ("source", models.CharField(max_length=200)),
                (
                    "certificate_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_fields",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="served",
                        to="adjustment.review",
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
                (
                    "what",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.adjustment.rules.cut.Input["NEEDS"],
                                shuzheng.adjustment.rules.cut.Input["NEEDS"],
                            ),
                            (
                                shuzheng.adjustment.rules.cut.Input["RECOGNISED"],
                                shuzheng.adjustment.rules.cut.Input["RECOGNISED"],
                            ),
                            (
                                shuzheng.adjustment.rules.cut.Input["MATCHED"],
                                shuzheng.adjustment.rules.cut.Input["MATCHED"],
                            ),
                            (
                                shuzheng.adjustment.rules.cut.Input["SATISFIED"],
                                shuzheng.adjustment.rules.cut.Input["SATISFIED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("count", models.PositiveIntegerField()),
                ("of", models.PositiveIntegerField(default=0)),
                ("source", models.CharField(max_length=200)),
                ("as_of", models.DateField()),
                (
                    "certificate_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_inputs",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inputs",
                        to="adjustment.review",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.adjustment.rules.review.State["OPENED"],
                            shuzheng.adjustment.rules.review.State["DATA_FROZEN"],
                            shuzheng.adjustment.rules.review.State["RANKED"],
                            shuzheng.adjustment.rules.review.State["EXPERT_REVIEW"],
                            shuzheng.adjustment.rules.review.State["PROPOSED"],
                            shuzheng.adjustment.rules.review.State["IN_PUBLICITY"],
                            shuzheng.adjustment.rules.review.State["DECIDED"],
                            shuzheng.adjustment.rules.review.State["REPORTED_TO_MINISTRY"],
                            shuzheng.adjustment.rules.review.State["EFFECTIVE"],
                            shuzheng.adjustment.rules.review.State["CLOSED"],
                            shuzheng.adjustment.rules.review.State["WITHDRAWN"],
                        ],
                    )
                ),
                name="adjustment_review_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="listline",
            constraint=models.UniqueConstraint(
                fields=("review", "certificate_type"), name="adjustment_listline_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="listline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "fate__in",
                        [
                            shuzheng.adjustment.rules.proposal.Fate["DROP"],
                            shuzheng.adjustment.rules.proposal.Fate["WATCH"],
                            shuzheng.adjustment.rules.proposal.Fate["KEEP"],
                        ],
                    )
                ),
                name="adjustment_listline_fate",
            ),
        ),
        migrations.AddConstraint(
            model_name="listline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ground__in",
                        [
                            shuzheng.adjustment.rules.proposal.Ground["RANK"],
                            shuzheng.adjustment.rules.proposal.Ground["EXPERTS"],
                            shuzheng.adjustment.rules.proposal.Ground["VETO"],
                            shuzheng.adjustment.rules.proposal.Ground["NATIONAL"],
                        ],
                    )
                ),
                name="adjustment_listline_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="addition",
            constraint=models.UniqueConstraint(
                fields=("review", "name"), name="adjustment_addition_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="served",
            constraint=models.UniqueConstraint(
                fields=("review", "certificate_type"), name="adjustment_served_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetinput",
            constraint=models.UniqueConstraint(
                fields=("review", "certificate_type", "what"), name="adjustment_sheetinput_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetinput",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "what__in",
                        [
                            shuzheng.adjustment.rules.cut.Input["NEEDS"],
                            shuzheng.adjustment.rules.cut.Input["RECOGNISED"],
                            shuzheng.adjustment.rules.cut.Input["MATCHED"],
                            shuzheng.adjustment.rules.cut.Input["SATISFIED"],
                        ],
                    )
                ),
                name="adjustment_sheetinput_what",
            ),
        ),
    ]
