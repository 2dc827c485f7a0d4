"""Credentials as a Django application."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shuzheng.foundation import append_only, clock, grants, sealing
from shuzheng.foundation.ui import navigation as nav
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class CredentialsConfig(AppConfig):
    """Certificates, their status and their verification."""

    name = "shuzheng.credentials"
    label = "credentials"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what credentials records, who may do what, and where one finds it."""
        import_module("shuzheng.credentials.sentences")
        import_module("shuzheng.credentials.queries.todos")
        access = import_module("shuzheng.credentials.access")
        grants.register(access.Permission, access.GRANTS)
        append_only.guard("credentials_loggedchange", erasable=("payload",))
        resealing = import_module("shuzheng.credentials.services.resealing")
        sealing.resealable("credentials.keys", resealing.reseal)
        _navigate()


def _navigate() -> None:
    """Put the pages of certificates where each role and the public find them."""
    may = import_module("shuzheng.credentials.access").Permission
    issuing = import_module("shuzheng.credentials.queries.pages_issuing")
    keys = import_module("shuzheng.credentials.queries.pages_keys")

    def to_issue(actor: Actor) -> int:
        count: int = issuing.waiting(actor, periods.day(clock.now()))
        return count

    section = nav.Section.ASSESSMENT
    nav.add(
        nav.Entry(
            section,
            pgettext_lazy("navigation", "Register of certificates"),
            "award",
            "credentials:register",
            permission=may.CERTIFICATE_VIEW,
            order=60,
        ),
        nav.Entry(
            section,
            _("Issue certificates"),
            "sign",
            "credentials:issue",
            permission=may.CERTIFICATE_ISSUE,
            order=61,
            count=to_issue,
        ),
        nav.Entry(
            nav.Section.PLATFORM,
            _("Signing keys"),
            "lock",
            "credentials:keys",
            permission=may.KEY_VIEW,
            order=30,
            count=keys.waiting,
        ),
    )
    _judge()
    _open_to_all()


def _judge() -> None:
    """Put where they belong the pages on which revocations and appeals are decided."""
    may = import_module("shuzheng.credentials.access").Permission
    appeals = import_module("shuzheng.credentials.queries.pages_appeals")
    register = import_module("shuzheng.credentials.queries.pages_register")
    nav.add(
        nav.Entry(
            nav.Section.ASSESSMENT,
            _("Revocations to confirm"),
            "gavel",
            "credentials:revocations",
            permission=may.REVOCATION_CONFIRM,
            order=62,
            count=register.waiting,
        ),
        nav.Entry(
            nav.Section.ASSESSMENT,
            _("Appeals against revocations"),
            "undo",
            "credentials:appeals",
            permission=may.APPEAL_VIEW,
            order=63,
            count=appeals.waiting,
        ),
    )


def _open_to_all() -> None:
    """Put the pages that need no permission where learners and the public find them."""
    nav.add(
        nav.PocketTab(_("My certificates"), "award", "credentials:mine", order=30),
        nav.PublicLink(_("Verify a certificate"), "credentials:verify", order=10),
        nav.FooterLink(nav.Group.VERIFY, _("Verify a certificate"), "credentials:verify", order=10),
        nav.FooterLink(nav.Group.VERIFY, _("Checking without us"), "credentials:offline", order=20),
        nav.FooterLink(nav.Group.VERIFY, _("Signing keys"), "credentials:published-keys", order=30),
    )
