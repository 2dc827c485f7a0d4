"""django-import-export takes the same workbook into the same tables: `roster MODE FILE PLAN`.

Written as its documentation advises. In default mode one resource over registrations makes what a
row needs in `before_import_row` ("Creating non-existent relations"). In bulk mode ("Bulk imports",
"Performance tweaks") there is a resource for each table, each in bulk, without diffs, with cached
foreign keys and known instances looked up at once; that is as fast as the library goes. Numbers are
checked, indexed and sealed exactly as the platform does it; no facts are recorded, and there is no
preview.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import secrets
import sys
import time
import unicodedata
import uuid
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from import_export.fields import Field
from import_export.instance_loaders import CachedInstanceLoader
from import_export.resources import ModelResource
from import_export.widgets import CachedForeignKeyWidget, IntegerWidget, Widget
from tablib import Dataset

from bench.peers.tables import Enrolment, Membership, Person, Plan, Registration, SchoolClass
from bench.telling import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from import_export.results import Result

KEYS = json.loads(Path(os.environ["SHUZHENG_KEY_FILE"]).read_text(encoding="utf-8"))
CIPHER = AESGCM(base64.b64decode(KEYS["sealing"][KEYS["current"]]))
INDEX_KEY = base64.b64decode(KEYS["index"])
NONCE_BYTES = 12
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
KIND = "resident_identity_card"
KINDS = {"居民身份证": KIND, "身份证": KIND}
PHONE_LENGTH = 11
NUMBER_LENGTH = 18
LONGEST_NAME = 50
FIRST_YEAR, LAST_YEAR = 1990, 2100
BATCH = 1_000
RULE_SINCE = date.fromisoformat(os.environ["BENCH_RULE_SINCE"])
NOW = datetime.now(UTC)
TODAY = NOW.astimezone(ZoneInfo("Asia/Shanghai")).date()


def seal(text: str, uid: uuid.UUID, field: str) -> str:
    """Return `text` sealed as the platform seals it."""
    if not text:
        return ""
    nonce = secrets.token_bytes(NONCE_BYTES)
    body = CIPHER.encrypt(nonce, text.encode(), f"identity_person\0{field}\0{uid}".encode())
    return f"{KEYS['current']}.{base64.b64encode(nonce + body).decode()}"


def index_of(number: str) -> str:
    """Return the blind index of a document number."""
    return hmac.digest(INDEX_KEY, f"document:{KIND}\0{number}".encode(), "sha256").hex()


def mask(text: str, head: int = 4) -> str:
    """Return a number with only head and tail shown."""
    return f"{text[:head]}****{text[-4:]}" if text else ""


class NameWidget(Widget):
    """A person's name."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Return the name, or refuse it."""
        del row, kwargs
        name = "".join(str(value or "").split())
        if not 1 <= len(name) <= LONGEST_NAME or any(
            c.isdigit() or not c.isprintable() for c in name
        ):
            raise ValueError("a name has 1 to 50 characters and no digits")
        return name


class NumberWidget(Widget):
    """An identity number, normalised and checked."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Return the number, or refuse it."""
        del row, kwargs
        if not isinstance(value, str):
            raise ValueError("typed as a number: digits are lost")  # noqa: TRY004 - the library's way
        number = "".join(unicodedata.normalize("NFKC", value).split()).upper()
        if len(number) != NUMBER_LENGTH or not number[:17].isdigit():
            raise ValueError("an identity number has 18 characters")
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
        total = sum(int(d) * w for d, w in zip(number, WEIGHTS, strict=False))
        if CHECKS[total % 11] != number[17]:
            raise ValueError("the last character does not fit the others")
        return number


class PhoneWidget(Widget):
    """A mobile number, or nothing."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Return the number, or refuse it."""
        del row, kwargs
        phone = "".join(str(value or "").split())
        if phone and not (phone.isdigit() and len(phone) == PHONE_LENGTH and phone[0] == "1"):
            raise ValueError("a mobile number has 11 digits")
        return phone


class ChoiceWidget(Widget):
    """One of some words."""

    def __init__(self, words: dict[str, Any]) -> None:
        super().__init__()
        self.words = words

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return what the word stands for, or refuse it."""
        del row, kwargs
        try:
            return self.words[str(value or "").strip()]
        except KeyError:
            raise ValueError(f"one of {', '.join(self.words)}") from None


class YearWidget(IntegerWidget):
    """A year of entry."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int:
        """Return the year, or refuse it."""
        year: int = super().clean(value, row, **kwargs)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError("not a year of entry")
        return year


NAME, NUMBER, PHONE = NameWidget(), NumberWidget(), PhoneWidget()
DOCUMENT, YES_NO, YEAR = (
    ChoiceWidget(KINDS),
    ChoiceWidget({"": False, "否": False, "是": True}),
    (YearWidget()),
)


def fresh(name: str, number: str, index: str, phone: str) -> dict[str, Any]:
    """Return the columns of a new person."""
    uid = uuid.uuid4()
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14])).isoformat()
    return {
        "uid": uid,
        "name": name,
        "sex": "1" if int(number[16]) % 2 else "2",
        "document_kind": KIND,
        "document_index": index,
        "document_sealed": seal(number, uid, "document"),
        "document_masked": mask(number),
        "born_sealed": seal(born, uid, "born"),
        "phone_sealed": seal(phone, uid, "phone"),
        "phone_masked": mask(phone, 3),
        "created_at": NOW,
    }


class Setting:
    """The plan, and the institution whose students are registered."""

    def __init__(self, plan_id: int) -> None:
        self.plan = Plan.objects.get(pk=plan_id)
        self.school = int(os.environ["BENCH_SCHOOL"])
        self.classes: dict[tuple[str, int], SchoolClass] = {}

    def school_class(self, name: str, year: int, major: str) -> SchoolClass:
        """Return a class, made if it is new."""
        held = self.classes.get((name, year))
        if held is None:
            held, _ = SchoolClass.objects.get_or_create(
                organisation_id=self.school,
                name=name,
                entry_year=year,
                defaults={"major_code": major},
            )
            self.classes[name, year] = held
        return held


class ByHooks(ModelResource):
    """Default mode: registrations, whose persons and enrolments are made row by row."""

    person = Field("person", "person", widget=Widget())
    plan = Field("plan", "plan", widget=Widget())
    school_class = Field("school_class", "school_class", widget=Widget())
    needs_accessible_seat = Field("needs_accessible_seat", "需要无障碍座位", widget=YES_NO)

    class Meta:
        model = Registration
        import_id_fields = ("plan", "person")
        fields = ("plan", "person", "school_class", "needs_accessible_seat")

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        """Make room for what is found or made."""
        del kwargs
        for header in ("plan", "person", "school_class"):
            dataset.append_col([None] * len(dataset), header=header)

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Find or make the row's person, class and enrolment."""
        del kwargs
        name, number = NAME.clean(row["姓名"]), NUMBER.clean(row["证件号码"])
        phone, kind = PHONE.clean(row["手机号"]), DOCUMENT.clean(row["证件类型"])
        index, year = index_of(number), YEAR.clean(row["入学年份"])
        person = Person.objects.filter(document_kind=kind, document_index=index).first()
        if person is None:
            person = Person.objects.create(**fresh(name, number, index, phone))
        elif person.name != name:
            raise ValidationError("known under another name")
        row["person"], row["plan"] = person, self.setting.plan
        row["school_class"] = self.setting.school_class(row["班级"], year, row["专业代码"])

    def before_save_instance(self, instance: Registration, row: Any, **kwargs: Any) -> None:
        """Complete the registration; enrol its student."""
        del kwargs
        complete(instance, self.setting)
        here = {"person": row["person"], "organisation_id": self.setting.school, "until": None}
        enrolled = {
            "school_class": row["school_class"],
            "student_number": row["学号"],
            "since": TODAY,
        }
        Enrolment.objects.get_or_create(**here, defaults=enrolled)
        Membership.objects.get_or_create(**here, role="student", defaults={"since": TODAY})


def complete(instance: Registration, setting: Setting) -> None:
    """Fill the columns that no cell gives; refuse whoever is registered already."""
    if instance.pk:
        raise ValidationError("already registered")
    instance.certificate_type_id = setting.plan.certificate_type_id
    instance.level, instance.module = setting.plan.level, setting.plan.module
    instance.institution_id = setting.school
    instance.drafted_at, instance.rule_since = NOW, RULE_SINCE


class InBulk(ModelResource):
    """What the resources of bulk mode share."""

    class Meta:
        abstract = True
        use_bulk = True
        batch_size = BATCH
        skip_diff = True
        report_skipped = False

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting


class Persons(InBulk):
    """Persons, found by document."""

    name = Field("name", "姓名", widget=NAME)
    document_kind = Field("document_kind", "证件类型", widget=DOCUMENT)
    document_index = Field("document_index", "index", widget=Widget())

    class Meta(InBulk.Meta):
        model = Person
        instance_loader_class = CachedInstanceLoader
        import_id_fields = ("document_index",)
        fields = ("name", "document_kind", "document_index")

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        """Check the numbers and put their indexes beside them."""
        del kwargs
        numbers = [NUMBER.clean(text) for text in dataset["证件号码"]]
        dataset.append_col(numbers, header="number")
        dataset.append_col([index_of(number) for number in numbers], header="index")

    def skip_row(self, instance: Person, original: Any, row: Any, errors: Any = None) -> bool:
        """Leave known persons as they are."""
        del original, row, errors
        return instance.pk is not None

    def import_instance(self, instance: Person, row: Any, **kwargs: Any) -> None:
        """Refuse another name for a known document."""
        before = instance.name
        super().import_instance(instance, row, **kwargs)
        if before and before != instance.name:
            raise ValidationError("known under another name")

    def before_save_instance(self, instance: Person, row: Any, **kwargs: Any) -> None:
        """Seal what is personal."""
        del kwargs
        made = fresh(instance.name, row["number"], row["index"], PHONE.clean(row["手机号"]))
        for column, value in made.items():
            setattr(instance, column, value)


class OfPersons(InBulk):
    """Rows that each belong to a person."""

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        """Know the persons who have such a row already."""
        del kwargs
        dataset.headers  # noqa: B018 - nothing to prepare in the sheet itself
        self.held = set(self.known().values_list("person_id", flat=True))

    def known(self) -> Any:
        """Return the rows that are there."""
        return self._meta.model.objects.filter(organisation_id=self.setting.school, until=None)

    def skip_row(self, instance: Any, original: Any, row: Any, errors: Any = None) -> bool:
        """Leave known rows as they are."""
        del original, row, errors
        return instance.person_id in self.held


class Enrolments(OfPersons):
    """Persons in classes."""

    person = Field("person", "index", widget=CachedForeignKeyWidget(Person, "document_index"))
    student_number = Field("student_number", "学号", widget=Widget())

    class Meta(InBulk.Meta):
        model = Enrolment
        force_init_instance = True
        import_id_fields = ()
        fields = ("person", "student_number")

    def before_save_instance(self, instance: Enrolment, row: Any, **kwargs: Any) -> None:
        """Complete the row."""
        del kwargs
        instance.organisation_id, instance.since = self.setting.school, TODAY
        year = YEAR.clean(row["入学年份"])
        instance.school_class = self.setting.school_class(row["班级"], year, row["专业代码"])


class Memberships(OfPersons):
    """Persons as students."""

    person = Field("person", "index", widget=CachedForeignKeyWidget(Person, "document_index"))

    class Meta(InBulk.Meta):
        model = Membership
        force_init_instance = True
        import_id_fields = ()
        fields = ("person",)

    def known(self) -> Any:
        """Return the students who are there."""
        return super().known().filter(role="student")

    def before_save_instance(self, instance: Membership, row: Any, **kwargs: Any) -> None:
        """Complete the row."""
        del row, kwargs
        instance.organisation_id, instance.since = self.setting.school, TODAY
        instance.role = "student"


class Registrations(OfPersons):
    """Persons in the plan."""

    person = Field("person", "index", widget=CachedForeignKeyWidget(Person, "document_index"))
    needs_accessible_seat = Field("needs_accessible_seat", "需要无障碍座位", widget=YES_NO)

    class Meta(InBulk.Meta):
        model = Registration
        force_init_instance = True
        import_id_fields = ()
        fields = ("person", "needs_accessible_seat")

    def known(self) -> Any:
        """Return the registrations that are there."""
        return Registration.objects.filter(plan=self.setting.plan)

    def skip_row(self, instance: Any, original: Any, row: Any, errors: Any = None) -> bool:
        """Refuse whoever is registered already."""
        if super().skip_row(instance, original, row, errors):
            raise ValidationError("already registered")
        return False

    def before_save_instance(self, instance: Registration, row: Any, **kwargs: Any) -> None:
        """Complete the registration."""
        del kwargs
        complete(instance, self.setting)
        instance.plan = self.setting.plan
        year = YEAR.clean(row["入学年份"])
        instance.school_class = self.setting.school_class(row["班级"], year, row["专业代码"])


MODES: dict[str, tuple[Callable[[Setting], ModelResource], ...]] = {
    "default": (ByHooks,),
    "bulk": (Persons, Enrolments, Memberships, Registrations),
}


def take(mode: str, dataset: Dataset, plan_id: int) -> None:
    """Import all rows, or none."""
    setting = Setting(plan_id)
    room = Plan.objects.filter(pk=plan_id, places_taken__lte=F("seats") - len(dataset))
    if not room.update(places_taken=F("places_taken") + len(dataset)):
        raise SystemExit("the plan is full")
    for resource in MODES[mode]:
        result: Result = resource(setting).import_data(dataset, use_transactions=False)
        if result.has_errors() or result.has_validation_errors():
            raise SystemExit(_first(result))


def _first(result: Result) -> str:
    for row in result.invalid_rows:
        return f"row {row.number}: {row.error}"
    for number, errors in result.row_errors():
        return f"row {number}: {errors[0].error!r} {errors[0].traceback}"
    return repr([error.error for error in result.base_errors])


def main() -> None:
    """Preview a workbook in a transaction that is rolled back, then import it."""
    mode, file, plan_id = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    connection.ensure_connection()
    began = time.perf_counter()
    with transaction.atomic():
        take(mode, Dataset().load(file.read_bytes(), "xlsx"), plan_id)
        transaction.set_rollback(True)
    previewed = time.perf_counter()
    with transaction.atomic():
        dataset = Dataset().load(file.read_bytes(), "xlsx")
        take(mode, dataset, plan_id)
    taken = time.perf_counter()
    tell(
        seconds=taken - began,
        count=len(dataset),
        take=taken - previewed,
        version=version("django-import-export"),
    )


if __name__ == "__main__":
    main()
