import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("credentials", "0008_sm2_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="message_index",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="certificate",
            name="message_list",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="told_certificates",
                to="credentials.statuslist",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("message_list__isnull", False)),
                fields=("message_list", "message_index"),
                name="credentials_certificate_message_slot",
            ),
        ),
    ]
