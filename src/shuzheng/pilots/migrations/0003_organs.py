import django.db.models.deletion
import shuzheng.pilots.rules.organs
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("foundation", "0005_subjects_unchecked"),
        ("identity", "0002_enterprises"),
        ("pilots", "0002_biweekly_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeadingGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=0)),
                (
                    "institution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="the_leading_group",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PartyRecord",
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
                                shuzheng.pilots.rules.organs.RecordKind["DECISION"],
                                shuzheng.pilots.rules.organs.RecordKind["DECISION"],
                            ),
                            (
                                shuzheng.pilots.rules.organs.RecordKind["MEETING"],
                                shuzheng.pilots.rules.organs.RecordKind["MEETING"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("held_on", models.DateField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="party_records",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="party_records",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BureauContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("department", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=50)),
                ("phone", models.CharField(max_length=30)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "bureau",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pilot_contacts",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("bureau",),
                        name="pilots_bureaucontact_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Liaison",
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
                                shuzheng.pilots.rules.organs.Counterpart["OFFICE"],
                                shuzheng.pilots.rules.organs.Counterpart["OFFICE"],
                            ),
                            (
                                shuzheng.pilots.rules.organs.Counterpart["ORGANISATION"],
                                shuzheng.pilots.rules.organs.Counterpart["ORGANISATION"],
                            ),
                            (
                                shuzheng.pilots.rules.organs.Counterpart["ALLIANCE"],
                                shuzheng.pilots.rules.organs.Counterpart["ALLIANCE"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=50)),
                ("phone", models.CharField(max_length=30)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "alliance",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="liaisons",
                        to="pilots.alliance",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="liaisons",
                        to="identity.organisation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="liaisons_to_it",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind", shuzheng.pilots.rules.organs.Counterpart["OFFICE"]),
                            ("until", None),
                        ),
                        fields=("institution",),
                        name="pilots_liaison_one_office",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind", shuzheng.pilots.rules.organs.Counterpart["ORGANISATION"]),
                            ("until", None),
                        ),
                        fields=("institution", "organisation"),
                        name="pilots_liaison_one_organisation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind", shuzheng.pilots.rules.organs.Counterpart["ALLIANCE"]),
                            ("until", None),
                        ),
                        fields=("institution", "alliance"),
                        name="pilots_liaison_one_alliance",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("alliance", None),
                                ("kind", shuzheng.pilots.rules.organs.Counterpart["OFFICE"]),
                                ("organisation", None),
                            ),
                            models.Q(
                                ("alliance", None),
                                ("kind", shuzheng.pilots.rules.organs.Counterpart["ORGANISATION"]),
                                ("organisation__isnull", False),
                            ),
                            models.Q(
                                ("alliance__isnull", False),
                                ("kind", shuzheng.pilots.rules.organs.Counterpart["ALLIANCE"]),
                                ("organisation", None),
                            ),
                            _connector="OR",
                        ),
                        name="pilots_liaison_party",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("head", models.CharField(max_length=50)),
                ("duties", models.TextField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pilot_units",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("institution",),
                        name="pilots_pilotunit_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("risk", models.CharField(max_length=200)),
                ("measure", models.CharField(max_length=500)),
                ("owner", models.CharField(max_length=50)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.pilots.rules.organs.RiskState["OPEN"],
                                shuzheng.pilots.rules.organs.RiskState["OPEN"],
                            ),
                            (
                                shuzheng.pilots.rules.organs.RiskState["UNDER_CONTROL"],
                                shuzheng.pilots.rules.organs.RiskState["UNDER_CONTROL"],
                            ),
                            (
                                shuzheng.pilots.rules.organs.RiskState["CLOSED"],
                                shuzheng.pilots.rules.organs.RiskState["CLOSED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("noted_on", models.DateField()),
                ("moved_on", models.DateField()),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shuzheng.pilots.rules.organs.RiskState["OPEN"],
                                    shuzheng.pilots.rules.organs.RiskState["UNDER_CONTROL"],
                                    shuzheng.pilots.rules.organs.RiskState["CLOSED"],
                                ],
                            )
                        ),
                        name="pilots_risk_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=50)),
                ("duties", models.CharField(max_length=500)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "certificate_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit_duties",
                        to="catalogue.certificatetype",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit_duties",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("institution", "certificate_type"),
                        name="pilots_unitduty_one",
                    )
                ],
            },
        ),
    ]
