"""What credentials records, as sentences. No name, no number of a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.credentials.core.forms.table import KINDS, Form
from shuzheng.credentials.rules import keys
from shuzheng.credentials.rules.status import LABELS, Ground, Mend
from shuzheng.foundation import concerns, facts
from shuzheng.identity.queries import feed

facts.declare("credentials.key.made", _("made a signing key of the organisation"))
facts.declare(
    "credentials.keychange.proposed",
    _("proposed to change the signing key: {kind}"),
    data=("kind",),
)
facts.declare("credentials.keychange.declined", _("declined the change of the signing key"))
facts.declare("credentials.keychange.withdrawn", _("withdrew the change of the signing key"))
facts.declare("credentials.key.founded", _("confirmed the first signing key of the province"))
facts.declare("credentials.key.rotated", _("confirmed the rotation of the signing key"))
facts.declare(
    "credentials.key.compromised",
    _("confirmed the theft of the signing key; entries before {size} stay good"),
    data=("size",),
)
facts.declare("credentials.sm2.asked", _("asked for SM2 signatures on new certificates"))
facts.declare("credentials.sm2.continued", _("made the next SM2 key beside the signing key"))
facts.declare("credentials.sm2.ended", _("ended the SM2 signatures on new certificates"))
facts.declare("credentials.rsa.asked", _("asked for tokens of Open Badges (RS256)"))
facts.declare("credentials.rsa.continued", _("made the next RSA key beside the signing key"))
facts.declare("credentials.rsa.ended", _("ended the tokens of Open Badges (RS256)"))
facts.declare("credentials.certificates.issued", _("issued {count} certificates"), data=("count",))
facts.declare(
    "credentials.codes.signed",
    _("signed what the codes on the papers of {count} earlier certificates say"),
    data=("count",),
)
facts.declare("credentials.certificate.suspended", _("put the certificate under enquiry"))
facts.declare("credentials.certificate.cleared", _("ended the enquiry"))
facts.declare(
    "credentials.revocation.proposed", _("proposed to revoke it: {ground}"), data=("ground",)
)
facts.declare("credentials.revocation.dropped", _("dropped the proposal to revoke it"))
facts.declare(
    "credentials.certificate.revoked",
    _("revoked the certificate: {ground}, decision {decision}"),
    data=("ground", "decision"),
)
facts.declare(
    "credentials.certificates.reported",
    _("handed {count} certificates over to the national platform"),
    data=("count",),
)
facts.declare(
    "credentials.certificates.exported",
    _("took out the workbook of {count} certificates for the national platform"),
    data=("count",),
)

facts.declare(
    "credentials.certificate.replaced",
    _("replaced the certificate by a corrected one: {ground}"),
    data=("ground",),
)
facts.declare(
    "credentials.certificate.reissued",
    _("issued the paper again, copy {copies}"),
    data=("copies",),
)

# Who appeals is no news: a school's whole staff reads what its students do.
facts.declare("credentials.appeal.lodged", _("appealed against the revocation"), confidential=True)
facts.declare(
    "credentials.appeal.documented", _("added a document to the appeal"), confidential=True
)
facts.declare("credentials.appeal.withdrawn", _("withdrew the appeal"), confidential=True)
facts.declare(
    "credentials.appeal.stated",
    _("made the organisation's statement on the appeal"),
    confidential=True,
)
facts.declare("credentials.appeal.opened", _("opened a document of the appeal"), confidential=True)
facts.declare("credentials.appeal.upheld", _("upheld the revocation on appeal"), confidential=True)
facts.declare(
    "credentials.appeal.overturned",
    _("overturned the revocation on appeal; a new certificate was issued"),
    confidential=True,
)

facts.declare(
    "credentials.form.made",
    _("had the certificate signed anew in the form {form}"),
    data=("form",),
)

facts.declare(
    "credentials.record.made",
    _("had the whole record signed: {count} certificates, {left} left out"),
    data=("count", "left"),
)
facts.declare(
    "credentials.evidence.exported",
    _("took out the evidence file of the certificate"),
    personal=("reason",),
    confidential=True,
)

facts.declare("credentials.proof.opened", _("opened the document that a change rests on"))

feed.spell("credentials.form.made", "form", {form.value: KINDS[form].called for form in Form})
for _verb in ("credentials.revocation.proposed", "credentials.certificate.revoked"):
    feed.spell(_verb, "ground", {ground.value: LABELS[ground] for ground in Ground})
feed.spell(
    "credentials.certificate.replaced", "ground", {mend.value: LABELS[mend] for mend in Mend}
)
feed.spell(
    "credentials.keychange.proposed", "kind", {kind.value: keys.LABELS[kind] for kind in keys.Kind}
)

concerns.declare("credentials.certificate", "holder", "person")
concerns.declare("credentials.certificate", "institution", "institution")
