"""Assessment as a Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import append_only, grants
from shuzheng.foundation.ui import navigation as nav


class AssessmentConfig(AppConfig):
    """Sites, plans, registration to result."""

    name = "shuzheng.assessment"
    label = "assessment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what assessment records and who may do what."""
        append_only.guard("assessment_loggedstep", erasable=("payload",))
        import_module("shuzheng.assessment.sentences")
        import_module("shuzheng.assessment.followers")
        access = import_module("shuzheng.assessment.access")
        grants.register(access.Permission, access.GRANTS)
        import_module("shuzheng.assessment.queries.documents")
        import_module("shuzheng.assessment.queries.todos")
        import_module("shuzheng.assessment.queries.later_todos")
        import_module("shuzheng.assessment.queries.drawing")
        import_module("shuzheng.assessment.queries.under_way")
        self._navigate()
        self._navigate_on()

    def _navigate(self) -> None:
        """Say where the pages are: of plans and sites on the desk, of one's own on the phone."""
        permission = import_module("shuzheng.assessment.access").Permission
        plans = import_module("shuzheng.assessment.queries.plans")
        sites = import_module("shuzheng.assessment.queries.sites")
        classes = import_module("shuzheng.assessment.queries.classes")
        nav.add(
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Assessment plans"),
                "calendar",
                "assessment:plans",
                permission=permission.PLAN_VIEW,
                order=10,
                count=plans.waiting,
            ),
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Assessment sites"),
                "pin",
                "assessment:sites",
                permission=permission.SITE_VIEW,
                order=20,
                count=sites.waiting,
            ),
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Provincial assessment centres"),
                "flag",
                "assessment:centres",
                permission=permission.SITE_VIEW,
                order=21,
            ),
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("My classes"),
                "cap",
                "assessment:classes",
                permission=permission.CLASS_VIEW,
                order=5,
                count=classes.waiting,
            ),
            nav.PocketTab(_("Registrations"), "clipboard", "assessment:my-registrations", order=10),
        )

    def _navigate_on(self) -> None:
        """Say where marks, reviews, tickets and results are."""
        permission = import_module("shuzheng.assessment.access").Permission
        marks = import_module("shuzheng.assessment.queries.marking")
        reviews = import_module("shuzheng.assessment.queries.reviews")
        nav.add(
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Marking"),
                "edit",
                "assessment:marking-plans",
                permission=permission.MARK_GIVE,
                order=30,
                count=marks.waiting_count,
            ),
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Costs of sessions"),
                "coins",
                "assessment:cost-sheets",
                permission=permission.COST_VIEW,
                order=50,
            ),
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Reviews and appeals"),
                "chat",
                "assessment:reviews",
                permission=permission.REVIEW_ANSWER,
                order=40,
                count=reviews.waiting_count,
            ),
            nav.Entry(
                nav.Section.ASSESSMENT,
                _("Reviews and appeals"),
                "chat",
                "assessment:reviews",
                permission=permission.REVIEW_DECIDE,
                order=40,
                count=reviews.waiting_count,
            ),
            nav.PocketTab(_("Ticket"), "qr", "assessment:my-tickets", order=20),
            nav.PocketTab(_("Results"), "chart", "assessment:my-results", order=25),
        )
