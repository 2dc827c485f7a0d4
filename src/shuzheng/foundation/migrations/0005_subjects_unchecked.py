import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0004_sealed_files"),
    ]

    operations = [
        migrations.AlterField(
            model_name="factsubject",
            name="fact",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="subjects",
                to="foundation.fact",
            ),
        ),
    ]
