import django.db.models.deletion
import shuzheng.quality.rules.campaign
import shuzheng.quality.rules.inspection
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("assessment", "0005_custody"),
        ("identity", "0003_inspectors"),
        ("transparency", "0003_draws"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("title", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.quality.rules.campaign.TargetKind["SITE"],
                                shuzheng.quality.rules.campaign.TargetKind["SITE"],
                            ),
                            (
                                shuzheng.quality.rules.campaign.TargetKind["ORGANISATION"],
                                shuzheng.quality.rules.campaign.TargetKind["ORGANISATION"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("targets", models.PositiveSmallIntegerField()),
                ("team", models.PositiveSmallIntegerField()),
                ("sections", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.quality.rules.campaign.State["PLANNED"],
                                shuzheng.quality.rules.campaign.State["PLANNED"],
                            ),
                            (
                                shuzheng.quality.rules.campaign.State["DRAWING"],
                                shuzheng.quality.rules.campaign.State["DRAWING"],
                            ),
                            (
                                shuzheng.quality.rules.campaign.State["DRAWN"],
                                shuzheng.quality.rules.campaign.State["DRAWN"],
                            ),
                            (
                                shuzheng.quality.rules.campaign.State["CANCELLED"],
                                shuzheng.quality.rules.campaign.State["CANCELLED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                ("pool", models.JSONField(default=dict)),
                ("drawn_at", models.DateTimeField(null=True)),
                ("cancelled_reason", models.CharField(blank=True, max_length=500)),
                (
                    "draw",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="transparency.draw",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("code", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
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
                                shuzheng.quality.rules.inspection.State["CALLED_OFF"],
                                shuzheng.quality.rules.inspection.State["CALLED_OFF"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("payload", models.TextField()),
                ("log_index", models.BigIntegerField(unique=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("called_off_reason", models.CharField(blank=True, max_length=500)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="quality.campaign",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="identity.organisation",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="assessment.site",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("leads", models.BooleanField(default=False)),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="quality.inspection",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspecting",
                        to="identity.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.quality.rules.campaign.Ground["OWN"],
                                shuzheng.quality.rules.campaign.Ground["OWN"],
                            ),
                            (
                                shuzheng.quality.rules.campaign.Ground["KIN"],
                                shuzheng.quality.rules.campaign.Ground["KIN"],
                            ),
                            (
                                shuzheng.quality.rules.campaign.Ground["CONTACT"],
                                shuzheng.quality.rules.campaign.Ground["CONTACT"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("declared_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="identity.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="identity.person",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.quality.rules.campaign.State["PLANNED"],
                            shuzheng.quality.rules.campaign.State["DRAWING"],
                            shuzheng.quality.rules.campaign.State["DRAWN"],
                            shuzheng.quality.rules.campaign.State["CANCELLED"],
                        ],
                    )
                ),
                name="quality_campaign_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            shuzheng.quality.rules.campaign.TargetKind["SITE"],
                            shuzheng.quality.rules.campaign.TargetKind["ORGANISATION"],
                        ],
                    )
                ),
                name="quality_campaign_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.UniqueConstraint(
                fields=("campaign", "code"), name="quality_inspection_once"
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
                            shuzheng.quality.rules.inspection.State["CALLED_OFF"],
                        ],
                    )
                ),
                name="quality_inspection_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                fields=("inspection", "person"), name="quality_teammember_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("leads", True)),
                fields=("inspection",),
                name="quality_teammember_one_leads",
            ),
        ),
        migrations.AddConstraint(
            model_name="tie",
            constraint=models.UniqueConstraint(
                fields=("person", "organisation", "ground"), name="quality_tie_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="tie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ground__in",
                        [
                            shuzheng.quality.rules.campaign.Ground["KIN"],
                            shuzheng.quality.rules.campaign.Ground["CONTACT"],
                        ],
                    )
                ),
                name="quality_tie_ground",
            ),
        ),
    ]
