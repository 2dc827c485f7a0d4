"""Make a fee agreement: draft, appraisal, negotiation, two signatures, filing, force, its end.

Rules: R-120 (items), R-121 (who does what), R-122 (ceiling), R-124 (experts). Source: handbook
3.13.
"""

from shuzheng.fees.services.agreements.drafting import (
    AppraisedInFuture,
    EndsBeforeStart,
    LevelNotOffered,
    NoOrganisation,
    Offer,
    draft,
    record_appraisal,
    redraft,
    send_to_experts,
)
from shuzheng.fees.services.agreements.filing import (
    AgreementStands,
    begin_filed,
    bring_into_force,
    expire_over,
    file,
    send_back,
    terminate,
)
from shuzheng.fees.services.agreements.items import (
    MOST_FEN,
    FeeTooLarge,
    NoItems,
)
from shuzheng.fees.services.agreements.parties import (
    NotAParty,
    NotTheLead,
    ReasonMissing,
)
from shuzheng.fees.services.agreements.talks import (
    DoesNotUse,
    ask_for_mediation,
    declare_stance,
    put_on_table,
    sign,
)

__all__ = [
    "MOST_FEN",
    "AgreementStands",
    "AppraisedInFuture",
    "DoesNotUse",
    "EndsBeforeStart",
    "FeeTooLarge",
    "LevelNotOffered",
    "NoItems",
    "NoOrganisation",
    "NotAParty",
    "NotTheLead",
    "Offer",
    "ReasonMissing",
    "ask_for_mediation",
    "begin_filed",
    "bring_into_force",
    "declare_stance",
    "draft",
    "expire_over",
    "file",
    "put_on_table",
    "record_appraisal",
    "redraft",
    "send_back",
    "send_to_experts",
    "sign",
    "terminate",
]
