from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_province_standing"),
    ]

    operations = [
        migrations.AddField(
            model_name="standardlevel",
            name="growth",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="standardlevel",
            name="job_needs",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="standardlevel",
            name="traits",
            field=models.TextField(blank=True),
        ),
    ]
