"""What identity records, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts
from shuzheng.identity.queries import feed
from shuzheng.identity.rules import arrangements, kinds, leading, profile
from shuzheng.kernel.wording import N_

facts.declare("identity.province.founded", _("founded the installation of {name}"), data=("name",))
facts.declare(
    "identity.organisation.registered", _("registered the organisation {name}"), data=("name",)
)
facts.declare(
    "identity.organisations.registered", _("registered {count} institutions"), data=("count",)
)
facts.declare("identity.names.begun", _("{count} new names began today"), data=("count",))
facts.declare("identity.organisation.renamed", _("renamed it to {name}"), data=("name",))
facts.declare(
    "identity.organisation.flagged",
    _("recorded that it is expected to lead: {flags}"),
    data=("flags",),
)
facts.declare("identity.organisation.unflagged", _("recorded that it bears no lead flag"))
facts.declare(
    "identity.organisation.described",
    _("recorded its kind, {kind}, and its field, {field}"),
    data=("kind", "field"),
)
facts.declare("identity.divisions.loaded", _("loaded {count} divisions"), data=("count",))
facts.declare("identity.person.registered", _("registered a person"))
facts.declare(
    "identity.persons.registered",
    _("registered {new} new persons; {known} were known"),
    data=("new", "known"),
)
facts.declare(
    "identity.case.opened",
    _("found a known identity document under another name"),
    personal=("given_name",),
)
facts.declare("identity.case.closed", _("closed the identity case: {outcome}"), data=("outcome",))
facts.declare("identity.class.enrolled", _("enrolled {count} students"), data=("count",))
facts.declare(
    "identity.class.arranged", _("recorded the training arrangement: {kind}"), data=("kind",)
)
facts.declare("identity.class.unarranged", _("recorded that it is an ordinary class"))
facts.declare("identity.teacher.appointed", _("appointed a teacher of the class"))
facts.declare("identity.membership.granted", _("granted the role {role}"), data=("role",))
facts.declare("identity.membership.ended", _("ended the role {role}"), data=("role",))
facts.declare("identity.codes.issued", _("issued {count} activation codes"), data=("count",))
facts.declare("identity.recovery.issued", _("issued {count} recovery codes"), data=("count",))
facts.declare("identity.account.recovered", _("chose a new password with a recovery code"))
facts.declare("identity.account.activated", _("activated an account by {method}"), data=("method",))
facts.declare("identity.guardian.named", _("named a guardian"), data=("relation",))
facts.declare("identity.person.unmasked", _("opened {field}: {reason}"), data=("field", "reason"))
facts.declare("identity.person.birth_declared", _("stated the own date of birth"))
facts.declare(
    "identity.list.exported", _("exported {count} rows of “{name}”"), data=("name", "count")
)

ROLES = {role.value: kinds.LABELS[role] for role in kinds.Role}
CLASS_KINDS = {kind.value: label for kind, label in arrangements.LABELS.items()}
feed.spell("identity.class.arranged", "kind", CLASS_KINDS)
LEAD_FLAGS = {flag.value: label for flag, label in leading.LABELS.items()}
feed.spell("identity.organisation.flagged", "flags", LEAD_FLAGS)
EVALUATION_KINDS = {kind.value: kinds.LABELS[kind] for kind in kinds.EvaluationKind}
feed.spell("identity.organisation.described", "kind", EVALUATION_KINDS)
FIELDS = {one.value: label for one, label in profile.FIELDS.items()}
feed.spell("identity.organisation.described", "field", FIELDS)
feed.spell("identity.membership.granted", "role", ROLES)
feed.spell("identity.membership.ended", "role", ROLES)
feed.spell(
    "identity.case.closed",
    "outcome",
    {"kept": N_("the registered name stays"), "renamed": N_("the name was corrected")},
)
feed.spell("identity.account.activated", "method", {"code": N_("a one-time code")})
feed.spell(
    "identity.person.unmasked",
    "field",
    {"document": N_("the whole document number"), "phone": N_("the whole telephone number")},
)
