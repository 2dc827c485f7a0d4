from django.db import migrations, models

PURPOSES = ("revocation", "suspension", "message")
BYTE = 8


def note_given(apps, schema_editor):
    """Note the places that certificates hold already."""
    del schema_editor
    certificates = apps.get_model("credentials", "Certificate").objects
    for row in apps.get_model("credentials", "StatusList").objects.defer("document"):
        if row.purpose not in PURPOSES:
            continue
        given = bytearray(-(-row.size // BYTE))
        held = certificates.filter(**{f"{row.purpose}_list": row.pk})
        for index in held.values_list(f"{row.purpose}_index", flat=True).iterator():
            given[index // BYTE] |= 1 << index % BYTE
        row.given = bytes(given)
        row.save(update_fields=["given"])


class Migration(migrations.Migration):
    dependencies = [("credentials", "0011_rsa_keys")]

    operations = [
        migrations.AddField(
            model_name="statuslist",
            name="given",
            field=models.BinaryField(default=b""),
        ),
        migrations.RunPython(note_given, migrations.RunPython.noop, elidable=True),
    ]
