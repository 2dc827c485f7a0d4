import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0001_initial"),
        ("identity", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="registration",
            name="institution",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="registrations",
                to="identity.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="registration",
            name="plan",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="registrations",
                to="assessment.plan",
            ),
        ),
    ]
