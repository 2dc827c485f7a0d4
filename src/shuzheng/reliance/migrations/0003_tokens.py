import django.db.models.deletion
import shuzheng.reliance.rules.tokens
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_enterprises"),
        ("reliance", "0002_shares"),
    ]

    operations = [
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("user_id", models.BigIntegerField()),
                ("membership_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60)),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.reliance.rules.tokens.Scope["ONE"],
                                shuzheng.reliance.rules.tokens.Scope["ONE"],
                            ),
                            (
                                shuzheng.reliance.rules.tokens.Scope["MANY"],
                                shuzheng.reliance.rules.tokens.Scope["MANY"],
                            ),
                        ],
                        max_length=8,
                    ),
                ),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interface_tokens",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "scope__in",
                                [
                                    shuzheng.reliance.rules.tokens.Scope["ONE"],
                                    shuzheng.reliance.rules.tokens.Scope["MANY"],
                                ],
                            )
                        ),
                        name="reliance_token_scope",
                    )
                ],
            },
        ),
    ]
