"""What is told about yearly reviews, help and answers, and official documents."""

from __future__ import annotations

from typing import Final

from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.wording import N_
from shuzheng.reminders.rules.telling import (
    DEPARTMENT,
    INSTITUTION,
    STAFF,
    Place,
    Topic,
    those,
    told,
)

REVIEWS: Final = (
    *told(
        Topic.REVIEW,
        those("adjustment.review", "organisation", STAFF, Place("adjustment:own", by_key=False)),
        {
            "adjustment.review.shown": N_("The list of the catalogue review is on public show"),
            "adjustment.review.decided": N_("The catalogue review was decided"),
            "adjustment.review.took_effect": N_("The catalogue review took effect"),
            "adjustment.review.withdrawn": N_("The decision on the catalogue was withdrawn"),
        },
    ),
    *told(
        Topic.REVIEW,
        those(
            "evaluation.evaluation",
            "party",
            (*INSTITUTION, *STAFF),
            Place("evaluation:parties", by_key=False),
        ),
        {
            "evaluation.data.frozen": N_("The annual evaluation asks for your self-assessment"),
            "evaluation.scores.opened": N_("Your score of the annual evaluation is open to you"),
            "evaluation.result.published": N_("The grades of the annual evaluation are published"),
        },
    ),
    *told(
        Topic.REVIEW,
        those("evaluation.subject", "party", (*INSTITUTION, *STAFF), Place("evaluation:party")),
        {"evaluation.objection.answered": N_("Your objection to the score was answered")},
    ),
)

SUPPORT: Final = (
    *(
        telling
        for whom in ("helper", "helped")
        for telling in told(
            Topic.SUPPORT,
            those("support.pairing", whom, INSTITUTION, Place("support:pairing")),
            {
                "support.pairing.proposed": N_("A pairing of your institution was proposed"),
                "support.pairing.answered": N_("The other side answered the pairing"),
                "support.pairing.agreed": N_("The pairing of your institution was confirmed"),
                "support.pairing.dropped": N_("The pairing of your institution was dropped"),
                "support.pairing.begun": N_("The pairing of your institution begins"),
                "support.check.asked": N_("A half-yearly check of your pairing is due"),
                "support.pairing.evaluated": N_("The pairing of your institution was evaluated"),
                "support.pairing.ended": N_("The pairing of your institution ended"),
            },
        )
    ),
    *told(
        Topic.SUPPORT,
        those("support.question", "institution", INSTITUTION, Place("support:question")),
        {"support.question.answered": N_("The department answered your question")},
    ),
    *told(
        Topic.SUPPORT,
        those("support.question", "department", DEPARTMENT, Place("support:question")),
        {"support.question.asked": N_("An institution asked a question")},
    ),
    *told(
        Topic.SUPPORT,
        those("support.feedback", "institution", INSTITUTION, Place("support:feedback")),
        {"support.feedback.answered": N_("Your feedback on a standard was answered")},
    ),
    *told(
        Topic.SUPPORT,
        those("support.feedback", "organisation", STAFF, Place("support:feedback")),
        {"support.feedback.given": N_("An institution gave feedback on your standard")},
    ),
    *told(
        Topic.SUPPORT,
        those("support.guidance", "institution", INSTITUTION, Place("support:guidance")),
        {
            "support.guidance.given": N_("Guidance for your institution was recorded"),
            "support.guidance.closed": N_("Guidance for your institution was closed"),
        },
    ),
    *told(
        Topic.SUPPORT,
        those("support.help", "institution", INSTITUTION, Place("support:help")),
        {
            "support.help.begun": N_("Help for your institution began"),
            "support.help.closed": N_("Help for your institution was closed"),
        },
    ),
)

DOCUMENTS: Final = (
    *told(
        Topic.DOCUMENT,
        those(
            "gazette.document",
            "recipient",
            (*INSTITUTION, *STAFF, Role.CITY_OFFICER),
            Place("gazette:inbox", by_key=False),
        ),
        {"gazette.document.published": N_("An official document was sent to you")},
    ),
    *told(
        Topic.DOCUMENT,
        those(
            "gazette.document",
            "who has not signed",
            (*INSTITUTION, *STAFF, Role.CITY_OFFICER),
            Place("gazette:inbox", by_key=False),
        ),
        {"gazette.document.reminded": N_("An official document waits for your receipt")},
    ),
)
