import django.db.models.deletion
import shuzheng.governance.rules.pool
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0002_bodies"),
        ("identity", "0003_inspectors"),
    ]

    operations = [
        migrations.CreateModel(
            name="Expert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=50)),
                ("employer", models.CharField(max_length=100)),
                ("post", models.CharField(max_length=100)),
                ("fields", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.governance.rules.pool.State["IN_POOL"],
                                shuzheng.governance.rules.pool.State["IN_POOL"],
                            ),
                            (
                                shuzheng.governance.rules.pool.State["RESTING"],
                                shuzheng.governance.rules.pool.State["RESTING"],
                            ),
                            (
                                shuzheng.governance.rules.pool.State["LEFT"],
                                shuzheng.governance.rules.pool.State["LEFT"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("since", models.DateField()),
                (
                    "employer_party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pool_experts",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("declared_on", models.DateField()),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interests",
                        to="governance.expert",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expert_interests",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Panel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("field", models.CharField(max_length=60)),
                ("meets_on", models.DateField()),
                ("formed_on", models.DateField()),
                ("experts", models.ManyToManyField(related_name="panels", to="governance.expert")),
                (
                    "parties",
                    models.ManyToManyField(
                        related_name="panels_concerning", to="identity.organisation"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="expert",
            constraint=models.UniqueConstraint(
                fields=("name", "employer"), name="governance_expert_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="interest",
            constraint=models.UniqueConstraint(
                fields=("expert", "party"), name="governance_interest_once"
            ),
        ),
    ]
