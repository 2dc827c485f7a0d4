import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0005_subjects_unchecked"),
        ("quality", "0003_vetoes"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="noted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="finding",
            name="place",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="finding",
            name="sent_as",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="inspection",
            name="party_signature",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inspections_signed",
                to="foundation.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="inspection",
            name="place",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="inspection",
            name="team_signature",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inspections_signed_for",
                to="foundation.storedfile",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("inspection", "sent_as"), name="quality_finding_sent"
            ),
        ),
    ]
