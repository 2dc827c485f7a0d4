from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0003_uploads"),
    ]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="key_sealed",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
