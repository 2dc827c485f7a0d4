import uuid

import shuzheng.governance.rules.panel
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0004_panels_by_lot"),
    ]

    operations = [
        migrations.RemoveField(model_name="panel", name="experts"),
        migrations.RemoveField(model_name="panel", name="field"),
        migrations.AlterField(
            model_name="expert",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, unique=True),
        ),
        migrations.AlterField(
            model_name="panel",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, unique=True),
        ),
        migrations.RemoveConstraint(model_name="interest", name="governance_interest_once"),
        migrations.AddConstraint(
            model_name="interest",
            constraint=models.UniqueConstraint(
                fields=("expert", "party", "tie"), name="governance_interest_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.governance.rules.panel.State["PLANNED"],
                            shuzheng.governance.rules.panel.State["DRAWING"],
                            shuzheng.governance.rules.panel.State["STANDING"],
                            shuzheng.governance.rules.panel.State["DONE"],
                            shuzheng.governance.rules.panel.State["CANCELLED"],
                            shuzheng.governance.rules.panel.State["DISSOLVED"],
                        ],
                    )
                ),
                name="governance_panel_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            shuzheng.governance.rules.panel.Kind["CATALOGUE_REVIEW"],
                            shuzheng.governance.rules.panel.Kind["HEARING"],
                            shuzheng.governance.rules.panel.Kind["APPRAISAL"],
                            shuzheng.governance.rules.panel.Kind["OTHER"],
                        ],
                    )
                ),
                name="governance_panel_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.governance.rules.panel.State["CANCELLED"],
                            shuzheng.governance.rules.panel.State["DISSOLVED"],
                        ],
                    ),
                    _negated=True,
                ),
                fields=("year",),
                name="governance_panel_of_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("panel", "expert"), name="governance_seat_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("panel", "place"), name="governance_seat_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shuzheng.governance.rules.panel.SeatState["SITTING"],
                            shuzheng.governance.rules.panel.SeatState["SUBSTITUTE"],
                            shuzheng.governance.rules.panel.SeatState["STEPPED_DOWN"],
                        ],
                    )
                ),
                name="governance_seat_state",
            ),
        ),
    ]
