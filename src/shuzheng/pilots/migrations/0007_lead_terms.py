import django.db.models.deletion
from django.db import migrations, models


def begin_terms(apps, _schema_editor):
    """Whoever leads today has led since the alliance was formed or, for the time being, named."""
    alliances = apps.get_model("pilots", "Alliance").objects
    terms = apps.get_model("pilots", "LeadTerm").objects
    for row in alliances.exclude(state="dissolved").order_by("pk"):
        formed_on = row.formed_on if row.lead_id else None
        if row.acting_lead_id:
            terms.create(
                alliance=row,
                organisation_id=row.acting_lead_id,
                is_acting=True,
                since=row.named_on,
                until=formed_on,
            )
        if row.lead_id:
            terms.create(
                alliance=row,
                organisation_id=row.lead_id,
                is_acting=False,
                since=formed_on or row.named_on,
            )
    alliances.exclude(lead=None).update(acting_lead=None)


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0003_inspectors"),
        ("pilots", "0006_kinds_in_use"),
    ]

    operations = [
        migrations.AddField(
            model_name="alliance",
            name="dissolved_on",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="LeadTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_acting", models.BooleanField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "alliance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="pilots.alliance",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lead_terms",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("alliance",),
                        name="pilots_leadterm_one",
                    )
                ],
            },
        ),
        migrations.RunPython(begin_terms, migrations.RunPython.noop),
    ]
