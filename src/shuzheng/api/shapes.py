"""What the interface answers, as schemas. Codes are words of the platform, in English."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

NAMED = 50
NO_NUL = r"^[^\x00]*$"

Query = Annotated[str, Field(max_length=NAMED, pattern=NO_NUL)]
Limit = Annotated[int, Field(ge=1, le=100)]
Page = Annotated[int, Field(ge=1, le=100_000)]
Code = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[0-9A-Za-z]+$")]
Parent = Annotated[str, Field(pattern=r"^([0-9]{6})?$")]
Token = Annotated[str, Field(min_length=1, max_length=64)]
Number = Annotated[str, Field(pattern=r"^[Rr]-[0-9]{3}$")]
Year = Annotated[int, Field(ge=2019, le=2999)]


class Error(Schema):
    """One thing that is wrong with a request, and where."""

    place: str
    message: str
    kind: str


class Problem(Schema):
    """A refusal (RFC 9457). `code` never changes; `title` is in the reader's language."""

    type: str
    title: str
    status: int
    code: str
    rule: str | None = None
    errors: list[Error] | None = None


class CertificateKind(Schema):
    """A kind of certificate of the national catalogue."""

    code: str
    name: str
    short_name: str
    batch: int | None
    levels: list[str]
    organisation: str
    national_status: str
    has_standard: bool
    is_demonstration: bool


class CertificateKinds(Schema):
    """One page of the catalogue."""

    count: int
    page: int
    items: list[CertificateKind]


class StandardVersion(Schema):
    """One version of a skill standard."""

    version: str
    state: str
    effective_on: date | None
    levels: list[str]
    requirements: int


class LevelDescription(Schema):
    """What a level demands, in one paragraph."""

    level: str
    description: str


class SuitedMajor(Schema):
    """A major that a certificate suits."""

    code: str
    name: str
    level: str


class CertificateKindDetail(CertificateKind):
    """A kind of certificate with its standard and the majors it suits."""

    modules: list[str]
    field: str
    descriptions: list[LevelDescription]
    standards: list[StandardVersion]
    majors: list[SuitedMajor]


class Major(Schema):
    """A major of the vocational catalogue."""

    code: str
    name: str
    level: str
    category: str
    major_class: str
    is_controlled: bool
    certificates: int


class Majors(Schema):
    """One page of the majors."""

    count: int
    page: int
    items: list[Major]


class Division(Schema):
    """A province, city or county (GB/T 2260)."""

    code: str
    name: str
    full_name: str
    level: str
    parent: str | None
    directly_administered: bool


class Divisions(Schema):
    """The divisions directly under one, or the provinces."""

    count: int
    items: list[Division]


class Pair(Schema):
    """What a holder of a paper knows: its number and the name on it."""

    number: Annotated[str, Field(min_length=1, max_length=40)]
    holder: Annotated[str, Field(min_length=1, max_length=NAMED)]


class Pairs(Schema):
    """What an enterprise asks about: each number once."""

    pairs: Annotated[list[Pair], Field(min_length=1, max_length=1_000)]


class EvidenceWish(Schema):
    """Of which certificate the evidence file is wanted, and why: the reason is kept."""

    number: Annotated[str, Field(min_length=1, max_length=40, pattern=NO_NUL)]
    reason: Annotated[str, Field(min_length=1, max_length=500, pattern=NO_NUL)]


class Answer(Schema):
    """What is said of one pair; without a certificate only the outcome.

    `outcome` is valid, suspended, replaced, overturned (replaced after its revocation was
    overturned on appeal), revoked, expired, not_yet_valid, status_unknown, doubtful, absent or
    mistyped.
    """

    number: str
    outcome: str
    certificate: str
    level: str
    module: str
    organisation: str
    issued_on: date | None
    since: datetime | None
    replaced_by: str


class Answers(Schema):
    """The answers to a list, in its order, as of one instant."""

    checked_at: datetime
    answers: list[Answer]


class Check(Schema):
    """One check of a verification: `outcome` is held, failed or undecidable."""

    number: int
    step: str
    outcome: str
    sentence: str
    specification: str


class Certificate(Schema):
    """What anybody may see of a certificate: no score, no identity number, no birth date.

    `state` is issued, suspended, revoked, replaced or expired; `valid_until` is the end of its term
    as signed, empty where the standard sets none. An expired certificate stays genuine.
    """

    number: str
    holder: str
    certificate: str
    certificate_code: str
    level: str
    module: str
    organisation: str
    issued_on: date
    state: str
    state_since: datetime
    valid_until: datetime | None
    is_demonstration: bool


class Verification(Schema):
    """A verification with every check that was made; `verdict` is what the gravest one forces."""

    verdict: str
    headline: str
    checked_at: datetime
    status_known_at: datetime | None
    checks: list[Check]
    certificate: Certificate | None


class Cut(Schema):
    """The frozen data cut that figures come from, with the version of each formula."""

    taken_at: datetime
    formulas: dict[str, int]


class Figure(Schema):
    """A figure of the handbook. A count has `value`; a share numerator, denominator, percent.

    `is_hidden` says that the group is too small to be shown; without data `percent` is empty.
    """

    id: str
    version: int
    name: str
    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    percent: str | None = None
    is_hidden: bool = False


class Province(Schema):
    """The province's figures of one calendar year."""

    province: str
    year: int
    years: list[int]
    cut: Cut
    figures: list[Figure]


class Share(Schema):
    """A share with what it is made of; `percent` is empty without data."""

    numerator: int
    denominator: int
    percent: str


class Line(Schema):
    """One group of a breakdown; what is hidden is null and named in `hidden`."""

    key: str
    name: str
    code: str
    participation: int | None
    sat: int | None
    pass_rate: Share | None
    certificates_issued: int | None
    acquisition_rate: Share | None
    has_site: bool | None
    hidden: list[str]


class Breakdown(Schema):
    """The province's figures of one calendar year by one dimension."""

    province: str
    dimension: str
    year: int
    cut: Cut
    lines: list[Line]


class Rule(Schema):
    """A rule of the programme; `live` where the platform applies it."""

    id: str
    title: str
    title_en: str
    kinds: str
    live: bool
    applied_in: list[str]
    tests: int


class Rules(Schema):
    """All rules."""

    count: int
    items: list[Rule]


class Provision(Schema):
    """A rule's numbers as a document gives them, since a day."""

    since: date
    document: str
    quotation: str
    parameters: dict[str, object]


class RuleDetail(Rule):
    """A rule with its text and the province's provisions, oldest first."""

    text: str
    text_en: str
    provisions: list[Provision]
