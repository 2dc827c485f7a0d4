from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0004_class_kinds"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="evaluation_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("company", "company"),
                    ("association", "association"),
                    ("institute", "institute"),
                    ("public_body", "public_body"),
                    ("private_non_profit", "private_non_profit"),
                ],
                max_length=20,
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="organisation",
            name="field",
            field=models.CharField(
                blank=True,
                choices=[
                    ("agriculture_forestry", "agriculture_forestry"),
                    ("resources_environment", "resources_environment"),
                    ("energy_materials", "energy_materials"),
                    ("civil_construction", "civil_construction"),
                    ("water_conservancy", "water_conservancy"),
                    ("equipment_manufacturing", "equipment_manufacturing"),
                    ("biology_chemistry", "biology_chemistry"),
                    ("light_textile", "light_textile"),
                    ("food_drugs", "food_drugs"),
                    ("transport", "transport"),
                    ("electronics_information", "electronics_information"),
                    ("medicine_health", "medicine_health"),
                    ("finance_commerce", "finance_commerce"),
                    ("tourism", "tourism"),
                    ("culture_arts", "culture_arts"),
                    ("news_communication", "news_communication"),
                    ("education_sports", "education_sports"),
                    ("security_justice", "security_justice"),
                    ("public_administration", "public_administration"),
                ],
                max_length=40,
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("evaluation_kind", ""), ("field", "")),
                    models.Q(
                        (
                            "evaluation_kind__in",
                            [
                                "company",
                                "association",
                                "institute",
                                "public_body",
                                "private_non_profit",
                            ],
                        ),
                        (
                            "field__in",
                            [
                                "agriculture_forestry",
                                "resources_environment",
                                "energy_materials",
                                "civil_construction",
                                "water_conservancy",
                                "equipment_manufacturing",
                                "biology_chemistry",
                                "light_textile",
                                "food_drugs",
                                "transport",
                                "electronics_information",
                                "medicine_health",
                                "finance_commerce",
                                "tourism",
                                "culture_arts",
                                "news_communication",
                                "education_sports",
                                "security_justice",
                                "public_administration",
                            ],
                        ),
                        ("kind", "evaluation_organisation"),
                    ),
                    _connector="OR",
                ),
                name="identity_organisation_profile",
            ),
        ),
    ]
