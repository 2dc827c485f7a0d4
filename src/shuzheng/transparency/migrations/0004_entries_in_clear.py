from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("transparency", "0003_draws"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="entry",
            name="transparency_entry_kind",
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("salt", "")),
                fields=["kind", "index"],
                name="transparency_entry_clear",
            ),
        ),
    ]
