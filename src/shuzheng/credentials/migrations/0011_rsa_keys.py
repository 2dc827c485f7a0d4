import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("credentials", "0010_revocation_appeals"),
    ]

    operations = [
        migrations.CreateModel(
            name="RsaKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("thumbprint", models.CharField(max_length=43, unique=True)),
                ("modulus", models.TextField()),
                ("private_sealed", models.TextField()),
                ("valid_from", models.DateTimeField()),
                ("valid_until", models.DateTimeField(null=True)),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rsa_keys",
                        to="credentials.issuerkey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until", None)),
                        fields=("key",),
                        name="credentials_rsakey_one_current",
                    )
                ],
            },
        ),
    ]
