from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("credentials", "0004_key_changes"),
        ("identity", "0002_enterprises"),
    ]

    operations = [
        migrations.AddField(
            model_name="issuerkey",
            name="token",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.AlterField(
            model_name="issuerkey",
            name="private_sealed",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddConstraint(
            model_name="issuerkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("private_sealed", ""), ("token", ""), _connector="XOR"),
                name="credentials_issuerkey_one_place",
            ),
        ),
    ]
