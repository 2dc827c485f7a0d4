"""Questions that students and others ask about the programme, answered by the rules in force.

Rule: R-200. Each answer names the rule it rests on, and takes its days and ages from the rulebook
of the day, so that what is explained cannot differ from what the platform does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its answer with places for numbers, the rule, and where one goes from here."""

    key: str
    words: str
    answer: str
    rule: str = ""
    url_name: str = ""
    url_words: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions that belong together."""

    key: str
    words: str
    questions: tuple[Question, ...]


TOPICS: Final = (
    Topic(
        "programme",
        N_("The programme in short"),
        (
            Question(
                "what",
                N_("What do “1” and “X” stand for?"),
                N_(
                    "“1” is the diploma. “X” are certificates of vocational skill, one or several, "
                    "that are got beside it: the diploma says what was studied, the certificate "
                    "what somebody can do."
                ),
                "R-200",
            ),
            Question(
                "who",
                N_("Who sets the standards and issues the certificates?"),
                N_(
                    "Evaluation organisations that the ministry has listed. Each is answerable for "
                    "its certificate and its standard; the province takes in only those on the "
                    "national list."
                ),
                "R-057",
                "catalogue:index",
                N_("Catalogue of certificates"),
            ),
            Question(
                "levels",
                N_("Which levels are there?"),
                N_(
                    "Elementary, intermediate and advanced; not every certificate has all three. "
                    "What each level demands stands with its standard in the catalogue."
                ),
                "R-041",
            ),
        ),
    ),
    Topic(
        "taking-part",
        N_("Taking part"),
        (
            Question(
                "free-will",
                N_("Do I have to take part?"),
                N_(
                    "No. A school may fill in a registration, but it counts only when you agree "
                    "yourself. To decline needs no reason and has no consequence."
                ),
                "R-034",
            ),
            Question(
                "minor",
                N_("I am not of age yet. Who has to agree?"),
                N_(
                    "You, and a guardian: always below {guardian_always_under_age}, and below "
                    "{guardian_under_age} where a fee is to be paid."
                ),
                "R-034",
            ),
            Question(
                "social",
                N_("I am not a student. Can I take part?"),
                N_(
                    "Yes. Institutions open their training to everybody, and you may register for "
                    "an assessment by yourself."
                ),
                "R-035",
                "catalogue:index",
                N_("See what is open for registration"),
            ),
            Question(
                "fee",
                N_("What does it cost?"),
                N_(
                    "What the alliance of institutions and the organisation have agreed on and put "
                    "on file; nothing beside it may be charged. A student of a pilot institution "
                    "is guaranteed {guaranteed_assessments} assessment that the institution pays."
                ),
                "R-127",
            ),
            Question(
                "hardship",
                N_("My family cannot afford it. What then?"),
                N_(
                    "Students of families in hardship pay no assessment fee, for any certificate. "
                    "Once the status is verified nobody has to ask for it, and no list shows who "
                    "pays."
                ),
                "R-128",
            ),
        ),
    ),
    Topic(
        "results",
        N_("Results and certificates"),
        (
            Question(
                "when",
                N_("When do I get the result and the certificate?"),
                N_(
                    "The result within {result_days} working days after the last sitting; the "
                    "certificate within {certificate_days} working days after the time for reviews "
                    "is over."
                ),
                "R-255",
            ),
            Question(
                "review",
                N_("I think that my mark is wrong. What can I do?"),
                N_(
                    "Ask for a review within {review_days} working days after the results are "
                    "published, on the page of your registration. You are answered within "
                    "{review_answer_days} working days."
                ),
                "R-115",
            ),
            Question(
                "verify",
                N_("How does an employer know that a certificate is genuine?"),
                N_(
                    "By number and name, by the code on the paper, or by the file, without an "
                    "account. What was registered is laid against a public log that nobody can "
                    "change unseen."
                ),
                "R-112",
                "credentials:verify",
                N_("Verify a certificate"),
            ),
            Question(
                "data",
                N_("Who sees my data?"),
                N_(
                    "Whoever needs them for the step you are at, masked where that is enough. You "
                    "show your certificate yourself; no employer is given anything."
                ),
                "",
                "portal:privacy",
                N_("Protection of personal information"),
            ),
        ),
    ),
    Topic(
        "help",
        N_("Questions and complaints"),
        (
            Question(
                "ask",
                N_("Where do I ask, and where do I complain?"),
                N_(
                    "Here, with your name or without. You get a receipt; within {accept_days} "
                    "working days it is said whether the case is taken, within {answer_days} it is "
                    "answered. Whoever is complained of does not handle it."
                ),
                "R-216",
                "complaints:new",
                N_("Ask or complain"),
            ),
        ),
    ),
)

NUMBERS: Final = {
    "guardian_always_under_age": "R-034",
    "guardian_under_age": "R-034",
    "guaranteed_assessments": "R-127",
    "result_days": "R-255",
    "certificate_days": "R-255",
    "review_days": "R-115",
    "review_answer_days": "R-255",
    "accept_days": "R-216",
    "answer_days": "R-216",
}
"""The numbers in the answers, and the rule that gives each."""


@applies("R-200")
def numbers(today: date, book: Rulebook) -> Mapping[str, int]:
    """Return the numbers in the answers as of a day: ages in years, terms in working days."""
    return {name: book.on(today, rule).integer(name) for name, rule in NUMBERS.items()}
