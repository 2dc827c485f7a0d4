"""What fees records, as sentences. None of them says that anybody lives in hardship.

Whatever a claim leads to is confidential besides: a verified claim settles fees again and may bring
money back, at the same minute and by the same hand.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import concerns, facts

facts.declare("fees.ceilings.loaded", _("loaded {count} ceilings"), data=("count",))
facts.declare(
    "fees.waiver.granted",
    _("granted the waiver {number}, up to {limit} yuan"),
    data=("number", "limit"),
)
facts.declare("fees.agreement.drafted", _("drafted the fee agreement {number}"), data=("number",))
facts.declare("fees.agreement.redrafted", _("changed the draft: {price} yuan"), data=("price",))
facts.declare("fees.agreement.sent_to_experts", _("sent the fee to the experts"))
facts.declare(
    "fees.agreement.appraised",
    _("recorded the appraisal by {count} experts"),
    data=("count",),
)
facts.declare("fees.agreement.offered", _("put {price} yuan on the table"), data=("price",))
facts.declare("fees.agreement.signed", _("signed the fee agreement"), data=("as_party",))
facts.declare("fees.agreement.joined", _("joined the fee agreement"))
facts.declare(
    "fees.agreement.dissented", _("dissented from the fee agreement: {reason}"), data=("reason",)
)
facts.declare("fees.agreement.mediated", _("asked the office to mediate"))
facts.declare(
    "fees.agreement.filed",
    _("filed the fee agreement {number} with the office: {price} yuan"),
    data=("number", "price", "waiver"),
)
facts.declare("fees.agreement.returned", _("returned the agreement: {reason}"), data=("reason",))
facts.declare("fees.agreement.in_force", _("brought the agreement into force"), data=("how",))
facts.declare("fees.agreement.expired", _("let the agreement expire"))
facts.declare(
    "fees.agreement.terminated", _("terminated the agreement: {reason}"), data=("reason",)
)
facts.declare(
    "fees.settlements.computed",
    _("settled the fees of {count} registrations"),
    data=("count",),
    confidential=True,
)
facts.declare(
    "fees.settlements.refunded",
    _("gave up the fees of {count} registrations: {reason}"),
    data=("count", "reason"),
)
facts.declare("fees.payment.recorded", _("recorded the receipt of the fee"))
facts.declare("fees.payment.paid_back", _("recorded that the fee was paid back"), confidential=True)
facts.declare(
    "fees.claim.lodged", _("handed in the claim"), personal=("person",), confidential=True
)
facts.declare("fees.claim.proof_opened", _("opened the proof"), confidential=True)
facts.declare(
    "fees.claims.verified", _("verified {count} claims"), data=("count",), confidential=True
)
facts.declare("fees.claim.refused", _("refused the claim"), confidential=True)
facts.declare(
    "fees.claim.appealed",
    _("appealed against the decision"),
    personal=("person",),
    confidential=True,
)
facts.declare("fees.claim.dismissed", _("dismissed the appeal"), confidential=True)
facts.declare(
    "fees.claims.imported",
    _("imported {count} entries of a list"),
    data=("count",),
    confidential=True,
)
facts.declare(
    "fees.claims.lapsed", _("{count} entries ran out"), data=("count",), confidential=True
)
facts.declare("fees.agreements.exported", _("exported {count} fee agreements"), data=("count",))

concerns.declare("fees.feeagreement", "organisation", "organisation")
concerns.declare("fees.feeagreement", "lead", "lead")
