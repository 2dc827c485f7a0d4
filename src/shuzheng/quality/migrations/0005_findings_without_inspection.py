import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0005_custody"),
        ("identity", "0003_inspectors"),
        ("quality", "0004_on_site"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="party",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="identity.organisation",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="site",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="assessment.site",
            ),
        ),
        migrations.AlterField(
            model_name="finding",
            name="inspection",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="quality.inspection",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("inspection", None)),
                fields=("party", "number"),
                name="quality_finding_number_of_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("inspection__isnull", False), ("party", None), ("site", None)),
                    models.Q(("inspection", None), ("party__isnull", False)),
                    _connector="OR",
                ),
                name="quality_finding_of_inspection_or_party",
            ),
        ),
    ]
