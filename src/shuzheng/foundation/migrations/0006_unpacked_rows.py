from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0005_subjects_unchecked"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="uploadpart",
            name="foundation_uploadpart_part",
        ),
        migrations.AlterField(
            model_name="uploadpart",
            name="part",
            field=models.CharField(
                choices=[
                    ("original", "original"),
                    ("unpacked", "unpacked"),
                    ("marked", "marked"),
                    ("rest", "rest"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="uploadpart",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ("original", "unpacked", "marked", "rest"))),
                name="foundation_uploadpart_part",
            ),
        ),
    ]
