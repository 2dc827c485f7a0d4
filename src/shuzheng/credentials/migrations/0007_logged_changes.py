import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("credentials", "0006_learner_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="LoggedChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("payload", models.TextField(blank=True)),
                ("log_index", models.BigIntegerField(unique=True)),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="logged_changes",
                        to="credentials.certificate",
                    ),
                ),
            ],
        ),
    ]
