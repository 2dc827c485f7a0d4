import django.db.models.deletion
import shuzheng.alliances.rules.joint
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("alliances", "0003_contacts"),
        ("assessment", "0007_cost_sheets"),
        ("identity", "0005_profile"),
    ]

    operations = [
        migrations.CreateModel(
            name="JointBody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_body",
                        to="identity.organisation",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_body",
                        to="assessment.site",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JointVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("number", models.CharField(max_length=100)),
                ("since", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="alliances.jointbody",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JointPartner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "side",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.alliances.rules.joint.Side["SCHOOL"],
                                shuzheng.alliances.rules.joint.Side["SCHOOL"],
                            ),
                            (
                                shuzheng.alliances.rules.joint.Side["ENTERPRISE"],
                                shuzheng.alliances.rules.joint.Side["ENTERPRISE"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("credit_code", models.CharField(blank=True, max_length=18)),
                ("share", models.PositiveSmallIntegerField(null=True)),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_partnerships",
                        to="identity.organisation",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partners",
                        to="alliances.jointversion",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="jointbody",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("organisation__isnull", False), ("site__isnull", True)),
                    models.Q(("organisation__isnull", True), ("site__isnull", False)),
                    _connector="OR",
                ),
                name="alliances_jointbody_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointversion",
            constraint=models.UniqueConstraint(
                fields=("body", "version"), name="alliances_jointversion_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="jointpartner",
            constraint=models.UniqueConstraint(
                fields=("version", "place"), name="alliances_jointpartner_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="jointpartner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "side__in",
                        [
                            shuzheng.alliances.rules.joint.Side["SCHOOL"],
                            shuzheng.alliances.rules.joint.Side["ENTERPRISE"],
                        ],
                    )
                ),
                name="alliances_jointpartner_side",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointpartner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("party__isnull", False),
                    models.Q(("credit_code", ""), _negated=True),
                    _connector="OR",
                ),
                name="alliances_jointpartner_known",
            ),
        ),
    ]
