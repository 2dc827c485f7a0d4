from django.db import migrations


def mark_in_use(apps, _):
    """Say of every kind of certificate that some institution uses that it is in use."""
    entries = apps.get_model("pilots", "InstitutionCertificate")
    kinds = apps.get_model("catalogue", "CertificateType")
    used = entries.objects.filter(state__in=("active", "exiting")).values("certificate_type_id")
    kinds.objects.filter(pk__in=used, state="listed").update(state="in_use")


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_province_standing"),
        ("pilots", "0005_tracking"),
    ]

    operations = [
        migrations.RunPython(mark_in_use, migrations.RunPython.noop),
    ]
