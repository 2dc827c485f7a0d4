import shuzheng.reliance.rules.tokens
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0003_inspectors"),
        ("reliance", "0003_tokens"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="token",
            name="reliance_token_scope",
        ),
        migrations.AlterField(
            model_name="token",
            name="scope",
            field=models.CharField(
                choices=[
                    (
                        shuzheng.reliance.rules.tokens.Scope["ONE"],
                        shuzheng.reliance.rules.tokens.Scope["ONE"],
                    ),
                    (
                        shuzheng.reliance.rules.tokens.Scope["MANY"],
                        shuzheng.reliance.rules.tokens.Scope["MANY"],
                    ),
                    (
                        shuzheng.reliance.rules.tokens.Scope["EVIDENCE"],
                        shuzheng.reliance.rules.tokens.Scope["EVIDENCE"],
                    ),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "scope__in",
                        [
                            shuzheng.reliance.rules.tokens.Scope["ONE"],
                            shuzheng.reliance.rules.tokens.Scope["MANY"],
                            shuzheng.reliance.rules.tokens.Scope["EVIDENCE"],
                        ],
                    )
                ),
                name="reliance_token_scope",
            ),
        ),
    ]
