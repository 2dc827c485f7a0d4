from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0002_fewer_indexes"),
        ("catalogue", "0001_initial"),
        ("credentials", "0002_certificate_life"),
        ("identity", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="code",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(
                condition=models.Q(("code", "")), fields=["id"], name="credentials_cert_uncoded"
            ),
        ),
    ]
