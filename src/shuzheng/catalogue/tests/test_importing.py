"""The reference data comes in whole, twice if need be, with its provenance, or not at all."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.models import (
    CertificateType,
    Major,
    SkillRequirement,
    StandardLevel,
    TargetMajor,
)
from shuzheng.catalogue.queries import certificates, standards
from shuzheng.catalogue.rules.levels import Level
from shuzheng.catalogue.services import belonging, importing
from shuzheng.foundation import facts, followers
from shuzheng.foundation.models import Fact
from shuzheng.identity.access import Permission as IdentityPermission
from shuzheng.identity.models import Division
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.identity.services import organisations
from shuzheng.kernel.actor import Actor, NotPermitted, Reach

DATA = Path(importing.__file__).parents[1] / "data"
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
OFFICE = Actor(
    1,
    1,
    1,
    "office_officer",
    frozenset({*Permission, *IdentityPermission}),
    Reach.PROVINCE,
)
TEACHER = Actor(2, 2, 2, "teacher", frozenset(), Reach.ORGANISATION)

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R-027")
@pytest.mark.rule("R-057")
def test_everything_comes_in_and_a_second_time_changes_nothing() -> None:
    first = importing.import_all(DATA, actor=OFFICE, now=NOON)
    codes = dict(CertificateType.objects.values_list("short_name", "code"))
    second = importing.import_all(DATA, actor=OFFICE, now=NOON)

    assert first == {"divisions": 3348, "majors": 882, "certificates": 120, "requirements": 100}
    assert second == first
    assert dict(CertificateType.objects.values_list("short_name", "code")) == codes
    assert (Division.objects.count(), Major.objects.count()) == (3348, 882)
    assert (TargetMajor.objects.count(), SkillRequirement.objects.count()) == (62, 100)
    assert facts.check_chain() == []


def test_provenance_is_kept_with_every_row() -> None:
    importing.import_all(DATA, actor=OFFICE, now=NOON)

    web = certificates.by_code("B10002")
    assert web is not None
    assert (web.short_name, web.source, web.confidence) == ("Web前端开发", "extracted", "high")
    assert web.levels == (Level.ELEMENTARY, Level.INTERMEDIATE, Level.ADVANCED)
    assert web.organisation_name == "工业和信息化部教育与考试中心"
    assert Division.objects.get(code="340826").directly_administered
    assert not Division.objects.get(code="340100").directly_administered


def test_a_standard_is_a_tree_in_the_order_of_its_numbers() -> None:
    importing.import_all(DATA, actor=OFFICE, now=NOON)
    row = CertificateType.objects.get(short_name="跨境电商B2B数据运营")

    standard = standards.current(row.pk, date(2026, 3, 2))
    assert standard is not None
    lines = standards.requirements(standard.id, Level.INTERMEDIATE)
    assert (lines[0].number, lines[0].domain) == ("1.1.1", "店铺搭建与产品管理")
    assert [line.number for line in lines] == sorted(
        (line.number for line in lines), key=lambda n: tuple(map(int, n.split(".")))
    )


@pytest.mark.rule("R-027")
def test_only_who_may_import_imports() -> None:
    with pytest.raises(NotPermitted):
        importing.import_all(DATA, actor=TEACHER, now=NOON)


@pytest.mark.parametrize(
    ("name", "change", "place"),
    [
        ("certificate_catalogue.csv", ("初级;中级;高级", "初级;特级"), "row 2"),
        ("certificate_major_map.csv", ("WPS办公应用", "没有这种证书"), "row 2"),
        ("vocational_majors_2021.csv", ("610101,种子生产技术", "610101"), "row 2"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_stored(
    tmp_path: Path, name: str, change: tuple[str, str], place: str
) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / name
    path.write_text(path.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")

    with pytest.raises(importing.BadReferenceData, match=f"{name}, {place}"):
        importing.import_all(tmp_path / "data", actor=OFFICE, now=NOON)
    assert Division.objects.count() == 0


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / "certificate_catalogue.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))

    with pytest.raises(importing.BadReferenceData, match=r"certificate_catalogue\.csv"):
        importing.import_all(tmp_path / "data", actor=OFFICE, now=NOON)


@pytest.mark.rule("R-057")
def test_whoever_is_registered_after_the_import_has_its_certificates() -> None:
    importing.import_all(DATA, actor=OFFICE, now=NOON)
    row = CertificateType.objects.order_by("code")[0]
    CertificateType.objects.filter(pk=row.pk).update(organisation_name="演示评价组织丙")
    made = organisations.register(
        kind=OrganisationKind.EVALUATION_ORGANISATION,
        code="E9",
        name="演示评价组织丙",
        division_code="340100",
        actor=OFFICE,
        now=NOON,
    )
    school = organisations.register(
        kind=OrganisationKind.INSTITUTION,
        institution_kind="higher_vocational",
        code="S9",
        name="演示职业技术学院",
        division_code="340100",
        actor=OFFICE,
        now=NOON,
    )
    followers.catch_up(NOON)

    assert list(CertificateType.objects.filter(organisation=made)) == [row]
    assert not CertificateType.objects.filter(organisation=school).exists()
    assert belonging.belong(made, now=NOON) == 0
    assert Fact.objects.filter(verb="catalogue.certificates.joined").count() == 1


@pytest.mark.rule("R-065")
def test_an_import_leaves_what_organisations_say_of_their_levels() -> None:
    importing.import_all(DATA, actor=OFFICE, now=NOON)
    StandardLevel.objects.update(traits="能独立作业。", description="别的。")
    importing.import_all(DATA, actor=OFFICE, now=NOON)

    assert set(StandardLevel.objects.values_list("traits", flat=True)) == {"能独立作业。"}
    assert not StandardLevel.objects.filter(description="别的。").exists()
