import django.db.models.deletion
import shuzheng.alliances.rules.contact
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("alliances", "0002_layouts"),
        ("foundation", "0005_subjects_unchecked"),
        ("identity", "0003_inspectors"),
        ("pilots", "0007_lead_terms"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=50)),
                ("phone", models.CharField(max_length=30)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alliance_contacts",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("organisation",),
                        name="alliances_contact_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.alliances.rules.contact.Topic["SITES"],
                                shuzheng.alliances.rules.contact.Topic["SITES"],
                            ),
                            (
                                shuzheng.alliances.rules.contact.Topic["TRAINING"],
                                shuzheng.alliances.rules.contact.Topic["TRAINING"],
                            ),
                            (
                                shuzheng.alliances.rules.contact.Topic["ASSESSMENT"],
                                shuzheng.alliances.rules.contact.Topic["ASSESSMENT"],
                            ),
                            (
                                shuzheng.alliances.rules.contact.Topic["STANDARD"],
                                shuzheng.alliances.rules.contact.Topic["STANDARD"],
                            ),
                            (
                                shuzheng.alliances.rules.contact.Topic["FEES"],
                                shuzheng.alliances.rules.contact.Topic["FEES"],
                            ),
                            (
                                shuzheng.alliances.rules.contact.Topic["OTHER"],
                                shuzheng.alliances.rules.contact.Topic["OTHER"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            (
                                shuzheng.alliances.rules.contact.Way["LETTER"],
                                shuzheng.alliances.rules.contact.Way["LETTER"],
                            ),
                            (
                                shuzheng.alliances.rules.contact.Way["PHONE"],
                                shuzheng.alliances.rules.contact.Way["PHONE"],
                            ),
                            (
                                shuzheng.alliances.rules.contact.Way["MEETING"],
                                shuzheng.alliances.rules.contact.Way["MEETING"],
                            ),
                            (
                                shuzheng.alliances.rules.contact.Way["VISIT"],
                                shuzheng.alliances.rules.contact.Way["VISIT"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("made_on", models.DateField()),
                ("text", models.TextField()),
                ("logged_on", models.DateField()),
                (
                    "alliance",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts_logged",
                        to="pilots.alliance",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts_logged",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("made_on__lte", models.F("logged_on"))),
                        name="alliances_logentry_made",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("held_on", models.DateField()),
                ("text", models.TextField()),
                ("written_on", models.DateField()),
                (
                    "alliance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="pilots.alliance",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alliance_minutes",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alliance_minutes",
                        to="identity.organisation",
                    ),
                ),
                (
                    "present",
                    models.ManyToManyField(
                        related_name="meetings_attended", to="identity.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("held_on__lte", models.F("written_on"))),
                        name="alliances_minutes_held",
                    )
                ],
            },
        ),
    ]
